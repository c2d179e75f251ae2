/** What an order had come to before and after each of its exchanges. */
import { add, after, type Instant, type Money, milliseconds, zero } from '@sampan/primitives';
import { isTrade, type Order, type Refund, type TradeStatus } from '#acquiring';
import type { Entry } from '#ledger';
import type { ExchangeSummary } from './kinds.ts';

export interface OrderState {
  readonly status: 'none' | 'pre-ordered' | 'tombstone' | TradeStatus;
  /** Once something was refunded. */
  readonly refunded: Money | undefined;
}

export interface Chapter {
  readonly exchange: ExchangeSummary;
  readonly before: OrderState;
  readonly after: OrderState;
  /** The ids of the entries that were booked meanwhile. */
  readonly booked: readonly string[];
}

/** Of exchanges oldest first. */
export function storyOf(
  exchanges: readonly ExchangeSummary[],
  order: Order | undefined,
  refunds: readonly Refund[],
  entries: readonly Pick<Entry, 'id' | 'bookedAt'>[] = [],
): readonly Chapter[] {
  // What one exchange has seen, the next one has seen too, even while the clock stands still.
  let reached = Number.NEGATIVE_INFINITY;
  return exchanges.map((exchange) => {
    const { at, tookMs } = exchange;
    const seen = reached;
    const hadBefore = (event: Instant): boolean => event < at || event <= seen;
    // Time taken is rounded.
    const end = after(at, milliseconds(tookMs + 1));
    reached = Math.max(reached, exchange.kind === 'request' ? end : at);
    const until = reached;
    const hadAfter = (event: Instant): boolean => event <= until;
    return {
      exchange,
      before: stateOf(order, refunds, hadBefore),
      after: stateOf(order, refunds, hadAfter),
      booked: entries
        .filter(({ bookedAt }) => hadAfter(bookedAt) && !hadBefore(bookedAt))
        .map(({ id }) => id),
    };
  });
}

/** The order as it was when the events that `had` accepts had happened. */
function stateOf(
  order: Order | undefined,
  refunds: readonly Refund[],
  had: (event: Instant) => boolean,
): OrderState {
  if (!order || !had(order.createdAt)) return { status: 'none', refunded: undefined };
  if (!isTrade(order)) return { status: order.state, refunded: undefined };
  const done = refunds.filter(({ done }) => done && had(done.at)).map(({ amount }) => amount);
  const refunded = done.length > 0 ? done.reduce(add, zero(order.amount.currency)) : undefined;
  return { status: statusOf(order, had), refunded };
}

function statusOf(
  { payment, closing, expiresAt, state }: Extract<Order, { readonly payment: unknown }>,
  had: (event: Instant) => boolean,
): TradeStatus {
  if (closing && had(closing.at)) return 'closed';
  if (payment && had(payment.paidAt)) {
    return state === 'finished' && had(payment.refundUntil) ? 'finished' : 'paid';
  }
  return had(expiresAt) ? 'closed' : 'waiting';
}
