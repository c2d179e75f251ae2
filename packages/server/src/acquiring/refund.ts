import type { Instant, Money, PartnerId, TradeId } from '@sampan/primitives';
import type { NotifyAddress } from './trade.ts';

/**
 * Money of a trade that goes back to its buyer. A synchronous refund is `done` when it is
 * answered; an asynchronous one is `accepted`, reserves its amount, and is executed later.
 */
export interface Refund {
  readonly partnerId: PartnerId;
  readonly partnerRefundId: string;
  readonly partnerTransId: string;
  readonly tradeId: TradeId;
  /** Of the price. */
  readonly amount: Money;
  readonly reason: string;
  /** Where the partner wants to be told that an accepted refund was executed. */
  readonly notify: NotifyAddress | undefined;
  readonly state: 'accepted' | 'done' | 'failed';
  /** When an accepted refund is to be executed next. */
  readonly dueAt: Instant | undefined;
  /** In how many nights the partner's receipts did not suffice. */
  readonly nightsMissed: number;
  /**
   * Of an accepted refund: what the buyer will get, as the partner was told. Undefined of one that a
   * version before this field has accepted.
   */
  readonly promised: Money | undefined;
  /** What the buyer got back and what the partner gave for it; nothing until it is done. */
  readonly charge: Money;
  readonly settlement: Money;
  readonly feeReturned: Money;
  /** The part of the fee in CNY, for a standard partner's files. */
  readonly feeCnyReturned: Money | undefined;
  readonly requestedAt: Instant;
  readonly done: { readonly at: Instant; readonly entryId: TradeId } | undefined;
}
