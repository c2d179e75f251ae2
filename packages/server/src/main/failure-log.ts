/**
 * A log of failures that a lost database does not flood: of each message one line a second, with the
 * number of those that were left out.
 */
import type { Log } from './log.ts';

export function failureLog(log: Pick<Log, 'error'>): (error: unknown) => void {
  const heard = new Map<string, { sinceMs: number; leftOut: number }>();
  return (error) => {
    const message = describe(error);
    const nowMs = performance.now();
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

/** The failure and why; of several causes each once. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  const reasons = causes.flatMap((cause) => (cause instanceof Error ? [cause.message] : []));
  return [error.message, ...new Set(reasons)].join(': ');
}
