import type { Instant, Money, PartnerId, TradeId } from '@sampan/primitives';
import type { NotifyAddress } from './trade.ts';

/**
 * Money of a trade that is returned to its buyer. A synchronous refund is `done` when answered; an
 * asynchronous one is `accepted`, reserves its amount, and is executed later.
 */
export interface Refund {
  readonly partnerId: PartnerId;
  readonly partnerRefundId: string;
  readonly partnerTransId: string;
  readonly tradeId: TradeId;
  /** In the price's currency. */
  readonly amount: Money;
  readonly reason: string;
  /** Notification address for the execution of an accepted refund. */
  readonly notify: NotifyAddress | undefined;
  readonly state: 'accepted' | 'done' | 'failed';
  /** The next execution time of an accepted refund. */
  readonly dueAt: Instant | undefined;
  /** Number of nights without enough receipts of the partner. */
  readonly nightsMissed: number;
  /**
   * For an accepted refund: the amount that the buyer will get, as reported to the partner.
   * Undefined if an older version accepted it.
   */
  readonly promised: Money | undefined;
  /** The amount the buyer got and the amount the partner gave; zero until executed. */
  readonly charge: Money;
  readonly settlement: Money;
  readonly feeReturned: Money;
  /** The returned fee in CNY, for a standard partner's files. */
  readonly feeCnyReturned: Money | undefined;
  readonly requestedAt: Instant;
  readonly done: { readonly at: Instant; readonly entryId: TradeId } | undefined;
}
