/**
 * Limits on PIN tries. docs/security.md states what an attacker gets from these figures; a test
 * computes its table.
 */
import { type Duration, days, hours, minutes } from '@sampan/primitives';

/** Tries in a row, then a delay that doubles with each further one. A right PIN resets them. */
export interface GrowingDelay {
  readonly triesMax: number;
  readonly first: Duration;
  readonly longest: Duration;
  /** After this time without a try the count is reset; long enough that waiting does not pay. */
  readonly forgottenAfter: Duration;
}

/** Token bucket: this many tries at once, and one more per period. */
export interface Bucket {
  readonly most: number;
  readonly every: Duration;
}

/**
 * Per source: a number tried from one address, a known device, or a signed-in wallet that pays.
 * Each has its own count.
 */
export const delayOfSource: GrowingDelay = {
  triesMax: 5,
  first: minutes(15),
  longest: days(1),
  forgottenAfter: days(30),
};

/** Per number, over all addresses without a known device. Known devices are exempt. */
export const bucketOfNumber: Bucket = { most: 20, every: hours(1) };

/** Per address, over all numbers. Right PINs do not count. */
export const bucketOfAddress: Bucket = { most: 20, every: minutes(6) };

/** Delay before the next try after this many wrong ones in a row; 0 while free tries remain. */
export function delayAfter(tries: number, { triesMax, first, longest }: GrowingDelay): Duration {
  if (tries < triesMax) return 0 as Duration;
  return Math.min(longest, first * 2 ** Math.min(tries - triesMax, 20)) as Duration;
}
