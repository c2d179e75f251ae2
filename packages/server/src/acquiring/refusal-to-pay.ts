import type { Instant, Money } from '@sampan/primitives';
import type { Quote } from '#exchange';
import { exceededReceipts, type Partner, type Receipts, receiptRefusals } from '#partner';
import { exceededLimit, limitRefusals, type Wallet } from '#wallet';
import { isAccepted } from './accepted-wallet.ts';
import { isTooSmall } from './quote-for.ts';

/**
 * Why a wallet may not pay to a partner; asked when a buyer pays and again when one confirms. In order
 * of precedence: the partner, the state of the wallet, its kind, limits, balance (17).
 */
export const refusalsToPay = [
  'partner-suspended',
  'wallet-frozen',
  'wallet-kind-not-accepted',
  'currency-not-supported',
  'amount-too-small',
  ...receiptRefusals,
  ...limitRefusals,
  'balance-not-enough',
] as const;
export type RefusalToPay = (typeof refusalsToPay)[number];

export interface Paying {
  readonly partner: Partner;
  /** Of a partner with a day or month limit. */
  readonly receipts: Receipts | undefined;
  readonly wallet: Wallet;
  /** Undefined when there is no rate between their currencies. */
  readonly quote: Quote | undefined;
}

/** The first reason why the payment cannot be made. */
export function refusalToPay(
  { partner, receipts, wallet, quote }: Paying,
  now: Instant,
): RefusalToPay | undefined {
  if (partner.status === 'suspended') return 'partner-suspended';
  if (wallet.status === 'frozen') return 'wallet-frozen';
  if (!isAccepted(partner, wallet)) return 'wallet-kind-not-accepted';
  if (!quote) return 'currency-not-supported';
  if (isTooSmall(quote)) return 'amount-too-small';
  const limit =
    exceededReceipts(partner, receipts, quote.settlement, now) ??
    exceededLimit(wallet, quote.charge, now);
  if (limit) return limit;
  return isCovered(quote.charge, wallet) ? undefined : 'balance-not-enough';
}

const isCovered = (charge: Money, { balance }: Wallet): boolean => balance.minor >= charge.minor;
