/**
 * A log of failures that a lost database does not flood: of each message one line a second, with the
 * number of those that were left out.
 */
import type { Timers } from '@sampan/primitives';
import { describeFailure } from '#platform';
import type { Log } from './log.ts';

export function failureLog(log: Pick<Log, 'error'>, timers: Timers): (error: unknown) => void {
  const heard = new Map<string, { sinceMs: number; leftOut: number }>();
  return (error) => {
    const message = describeFailure(error);
    const nowMs = timers.monotonicMs();
    const last = heard.get(message);
    if (last && nowMs - last.sinceMs < 1_000) {
      last.leftOut += 1;
      return;
    }
    const more = last && last.leftOut > 0 ? ` (and ${last.leftOut} times before)` : '';
    if (heard.size >= 100) heard.clear();
    heard.set(message, { sinceMs: nowMs, leftOut: 0 });
    log.error(`Failed: ${message}${more}`);
  };
}
