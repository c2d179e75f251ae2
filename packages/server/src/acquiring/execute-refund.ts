import { add, equalMoney, subtract, zero } from '@sampan/primitives';
import type { Book } from './book.ts';
import { feeReturnedWith, fundsSuffice, giveBack } from './give-back.ts';
import type { Refund } from './refund.ts';
import type { Payment, Trade } from './trade.ts';

/** What the payment says when `refund` no longer reserves its amount. */
export const withoutReservation = (payment: Payment, { amount }: Refund): Payment => ({
  ...payment,
  refundReserved: subtract(payment.refundReserved, amount),
});

/**
 * Moves a refund's money, when the partner's unsettled receipts suffice; undefined when they do
 * not. `payment` no longer counts the refund's own reservation. The caller stores the refund.
 */
export function executeRefund(
  book: Book,
  refund: Refund,
  trade: Trade,
  payment: Payment,
): { readonly refund: Refund; readonly trade: Trade } | undefined {
  const { amount, partnerId } = refund;
  const returnsFee = book.partners.get(partnerId)?.refundReturnsFee ?? true;
  const feeReturned = returnsFee ? feeReturnedWith(trade, payment, amount) : zero(amount.currency);
  if (!fundsSuffice(book, partnerId, amount, feeReturned)) return undefined;

  // From here on the refund succeeds.
  const entryId = giveBack(book, trade, { kind: 'refund', amount, feeReturned });
  const refunded = add(payment.refunded, amount);
  const whole = equalMoney(refunded, trade.amount);
  const changed: Trade = {
    ...trade,
    payment: { ...payment, refunded, feeReturned: add(payment.feeReturned, feeReturned) },
    ...(whole && {
      state: 'closed',
      closing: { at: book.now, by: 'refund', cancelAction: undefined, cancelService: undefined },
    }),
  };
  book.orders.replace(changed);
  const done: Refund = {
    ...refund,
    state: 'done',
    dueAt: undefined,
    feeReturned,
    done: { at: book.now, entryId },
  };
  return { refund: done, trade: changed };
}
