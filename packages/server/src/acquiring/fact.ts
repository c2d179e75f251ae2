import type { IdSource, Instant, TradeId } from '@sampan/primitives';
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

/** Where facts are noted; a batch's book has it. */
interface Notes {
  readonly now: Instant;
  readonly ids: IdSource;
  readonly facts: Fact[];
}

/** Notes a fact about a trade, when the partner has named an address to be told at. */
export function noteFact(notes: Notes, kind: Fact['kind'], trade: Trade): void {
  const { notify } = trade.details;
  if (notify) pushFact(notes, { kind, trade, notify, refund: undefined });
}

/** Notes that an accepted refund was executed, when its request has named an address. */
export function noteRefund(notes: Notes, trade: Trade, refund: Refund): void {
  const { notify } = refund;
  if (notify) pushFact(notes, { kind: 'refunded', trade, notify, refund });
}

const pushFact = ({ now, ids, facts }: Notes, fact: Omit<Fact, 'id' | 'at'>): void => {
  facts.push({ ...fact, id: ids.next(now), at: now });
};
