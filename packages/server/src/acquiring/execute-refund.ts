import { add, equalMoney, subtract } from '@sampan/primitives';
import type { Book } from './book.ts';
import { fundsSuffice, giveBack } from './give-back.ts';
import type { Refund } from './refund.ts';
import { returnsOf, withReturns } from './returns.ts';
import { changePayment, closeTrade, type Paid, type Payment, type Trade } from './trade.ts';

/** The payment without the reservation of `refund`. */
export const withoutReservation = (payment: Payment, { amount }: Refund): Payment => ({
  ...payment,
  refundReserved: subtract(payment.refundReserved, amount),
});

/**
 * Moves a refund's money if the partner's unsettled receipts suffice; otherwise undefined.
 * `payment` no longer includes the refund's own reservation. The caller stores the refund.
 */
export function executeRefund(
  book: Book,
  refund: Refund,
  trade: Paid,
  payment: Payment,
): { readonly refund: Refund; readonly trade: Trade } | undefined {
  const { amount, partnerId } = refund;
  const withFee = book.partners.get(partnerId)?.refundReturnsFee ?? true;
  const returns = returnsOf(trade, payment, amount, { withFee, promised: refund.promised });
  if (!fundsSuffice(book, partnerId, returns)) return undefined;

  // From here on the refund succeeds.
  const entryId = giveBack(book, trade, 'refund', returns);
  const after = { ...withReturns(payment, returns), refunded: add(payment.refunded, amount) };
  const returned = changePayment(trade, after);
  const isWhole = equalMoney(after.refunded, trade.amount);
  const changed = isWhole ? closeTrade(returned, { at: book.now, by: 'refund' }) : returned;
  book.orders.replace(changed);
  const done: Refund = {
    ...refund,
    state: 'done',
    dueAt: undefined,
    promised: undefined,
    ...returns,
    done: { at: book.now, entryId },
  };
  return { refund: done, trade: changed };
}
