import type { PartnerId, TradeId } from '@sampan/primitives';
import type { Book } from './book.ts';
import { noteFact } from './fact.ts';
import type { Needs } from './needs.ts';
import { finishTrade, statusAt, type Trade } from './trade.ts';

/**
 * Marks a trade as finished after its refund period, and records a fact for its partner. The state
 * itself follows from time alone. An accepted refund is executed first.
 */
export interface Finish {
  readonly partnerId: PartnerId;
  readonly tradeId: TradeId;
}

export type FinishOutcome =
  | { readonly outcome: 'finished'; readonly trade: Trade }
  /** Already marked, or too early, or an accepted refund is still pending. */
  | { readonly outcome: 'not-due' };

export const finishNeeds = ({ partnerId, tradeId }: Finish): Needs => ({ partnerId, tradeId });

export function decideFinish(book: Book, { tradeId }: Finish): FinishOutcome {
  const trade = book.orders.findTrade(tradeId);
  if (trade?.state !== 'paid' || statusAt(trade, book.now) !== 'finished') {
    return { outcome: 'not-due' };
  }
  const finished = finishTrade(trade);
  book.orders.replace(finished);
  noteFact(book, 'finished', finished);
  return { outcome: 'finished', trade: finished };
}
