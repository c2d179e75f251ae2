import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Timers } from '../timers.ts';

/** The machine's monotonic clock and timers. A sleep does not keep the process alive. */
export const systemTimers: Timers = {
  monotonicMs: () => performance.now(),
  sleep: (duration) => sleep(duration, undefined, { ref: false }),
};
