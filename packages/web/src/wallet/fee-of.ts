/** What a shop puts on top of a typed amount, as its code says; the server computes the same. */
import {
  add,
  formatAmount,
  isCurrency,
  money,
  parseAmount,
  parseRate,
  portion,
  rate,
  smaller,
} from '@sampan/primitives';
import type { Shop } from './scanned-shop.ts';

export interface FeeAndTotal {
  /** Decimal text; undefined when the shop puts nothing on top. */
  readonly fee: string | undefined;
  readonly total: string;
}

const fixedAtMost = rate('0.05');

export function feeOf(text: string, currency: string, channelFee: Shop['channelFee']): FeeAndTotal {
  if (!isCurrency(currency)) return { fee: undefined, total: text };
  const typed = parseAmount(text.replace(/\.$/, ''), currency) ?? money(currency, 0n);
  const total = (fee = money(currency, 0n)) => formatAmount(add(typed, fee));
  if (!channelFee) return { fee: undefined, total: total() };
  const share = channelFee.type === 'RATE' ? parseRate(channelFee.share) : undefined;
  const fixed = channelFee.type === 'FIXED' ? parseAmount(channelFee.amount, currency) : undefined;
  const fee = share
    ? portion(typed, share, 'half-up')
    : fixed && smaller(fixed, portion(typed, fixedAtMost, 'down'));
  return { fee: fee && formatAmount(fee), total: total(fee) };
}
