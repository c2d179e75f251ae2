import { longestWaitMs } from './settings.ts';
import type { Time } from './time.ts';

/** The machine's time. A timer keeps the process alive: a payment must not end half-way. */
export const systemTime: Time = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, Math.min(ms, longestWaitMs));
    return () => clearTimeout(timer);
  },
};
