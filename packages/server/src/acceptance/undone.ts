/** What must end an order that was not paid: a CANCEL, repeated until it succeeds. */
import type { Instant } from '@sampan/primitives';
import { begun, failed, isOverdue, passed, type Try } from './case.ts';
import type { OrderHistory } from './histories.ts';
import { endOf, type Seen, succeeded } from './seen.ts';

export interface Undoing {
  /** The request that has left the order open. */
  readonly open: Seen;
  /** Why it must be cancelled. */
  readonly why: string;
  readonly now: Instant;
}

export function undone({ cancels, queries }: OrderHistory, { open, why, now }: Undoing): Try {
  const done = cancels.find(succeeded);
  const upTo = (last: Seen) => cancels.slice(0, cancels.indexOf(last) + 1);
  if (done) return passed([open, ...queries, ...upTo(done)]);
  const last = cancels.at(-1);
  const seen = [open, ...queries, ...cancels];
  const next = last
    ? 'Repeat CANCEL with the same data until it succeeds.'
    : 'Send CANCEL when 60 s are over.';
  if (!isOverdue(last ?? open, now)) return begun(seen, next);
  const reason = last
    ? `the last CANCEL ended with ${endOf(last)}, and none followed`
    : `${why}, and no CANCEL followed within 60 s`;
  return failed(reason, seen, next);
}
