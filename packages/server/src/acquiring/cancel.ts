import type { Instant, PartnerId, TradeId } from '@sampan/primitives';
import type { Book } from './book.ts';
import { noteFact } from './fact.ts';
import { fundsSuffice, giveBack } from './give-back.ts';
import { whyNoCancel } from './may-return.ts';
import type { Needs } from './needs.ts';
import { wholeReturns, withReturns } from './returns.ts';
import {
  type CancelAction,
  type CancelService,
  type ClosedTrade,
  type Closing,
  changePayment,
  closeTrade,
  isPaid,
  isTrade,
  statusAt,
  type Trade,
} from './trade.ts';

/**
 * Undoes an order within its day, whatever its state: an unpaid one is closed, a paid one is
 * returned with its fee, an unknown one leaves a tombstone so that a late payment is refused.
 * Repeating a cancel repeats its answer.
 */
export interface Cancel {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
  /** Our trade id; takes precedence when given. */
  readonly tradeId: TradeId | undefined;
  readonly service: CancelService;
}

/** In order of precedence. */
export const cancelRefusals = [
  'trade-unknown',
  'trade-has-refunds',
  'trade-finished',
  'cancel-time-over',
  'funds-not-enough',
] as const;
export type CancelRefusal = (typeof cancelRefusals)[number];

export type CancelOutcome =
  | {
      readonly outcome: 'cancelled';
      /** Undefined when there was nothing to cancel. */
      readonly action: CancelAction | undefined;
      readonly trade: Trade | undefined;
      /** Since when the order cannot be paid; equal in repeats. */
      readonly at: Instant;
    }
  | { readonly outcome: 'refused'; readonly refusal: CancelRefusal };

export const cancelNeeds = ({ partnerId, partnerTransId, tradeId }: Cancel): Needs => ({
  partnerId,
  partnerTransId,
  tradeId,
  takesFunds: true,
});

export function decideCancel(book: Book, request: Cancel): CancelOutcome {
  const { partnerId, partnerTransId, tradeId } = request;
  if (tradeId !== undefined) {
    const trade = book.orders.findTrade(tradeId);
    return trade?.partnerId === partnerId
      ? decideCancelTrade(book, trade, request.service)
      : { outcome: 'refused', refusal: 'trade-unknown' };
  }
  const order = book.orders.findOrder(partnerId, partnerTransId);
  if (isTrade(order)) return decideCancelTrade(book, order, request.service);
  const at = order?.state === 'tombstone' ? order.createdAt : book.now;
  const tombstone = { partnerId, partnerTransId, state: 'tombstone', createdAt: at } as const;
  if (!order) book.orders.insert(tombstone);
  // Never scanned: there is no trade to close.
  else if (order.state === 'pre-ordered') {
    book.orders.replace({ ...tombstone, orderCode: order.orderCode });
  }
  return { outcome: 'cancelled', action: undefined, trade: undefined, at };
}

function decideCancelTrade(book: Book, trade: Trade, service: CancelService): CancelOutcome {
  const refusal = whyNoCancel(trade, book.partners.get(trade.partnerId), book.now);
  if (refusal) return { outcome: 'refused', refusal };
  switch (statusAt(trade, book.now)) {
    case 'waiting':
      return cancelled(close(book, trade, { cancelAction: 'close', cancelService: service }));
    case 'closed':
      return cancelled(trade);
    case 'finished':
    case 'paid':
      return decideCancelPaid(book, trade, service);
  }
}

function decideCancelPaid(book: Book, trade: Trade, service: CancelService): CancelOutcome {
  if (!isPaid(trade)) return { outcome: 'refused', refusal: 'cancel-time-over' };
  const returns = wholeReturns(trade, trade.payment);
  if (!fundsSuffice(book, trade.partnerId, returns)) {
    return { outcome: 'refused', refusal: 'funds-not-enough' };
  }
  // From here on the cancel succeeds.
  giveBack(book, trade, 'cancel', returns);
  const closed = close(book, changePayment(trade, withReturns(trade.payment, returns)), {
    cancelAction: 'refund',
    cancelService: service,
  });
  noteFact(book, 'closed', closed);
  return cancelled(closed);
}

function close(
  book: Book,
  trade: Trade,
  cancel: Pick<Closing, 'cancelAction' | 'cancelService'>,
): ClosedTrade {
  const closed = closeTrade(trade, { at: book.now, by: 'cancel', ...cancel });
  book.orders.replace(closed);
  return closed;
}

/** An order closed by expiry or by its buyer counts as closed by the cancel. */
const cancelled = (trade: Trade): CancelOutcome => ({
  outcome: 'cancelled',
  action: trade.closing?.cancelAction ?? 'close',
  trade,
  at: trade.closing?.at ?? trade.expiresAt,
});
