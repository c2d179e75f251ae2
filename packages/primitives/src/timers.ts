import type { Duration } from './instant.ts';

/** Waits and elapsed time, injected so that a test need not wait. */
export interface Timers {
  /** Milliseconds of a clock that never steps back; only differences mean something. */
  monotonicMs(): number;
  /** Settles when the time has passed. */
  sleep(duration: Duration): Promise<void>;
}
