/** A payment of the desk's code, as an order of the till: it is in the history, the Z and can be given back. */
import type { NotificationFields } from '@sampan/sdk';
import { newOrder } from '../order/new-order.ts';
import type { OrderBook } from '../order/order-book.ts';
import type { TillParts } from '../parts.ts';
import type { DeskPayment } from './desk-payment.ts';

/** What a verified notification says of a payment; undefined when it is about anything else. */
export function deskPaymentOf(
  notification: NotificationFields,
  now: number,
): DeskPayment | undefined {
  const { out_trade_no: id, trade_no: tradeId, total_fee: amount } = notification;
  const { payment_inst: wallet, gmt_payment: at = '' } = notification;
  if (id === undefined || tradeId === undefined || amount === undefined) return undefined;
  if (notification.trade_status !== 'TRADE_SUCCESS') return undefined;
  if (notification.out_biz_no !== undefined) return undefined;
  const paid = Date.parse(`${at.replace(' ', 'T')}+08:00`);
  return {
    ...{ id, tradeId, amount },
    paidAt: Number.isNaN(paid) ? now : paid,
    ...(wallet !== undefined && { wallet }),
  };
}

/** Stored once, also when the notification comes again. */
export function keepDeskPayment(
  parts: TillParts & { readonly book: OrderBook },
  payment: DeskPayment,
): void {
  const { records, database, settings, time, book } = parts;
  const { id, tradeId, amount, wallet, paidAt } = payment;
  const orderId = `desk-${id}`;
  database.transaction(() => {
    const shift = records.shifts.find({ is_open: '1' })[0];
    // No cashier serves at a code; the one who opened the shift answers for what it took.
    const cashierId = shift?.openedBy ?? settings.till;
    const order = newOrder(parts, {
      id: orderId,
      cashierId,
      lines: [{ quantity: 1, price: amount }],
    });
    records.deskPayments.put(payment);
    records.orders.put({
      ...order,
      hasPayment: true,
      ...(shift && { completedIn: shift.id }),
    });
    records.payments.put({
      ...{ id, orderId, amount, cashierId, paidAt, tradeId },
      ...{ requestId: id, kind: 'desk', state: 'paid', isOpened: true, trail: [] },
      at: paidAt,
      decidedAt: time.now(),
      ...(wallet !== undefined && { wallet }),
      ...(shift && { countedIn: shift.id }),
    });
  });
  book.tell(orderId);
}
