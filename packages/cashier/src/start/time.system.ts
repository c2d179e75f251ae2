import type { Time } from '@sampan/sdk';

/** The machine's time. A timer keeps the process alive: a payment must not end half-way. */
export const systemTime: Time = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
