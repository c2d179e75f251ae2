import type { Instant, TradeId } from '@sampan/primitives';
import type { Book } from './book.ts';
import type { Refund } from './refund.ts';
import type { NotifyAddress, Trade } from './trade.ts';

/**
 * Something that has happened to a trade and that its partner is to be told. It is stored in the
 * transaction that caused it and holds all that the notification says, as it was then; whoever
 * delivers it needs to ask nobody.
 */
export interface Fact {
  readonly id: TradeId;
  readonly kind: 'paid' | 'closed' | 'refunded' | 'finished';
  readonly at: Instant;
  readonly trade: Trade;
  readonly refund: Refund | undefined;
  readonly notify: NotifyAddress;
}

/** Notes a fact about a trade, when the partner has named an address to be told at. */
export function noteFact(book: Book, kind: Fact['kind'], trade: Trade): void {
  const { notify } = trade.details;
  if (notify) pushFact(book, { kind, trade, notify, refund: undefined });
}

/** Notes that an accepted refund was executed, when its request has named an address. */
export function noteRefund(book: Book, trade: Trade, refund: Refund): void {
  const { notify } = refund;
  if (notify) pushFact(book, { kind: 'refunded', trade, notify, refund });
}

const pushFact = (book: Book, fact: Omit<Fact, 'id' | 'at'>): void => {
  book.facts.push({ ...fact, id: book.ids.next(book.now), at: book.now });
};
