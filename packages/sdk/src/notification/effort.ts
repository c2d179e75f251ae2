import type { Time } from '../time.ts';

/** Time that may be spent on messages which anyone can send. */
export interface Effort {
  /** Does the work, which asks `mayContinue` from time to time; undefined when nothing is left. */
  spend<Result>(work: (mayContinue: () => boolean) => Result): Result | undefined;
}

/**
 * A token bucket of computing time: `burstMs` at first, refilled by `share` of the time that
 * passes. A flood of forged messages costs that share of a core and not the till's payments.
 */
export function createEffort(time: Time, { burstMs = 3_000, share = 0.05 } = {}): Effort {
  let leftMs = burstMs;
  let countedAt = time.monotonicMs();
  return {
    spend(work) {
      const sinceMs = time.monotonicMs();
      leftMs = Math.min(burstMs, leftMs + (sinceMs - countedAt) * share);
      countedAt = sinceMs;
      if (leftMs <= 0) return undefined;
      const result = work(() => time.monotonicMs() - sinceMs < leftMs);
      countedAt = time.monotonicMs();
      leftMs -= countedAt - sinceMs;
      return result;
    },
  };
}
