import { after, type Duration, type Instant } from './instant.ts';

/** Tells the time. Code receives a clock and never asks the machine. */
export interface Clock {
  now(): Instant;
}

/** A clock that stands still until it is moved, for tests. */
export class ManualClock implements Clock {
  #now: Instant;

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  advance(duration: Duration): void {
    this.#now = after(this.#now, duration);
  }

  set(to: Instant): void {
    this.#now = to;
  }
}
