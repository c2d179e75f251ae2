import type { BuyerEvents } from '@sampan/api';
import { type Instant, offsetTime } from '@sampan/primitives';
import { statusAt } from '#acquiring';
import type { WalletEvent } from '#wallet';
import { type Bill, isPrompt } from './bill.ts';
import { billView } from './views.ts';

/** An event of a trade, for its buyer's screen. */
export interface LiveEvent {
  /** Begins with the time, so that a client that comes back says how far it had come. */
  readonly id: string;
  readonly at: Instant;
  readonly kind: 'prompt' | 'opened' | 'paid' | 'closed' | 'refunded';
  readonly bill: Bill;
}

/** All that has happened to a trade until `now`, as its rows tell it. */
export function eventsOf(bill: Bill, now: Instant): LiveEvent[] {
  const { trade, refunds } = bill;
  const { id, createdAt, expiresAt, payment, closing } = trade;
  const status = statusAt(trade, now);
  const event = (kind: LiveEvent['kind'], at: Instant, of: string = id): LiveEvent => ({
    id: `${at}-${kind}-${of}`,
    at,
    kind,
    bill,
  });
  const events = refunds.map((refund) => event('refunded', refund.at, refund.id));
  // An answered prompt is over.
  if (status === 'waiting') events.push(event(isPrompt(trade) ? 'prompt' : 'opened', createdAt));
  if (payment) events.push(event('paid', payment.paidAt));
  if (status === 'closed') events.push(event('closed', closedAt(closing, expiresAt)));
  return events;
}

/** Time closes a trade when it expires, whenever that is noted. */
const closedAt = (closing: Bill['trade']['closing'], expiresAt: Instant): Instant =>
  !closing || closing.by === 'time' ? expiresAt : closing.at;

/** When the event of this id happened; undefined when it is no id of ours. */
export function readEventId(id: string): Instant | undefined {
  const [, at] = /^([0-9]{1,15})-[a-z]+-[0-9a-z-]{1,64}$/.exec(id) ?? [];
  return at === undefined ? undefined : (Number(at) as Instant);
}

/** In the form of server-sent events: JSON has no line breaks of its own. */
export const renderEvent = ({ id, kind, bill }: LiveEvent, now: Instant): string =>
  `id: ${id}\n${renderMessage(kind, billView(bill, now))}`;

/** Without an id: a client that comes back reads its messages anyway. */
export const renderNotice = ({ id, kind, at, detail }: WalletEvent): string =>
  renderMessage('notice', {
    messageId: id,
    kind,
    at: offsetTime(at),
    ...(detail !== '' && { detail }),
  });

export const renderMessage = <Kind extends keyof BuyerEvents>(
  kind: Kind,
  data: BuyerEvents[Kind],
): string => `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
