import {
  add,
  equalMoney,
  type Money,
  type PartnerId,
  subtract,
  type TradeId,
  zero,
} from '@sampan/primitives';
import { type Book, refundKey } from './book.ts';
import { feeReturnedWith, fundsSuffice, giveBack } from './give-back.ts';
import type { Needs } from './needs.ts';
import type { Refund } from './refund.ts';
import {
  isTrade,
  type NotifyAddress,
  type Payment,
  refundable,
  statusAt,
  type Trade,
} from './trade.ts';

/**
 * Returns money of a paid trade, in part or as a whole, at once (`sync`) or later (`async`).
 * Repeating a request repeats its answer; an accepted refund that is repeated as `sync` is
 * executed now.
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

/** In order of precedence. */
export type RefundRefusal =
  | 'partner-suspended'
  | 'refund-id-equals-trade-id'
  | 'refund-id-reused-with-other-terms'
  | 'trade-unknown'
  | 'trade-not-paid'
  | 'trade-closed'
  | 'trade-finished'
  | 'currency-differs'
  | 'amount-exceeds-rest'
  | 'funds-not-enough';

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
  if (book.partners.get(partnerId)?.status === 'suspended') return refuse('partner-suspended');
  if (partnerRefundId === partnerTransId) return refuse('refund-id-equals-trade-id');
  const known = book.refunds.find(refundKey(partnerId, partnerRefundId));
  const trade = findTrade(book, request);
  if (known) return decideRepeatedRefund(book, known, trade, request);

  if (!trade) return refuse('trade-unknown');
  const status = statusAt(trade, book.now);
  if (status === 'closed') return refuse('trade-closed');
  if (!trade.payment) return refuse('trade-not-paid');
  if (status === 'finished') return refuse('trade-finished');
  if (amount.currency !== trade.amount.currency) return refuse('currency-differs');
  if (amount.minor > refundable(trade.payment, trade.amount)) return refuse('amount-exceeds-rest');
  const accepted: Refund = {
    partnerId,
    partnerRefundId,
    partnerTransId: trade.partnerTransId,
    tradeId: trade.id,
    amount,
    reason: request.reason,
    notify: request.mode === 'async' ? request.notify : undefined,
    state: 'accepted',
    feeReturned: zero(amount.currency),
    requestedAt: book.now,
    done: undefined,
  };
  if (request.mode === 'async') return accept(book, accepted, trade, trade.payment);
  const done = execute(book, accepted, trade, trade.payment);
  if (done.outcome === 'refunded') book.refunds.insert(done.refund);
  return done;
}

/** Both ids, when both are sent, must name the same trade: money is not moved on a guess. */
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
  if (mode === 'async' || !trade.payment) return { outcome: 'accepted', refund, trade };
  const refundReserved = subtract(trade.payment.refundReserved, amount);
  const done = execute(book, refund, trade, { ...trade.payment, refundReserved });
  if (done.outcome === 'refunded') book.refunds.replace(done.refund);
  return done;
}

function accept(book: Book, refund: Refund, trade: Trade, payment: Payment): RefundOutcome {
  const refundReserved = add(payment.refundReserved, refund.amount);
  const reserved = { ...trade, payment: { ...payment, refundReserved } };
  book.refunds.insert(refund);
  book.orders.replace(reserved);
  return { outcome: 'accepted', refund, trade: reserved };
}

/** Moves the money; `payment` no longer counts the refund's own reservation. */
function execute(book: Book, refund: Refund, trade: Trade, payment: Payment): RefundOutcome {
  const { amount, partnerId } = refund;
  const returnsFee = book.partners.get(partnerId)?.refundReturnsFee ?? true;
  const feeReturned = returnsFee ? feeReturnedWith(trade, payment, amount) : zero(amount.currency);
  if (!fundsSuffice(book, partnerId, amount, feeReturned)) return refuse('funds-not-enough');

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
  const done: Refund = { ...refund, state: 'done', feeReturned, done: { at: book.now, entryId } };
  return { outcome: 'refunded', refund: done, trade: changed };
}

const refuse = (refusal: RefundRefusal): RefundOutcome => ({ outcome: 'refused', refusal });
