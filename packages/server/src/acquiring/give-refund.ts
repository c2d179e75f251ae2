import {
  add,
  equalMoney,
  exceeds,
  type Money,
  type PartnerId,
  required,
  type TradeId,
  zero,
} from '@sampan/primitives';
import { type Book, refundKey } from './book.ts';
import { executeRefund, withoutReservation } from './execute-refund.ts';
import { isRefundPaused, whyNoRefund } from './may-return.ts';
import type { Needs } from './needs.ts';
import type { Refund } from './refund.ts';
import { firstRun } from './refund-runs.ts';
import { chargeOf } from './returns.ts';
import {
  changePayment,
  isPaid,
  isTrade,
  type NotifyAddress,
  type Paid,
  refundable,
  type Trade,
} from './trade.ts';

/**
 * Refunds a paid trade, in part or in full, immediately (`sync`) or later (`async`). Repeating a
 * request repeats its answer; repeating an accepted refund as `sync` executes it now.
 */
export interface GiveRefund {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
  readonly tradeId: TradeId | undefined;
  readonly partnerRefundId: string;
  readonly amount: Money;
  readonly reason: string;
  readonly mode: 'sync' | 'async';
  readonly notify: NotifyAddress | undefined;
}

/** In order of precedence. An order that closed unpaid is refused as closed (08 §5). */
export const refundRefusals = [
  'refund-id-equals-trade-id',
  'refund-id-reused-with-other-terms',
  'partner-suspended',
  'trade-unknown',
  'trade-closed',
  'trade-not-paid',
  'trade-finished',
  'currency-differs',
  'amount-exceeds-rest',
  'refunds-paused',
  'funds-not-enough',
] as const;
export type RefundRefusal = (typeof refundRefusals)[number];

export type RefundOutcome =
  | { readonly outcome: 'refunded' | 'accepted'; readonly refund: Refund; readonly trade: Trade }
  | { readonly outcome: 'refused'; readonly refusal: RefundRefusal };

export const refundNeeds = (request: GiveRefund): Needs => ({
  partnerId: request.partnerId,
  partnerTransId: request.partnerTransId,
  tradeId: request.tradeId,
  partnerRefundId: request.partnerRefundId,
  takesFunds: true,
});

export function decideRefund(book: Book, request: GiveRefund): RefundOutcome {
  const { partnerId, partnerTransId, partnerRefundId, amount } = request;
  if (partnerRefundId === partnerTransId) return refuse('refund-id-equals-trade-id');
  const known = book.refunds.find(refundKey(partnerId, partnerRefundId));
  const trade = findTrade(book, request);
  if (known) return decideRepeatedRefund(book, known, trade, request);

  if (book.partners.get(partnerId)?.status === 'suspended') return refuse('partner-suspended');
  if (!trade) return refuse('trade-unknown');
  const refusal = whyNoRefund(trade, book.now);
  if (refusal || !isPaid(trade)) return refuse(refusal ?? 'trade-not-paid');
  if (amount.currency !== trade.amount.currency) return refuse('currency-differs');
  if (exceeds(amount, refundable(trade))) return refuse('amount-exceeds-rest');
  const accepted: Refund = {
    partnerId,
    partnerRefundId,
    partnerTransId: trade.partnerTransId,
    tradeId: trade.id,
    amount,
    reason: request.reason,
    notify: request.mode === 'async' ? request.notify : undefined,
    state: 'accepted',
    dueAt: undefined,
    nightsMissed: 0,
    promised: undefined,
    charge: zero(trade.quote.charge.currency),
    settlement: zero(trade.quote.settlement.currency),
    feeReturned: zero(trade.quote.settlement.currency),
    feeCnyReturned: trade.payment.feeCny && zero(trade.payment.feeCny.fee.currency),
    requestedAt: book.now,
    done: undefined,
  };
  if (request.mode === 'async') return accept(book, accepted, trade);
  if (isPaused(book, partnerId)) return refuse('refunds-paused');
  const executed = executeRefund(book, accepted, trade, trade.payment);
  if (!executed) return refuse('funds-not-enough');
  book.refunds.insert(executed.refund);
  return { outcome: 'refunded', ...executed };
}

/**
 * If both ids are sent, they must identify the same trade: an ambiguous request must not move
 * money.
 */
function findTrade(book: Book, request: GiveRefund): Trade | undefined {
  const { partnerId, partnerTransId, tradeId } = request;
  const order = book.orders.findOrder(partnerId, partnerTransId);
  if (!isTrade(order)) return undefined;
  return tradeId === undefined || tradeId === order.id ? order : undefined;
}

function decideRepeatedRefund(
  book: Book,
  refund: Refund,
  trade: Trade | undefined,
  { amount, mode }: GiveRefund,
): RefundOutcome {
  if (!trade || refund.tradeId !== trade.id || !equalMoney(refund.amount, amount)) {
    return refuse('refund-id-reused-with-other-terms');
  }
  if (refund.state === 'done') return { outcome: 'refunded', refund, trade };
  if (refund.state === 'failed') return refuse('funds-not-enough');
  if (!isPaid(trade)) return { outcome: 'accepted', refund, trade };
  const payment = withoutReservation(trade.payment, refund);
  if (mode === 'async') {
    const promised = refund.promised ?? chargeOf(trade, payment, refund.amount);
    return { outcome: 'accepted', refund: { ...refund, promised }, trade };
  }
  if (isPaused(book, refund.partnerId)) return refuse('refunds-paused');
  const executed = executeRefund(book, refund, trade, payment);
  if (!executed) return refuse('funds-not-enough');
  book.refunds.replace(executed.refund);
  return { outcome: 'refunded', ...executed };
}

const isPaused = (book: Book, partnerId: PartnerId): boolean =>
  isRefundPaused(book.partners.get(partnerId), book.now);

function accept(book: Book, request: Refund, trade: Paid): RefundOutcome {
  const { payment } = trade;
  const partner = required(book.partners.get(request.partnerId), 'the gateway knows the partner');
  const promised = chargeOf(trade, payment, request.amount);
  const dueAt = firstRun(partner.contract, payment.paidAt, book.now);
  const refund: Refund = { ...request, promised, dueAt };
  const refundReserved = add(payment.refundReserved, refund.amount);
  const reserved = changePayment(trade, { ...payment, refundReserved });
  book.refunds.insert(refund);
  book.orders.replace(reserved);
  return { outcome: 'accepted', refund, trade: reserved };
}

const refuse = (refusal: RefundRefusal): RefundOutcome => ({ outcome: 'refused', refusal });
