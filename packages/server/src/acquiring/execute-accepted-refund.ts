import type { PartnerId } from '@sampan/primitives';
import { type Book, refundKey } from './book.ts';
import { executeRefund, withoutReservation } from './execute-refund.ts';
import { noteRefund } from './fact.ts';
import type { Needs } from './needs.ts';
import type { Refund } from './refund.ts';
import { nextNight } from './refund-runs.ts';
import { changePayment, isPaid, isTrade, type Paid, type Trade } from './trade.ts';

/**
 * The nightly attempt of an accepted refund. If the partner's receipts do not suffice, it is tried
 * again the next night, for 180 nights after the first. The 181st attempt is the last; then the
 * refund fails and releases its reservation (05 §4).
 */
export interface ExecuteAcceptedRefund {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
  readonly partnerRefundId: string;
}

export type ExecuteAcceptedRefundOutcome =
  | {
      readonly outcome: 'refunded' | 'postponed' | 'failed';
      readonly refund: Refund;
      readonly trade: Trade;
    }
  /** Nothing to do: already executed, or not due. */
  | { readonly outcome: 'not-due' };

/** Number of nightly retries after the first. */
const repeatsMax = 180;

export const executeAcceptedRefundNeeds = (request: ExecuteAcceptedRefund): Needs => ({
  ...request,
  takesFunds: true,
});

export function decideExecuteAcceptedRefund(
  book: Book,
  { partnerId, partnerTransId, partnerRefundId }: ExecuteAcceptedRefund,
): ExecuteAcceptedRefundOutcome {
  const refund = book.refunds.find(refundKey(partnerId, partnerRefundId));
  const trade = book.orders.findOrder(partnerId, partnerTransId);
  const isDue = refund?.state === 'accepted' && refund.dueAt !== undefined;
  if (!isDue || !isTrade(trade) || !isPaid(trade) || (refund.dueAt ?? book.now) > book.now) {
    return { outcome: 'not-due' };
  }
  const executed = executeRefund(book, refund, trade, withoutReservation(trade.payment, refund));
  if (!executed) return missNight(book, refund, trade);
  book.refunds.replace(executed.refund);
  noteRefund(book, executed.trade, executed.refund);
  return { outcome: 'refunded', ...executed };
}

function missNight(book: Book, refund: Refund, trade: Paid): ExecuteAcceptedRefundOutcome {
  // A refund first tried on the day of its trade has had no night yet.
  const isNight = refund.dueAt !== refund.requestedAt;
  const nightsMissed = refund.nightsMissed + (isNight ? 1 : 0);
  if (nightsMissed <= repeatsMax) {
    const postponed = { ...refund, nightsMissed, dueAt: nextNight(book.now) };
    book.refunds.replace(postponed);
    return { outcome: 'postponed', refund: postponed, trade };
  }
  const over = { state: 'failed', dueAt: undefined, promised: undefined } as const;
  const failed: Refund = { ...refund, nightsMissed, ...over };
  book.refunds.replace(failed);
  const released = changePayment(trade, withoutReservation(trade.payment, refund));
  book.orders.replace(released);
  return { outcome: 'failed', refund: failed, trade: released };
}
