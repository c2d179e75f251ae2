import { formatAmount, type Instant, type Money, offsetTime, rateText } from '@sampan/primitives';
import { type Order, type Refund, statusAt, type Trade } from '#acquiring';
import type { Entry } from '#ledger';

/** A trade as JSON, as far as a list of trades shows it. Amounts are decimal text. */
export function tradeView(trade: Trade, now: Instant) {
  const { payment, closing } = trade;
  return {
    tradeId: trade.id,
    partnerId: trade.partnerId,
    partnerTransId: trade.partnerTransId,
    product: trade.product,
    status: statusAt(trade, now),
    ...amountView(trade.amount),
    subject: trade.subject,
    walletId: trade.walletId,
    inst: trade.inst,
    buyerLogin: trade.buyerLogin,
    createdAt: offsetTime(trade.createdAt),
    ...(trade.state === 'waiting' && { expiresAt: offsetTime(trade.expiresAt) }),
    ...(payment && {
      paidAt: offsetTime(payment.paidAt),
      refunded: formatAmount(payment.refunded),
    }),
    ...(closing && { closedAt: offsetTime(closing.at), closedBy: closing.by }),
  };
}

/** All that is known of a trade. */
export function wholeTradeView(
  trade: Trade,
  { refunds, entries }: { refunds: readonly Refund[]; entries: readonly Entry[] },
  now: Instant,
) {
  const { payment, closing } = trade;
  return {
    ...tradeView(trade, now),
    ...(payment && {
      feeRate: rateText(payment.feeRate),
      fee: formatAmount(payment.fee),
      feeReturned: formatAmount(payment.feeReturned),
      refundReserved: formatAmount(payment.refundReserved),
      refundUntil: offsetTime(payment.refundUntil),
    }),
    ...(closing?.cancelAction && { cancelAction: closing.cancelAction }),
    details: trade.details,
    refunds: refunds.map(refundView),
    entries: entries.map(entryView),
  };
}

/** An order that is no trade yet, or never will be. */
export function orderView(order: Exclude<Order, Trade>) {
  return {
    partnerId: order.partnerId,
    partnerTransId: order.partnerTransId,
    status: order.state,
    createdAt: offsetTime(order.createdAt),
  };
}

function refundView({ amount, done, ...refund }: Refund) {
  return {
    partnerRefundId: refund.partnerRefundId,
    ...amountView(amount),
    state: refund.state,
    reason: refund.reason,
    feeReturned: formatAmount(refund.feeReturned),
    requestedAt: offsetTime(refund.requestedAt),
    ...(done && { doneAt: offsetTime(done.at) }),
  };
}

function entryView({ id, kind, bookedAt, transfers }: Entry) {
  return {
    entryId: id,
    kind,
    bookedAt: offsetTime(bookedAt),
    transfers: transfers.map(({ debit, credit, amount }) => ({
      debit,
      credit,
      ...amountView(amount),
    })),
  };
}

const amountView = (amount: Money) => ({
  amount: formatAmount(amount),
  currency: amount.currency,
});
