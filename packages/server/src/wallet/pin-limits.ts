/**
 * How often a PIN may be tried. docs/security.md has a table of what an attacker gets from these
 * figures; a test computes it.
 */
import { type Duration, days, hours, minutes } from '@sampan/primitives';

/** Tries in a row, then a delay that doubles with each further one. A right PIN forgives them. */
export interface GrowingDelay {
  readonly triesMax: number;
  readonly first: Duration;
  readonly longest: Duration;
  /** Without a try for so long, all is forgiven. Long enough that waiting for it does not pay. */
  readonly forgottenAfter: Duration;
}

/** So many tries at once, and one more each time that a period is over. */
export interface Bucket {
  readonly most: number;
  readonly every: Duration;
}

/**
 * For one source: a number tried from one address, a known device, or a wallet that is signed in and
 * pays. Each has a count of its own.
 */
export const delayOfSource: GrowingDelay = {
  triesMax: 5,
  first: minutes(15),
  longest: days(1),
  forgottenAfter: days(30),
};

/** For one number, over all addresses that are strangers to it. Known devices are exempt. */
export const bucketOfNumber: Bucket = { most: 20, every: hours(1) };

/** For one address, over all numbers. What turns out right does not count. */
export const bucketOfAddress: Bucket = { most: 20, every: minutes(6) };

/** How long the next try waits after so many wrong ones in a row; 0 while there are any left. */
export function delayAfter(tries: number, { triesMax, first, longest }: GrowingDelay): Duration {
  if (tries < triesMax) return 0 as Duration;
  return Math.min(longest, first * 2 ** Math.min(tries - triesMax, 20)) as Duration;
}
