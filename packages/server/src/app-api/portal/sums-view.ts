import { assert, type Currency, formatAmount, money } from '@sampan/primitives';
import type { DaySums } from '#settlement';

/** Payments − refunds − fees + fees returned = net, to the cent. */
export function sumsView(
  currency: Currency,
  days: readonly Omit<DaySums, 'day' | 'currency' | 'batchId'>[],
) {
  const total = (name: 'paid' | 'refunded' | 'fees' | 'feesReturned' | 'net'): bigint =>
    days.reduce((sum, day) => sum + day[name], 0n);
  const [paid, refunded, fees] = [total('paid'), total('refunded'), total('fees')];
  const [feesReturned, net] = [total('feesReturned'), total('net')];
  assert(paid - refunded - fees + feesReturned === net, 'sums of days come to their net');
  const amount = (minor: bigint) => formatAmount(money(currency, minor));
  return {
    payments: Number(days.reduce((sum, { payments }) => sum + payments, 0n)),
    paid: amount(paid),
    refunds: Number(days.reduce((sum, { refunds }) => sum + refunds, 0n)),
    ...{ refunded: amount(refunded), fees: amount(fees), feesReturned: amount(feesReturned) },
    net: amount(net),
  };
}
