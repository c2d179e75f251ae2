import { after, type Duration, type Instant } from './instant.ts';

/** The current time. Code receives a clock and never asks the machine. */
export interface Clock {
  now(): Instant;
}

/** A clock for tests that moves only when told to. */
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
