import type { IdSource, Instant, TradeId } from '@sampan/primitives';
import type { Refund } from './refund.ts';
import type { NotifyAddress, Trade } from './trade.ts';

/**
 * An event of a trade for its partner (outbox event). It is stored in the transaction that caused
 * it and contains everything that the notification says, as of that time, so that delivery needs no
 * further reads.
 */
export interface Fact {
  readonly id: TradeId;
  readonly kind: 'paid' | 'closed' | 'refunded' | 'finished';
  readonly at: Instant;
  readonly trade: Trade;
  readonly refund: Refund | undefined;
  readonly notify: NotifyAddress;
}

/** Where facts are recorded; a batch's book implements it. */
interface Notes {
  readonly now: Instant;
  readonly ids: IdSource;
  readonly facts: Fact[];
}

/** Records a fact about a trade, if the partner has given a notification address. */
export function noteFact(notes: Notes, kind: Fact['kind'], trade: Trade): void {
  const { notify } = trade.details;
  if (notify) pushFact(notes, { kind, trade, notify, refund: undefined });
}

/** Records that an accepted refund was executed, if its request gave a notification address. */
export function noteRefund(notes: Notes, trade: Trade, refund: Refund): void {
  const { notify } = refund;
  if (notify) pushFact(notes, { kind: 'refunded', trade, notify, refund });
}

const pushFact = ({ now, ids, facts }: Notes, fact: Omit<Fact, 'id' | 'at'>): void => {
  facts.push({ ...fact, id: ids.next(now), at: now });
};
