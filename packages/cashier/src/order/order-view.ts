import { add, type Currency, formatAmount, zero } from '@sampan/primitives';
import type { OrderView } from '../api/index.ts';
import type { Payment } from '../payment/payment.ts';
import { type PaymentSurroundings, paymentView } from '../payment/payment-view.ts';
import { type Refund, refundedOf } from '../refund/refund.ts';
import { timeText } from '../times.ts';
import { type Order, orderState, paidAndDue } from './order.ts';
import type { Totals } from './totals.ts';

/** An order with all that belongs to it. */
export interface WholeOrder {
  readonly order: Order;
  readonly totals: Totals;
  /** Oldest first. */
  readonly payments: readonly Payment[];
  readonly refunds: readonly Refund[];
}

interface Surroundings extends PaymentSurroundings {
  readonly asOf: OrderView['asOf'];
}

/** The order as it is now; nothing may come between reading it and this. */
export function orderView(whole: WholeOrder, surroundings: Surroundings): OrderView {
  const { order, totals, payments, refunds } = whole;
  const { currency, nameOf } = surroundings;
  const { paid, due } = paidAndDue(totals, payments, currency);
  return {
    id: order.id,
    asOf: surroundings.asOf,
    number: order.number,
    state: stateOf(whole, currency),
    at: timeText(order.at),
    cashier: nameOf(order.cashierId),
    basket: order.basket,
    lineAmounts: totals.lines.map(formatAmount),
    totals: {
      subtotal: formatAmount(totals.subtotal),
      discount: formatAmount(totals.discount),
      tip: formatAmount(totals.tip),
      total: formatAmount(totals.total),
      taxes: totals.taxes.map(({ rate, included }) => ({ rate, included: formatAmount(included) })),
      paid: formatAmount(paid),
      due: formatAmount(due),
    },
    payments: payments.map((payment) =>
      paymentView(
        payment,
        refunds.filter(({ paymentId }) => paymentId === payment.id),
        surroundings,
      ),
    ),
    receipts: order.receipts,
  };
}

export function stateOf({ order, totals, payments, refunds }: WholeOrder, currency: Currency) {
  const { paid, due } = paidAndDue(totals, payments, currency);
  const refunded = add(zero(currency), refundedOf(refunds, currency));
  return orderState(order, payments, { paid, due, refunded });
}
