import type { PartnerId, TradeId } from '@sampan/primitives';
import type { Book } from './book.ts';
import type { Needs } from './needs.ts';
import { closeTrade, isTrade, statusAt, type Trade } from './trade.ts';

/**
 * Ends an unpaid order for good; no money moves, so its day does not matter. Repeating a close is a
 * success, and so is closing an expired or cancelled order.
 */
export interface CloseOrder {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
  /** Our trade id; takes precedence when given. */
  readonly tradeId: TradeId | undefined;
}

/** In order of precedence. */
export const closeOrderRefusals = ['order-unknown', 'trade-finished', 'trade-paid'] as const;
export type CloseOrderRefusal = (typeof closeOrderRefusals)[number];

export type CloseOrderOutcome =
  | {
      readonly outcome: 'closed';
      /** Undefined when the order was never scanned. */
      readonly trade: Trade | undefined;
    }
  | { readonly outcome: 'refused'; readonly refusal: CloseOrderRefusal };

export const closeOrderNeeds = ({ partnerId, partnerTransId, tradeId }: CloseOrder): Needs => ({
  partnerId,
  partnerTransId,
  tradeId,
});

export function decideCloseOrder(
  book: Book,
  { partnerId, partnerTransId, tradeId }: CloseOrder,
): CloseOrderOutcome {
  if (tradeId !== undefined) {
    const trade = book.orders.findTrade(tradeId);
    return trade?.partnerId === partnerId ? decideCloseTrade(book, trade) : refuse('order-unknown');
  }
  const order = book.orders.findOrder(partnerId, partnerTransId);
  if (!order) return refuse('order-unknown');
  if (isTrade(order)) return decideCloseTrade(book, order);
  if (order.state === 'pre-ordered') {
    // Never scanned: there is no trade to close.
    const { orderCode, createdAt } = order;
    book.orders.replace({ partnerId, partnerTransId, state: 'tombstone', orderCode, createdAt });
  }
  return { outcome: 'closed', trade: undefined };
}

function decideCloseTrade(book: Book, trade: Trade): CloseOrderOutcome {
  switch (statusAt(trade, book.now)) {
    case 'paid':
      return refuse('trade-paid');
    case 'finished':
      return refuse('trade-finished');
    case 'closed':
      // A returned payment is not unpaid: the partner's state of the order differs from ours.
      return trade.payment ? refuse('trade-paid') : { outcome: 'closed', trade };
    case 'waiting': {
      const closed = closeTrade(trade, { at: book.now, by: 'close' });
      book.orders.replace(closed);
      return { outcome: 'closed', trade: closed };
    }
  }
}

const refuse = (refusal: CloseOrderRefusal): CloseOrderOutcome => ({ outcome: 'refused', refusal });
