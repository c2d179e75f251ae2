import type { BuyerWalletView } from '@sampan/api';
import { exceeds, formatAmount, isCurrency, parseAmount, subtract, zero } from '@sampan/primitives';

/** By how much the balance is too small for `amount`, as decimal text of its currency. */
export function missingAmount(
  { balance, currency }: Pick<BuyerWalletView, 'balance' | 'currency'>,
  amount: string | undefined,
): string {
  if (!isCurrency(currency)) return '0';
  const has = parseAmount(balance, currency);
  const wants = parseAmount(amount ?? '', currency);
  const isMissing = has !== undefined && wants !== undefined && exceeds(wants, has);
  return formatAmount(isMissing ? subtract(wants, has) : zero(currency));
}
