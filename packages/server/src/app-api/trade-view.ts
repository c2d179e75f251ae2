import type { EntryView, OrderView, RefundView, TradeView, WholeTradeView } from '@sampan/api';
import { formatAmount, type Instant, type Money, offsetTime, rateText } from '@sampan/primitives';
import { channelFeeOf, type Order, type Refund, statusAt, type Trade } from '#acquiring';
import type { Entry } from '#ledger';
import type { DeliveryRecord } from '#notification';
import { chargeView, settlementView } from './exchange-view.ts';
import { notificationView } from './notification-view.ts';

/** A trade as JSON, as far as a list of trades shows it. Amounts are decimal text. */
export function tradeView(trade: Trade, now: Instant): TradeView {
  const { payment, closing } = trade;
  return {
    tradeId: trade.id,
    partnerId: trade.partnerId,
    partnerTransId: trade.partnerTransId,
    product: trade.product,
    status: statusAt(trade, now),
    ...amountView(trade.amount),
    ...chargeView(trade),
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

export interface TradeHistory {
  readonly refunds: readonly Refund[];
  readonly entries: readonly Entry[];
  readonly notifications: readonly DeliveryRecord[];
}

/** All that is known of a trade. */
export function wholeTradeView(
  trade: Trade,
  { refunds, entries, notifications }: TradeHistory,
  now: Instant,
): WholeTradeView {
  const { payment, closing, details } = trade;
  return {
    ...tradeView(trade, now),
    ...settlementView(trade),
    ...(details.merchantCode !== undefined && {
      merchantCode: details.merchantCode,
      /** What the shop has put on top of what the buyer typed; a part of the amount. */
      channelFee: formatAmount(channelFeeOf(trade)),
    }),
    ...(payment && {
      ...(payment.feeRate && { feeRate: rateText(payment.feeRate) }),
      fee: formatAmount(payment.fee),
      feeReturned: formatAmount(payment.feeReturned),
      ...(isExchanged(trade) && { chargeReturned: formatAmount(payment.chargeReturned) }),
      refundReserved: formatAmount(payment.refundReserved),
      refundUntil: offsetTime(payment.refundUntil),
    }),
    ...(closing?.cancelAction && { cancelAction: closing.cancelAction }),
    details,
    refunds: refunds.map((refund) => refundView(refund, isExchanged(trade))),
    entries: entries.map(entryView),
    notifications: notifications.map(notificationView),
  };
}

/** An order that is no trade yet, or never will be. */
export function orderView(order: Exclude<Order, Trade>): OrderView {
  return {
    partnerId: order.partnerId,
    partnerTransId: order.partnerTransId,
    status: order.state,
    createdAt: offsetTime(order.createdAt),
    ...(order.state === 'pre-ordered' && {
      ...amountView(order.amount),
      expiresAt: offsetTime(order.expiresAt),
      details: order.details,
    }),
  };
}

const isExchanged = ({ amount, quote }: Trade): boolean =>
  quote.charge.currency !== amount.currency;

function refundView({ amount, done, ...refund }: Refund, exchanged: boolean): RefundView {
  return {
    partnerRefundId: refund.partnerRefundId,
    ...amountView(amount),
    ...(exchanged && { charge: formatAmount(refund.charge) }),
    state: refund.state,
    reason: refund.reason,
    feeReturned: formatAmount(refund.feeReturned),
    requestedAt: offsetTime(refund.requestedAt),
    ...(done && { doneAt: offsetTime(done.at) }),
  };
}

function entryView({ id, kind, bookedAt, transfers }: Entry): EntryView {
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
