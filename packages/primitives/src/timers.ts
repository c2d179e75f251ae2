import type { Duration } from './instant.ts';

/** Timers and elapsed time, injected so that tests need not wait. */
export interface Timers {
  /** Milliseconds of a monotonic clock; only differences are meaningful. */
  monotonicMs(): number;
  /** Resolves after the duration. */
  sleep(duration: Duration): Promise<void>;
}
