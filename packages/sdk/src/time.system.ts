import { setTimeout as sleep } from 'node:timers/promises';
import { longestWaitMs } from './settings.ts';
import type { Time } from './time.ts';

/** The machine's time. A wait keeps the process alive: a payment must not end half-way. */
export const systemTime: Time = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  wait: (ms, signal) =>
    sleep(Math.min(ms, longestWaitMs), undefined, { signal }).catch(unlessAborted),
};

function unlessAborted(error: Error): void {
  if (error.name !== 'AbortError') throw error;
}
