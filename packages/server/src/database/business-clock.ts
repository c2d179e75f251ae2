import {
  addDays,
  after,
  type BusinessDate,
  type Clock,
  type Duration,
  elapsed,
  type Instant,
  instant,
  milliseconds,
  startOfDay,
} from '@sampan/primitives';

/** What every process reads of business time with each transaction and each query. */
export interface ClockReading {
  /** What a sandbox has moved; zero elsewhere. */
  readonly offset: Duration;
  /** The newest day that is closed: nothing is dated that day, or earlier, any more. */
  readonly closedThrough: BusinessDate | undefined;
}

/**
 * Business time: the machine's clock plus an offset that the database keeps. The offset is zero
 * except in a sandbox, where it moves the whole system forward. Every transaction and every query
 * reads it again, so that all processes agree; it never becomes smaller. A day that is closed is
 * over for everybody: a machine whose clock is late tells the first instant of the next day, until
 * its own clock gets there.
 */
export class BusinessClock implements Clock {
  readonly #machine: Clock;
  #offset: Duration = milliseconds(0);
  #closedThrough: BusinessDate | undefined;
  #notBefore: Instant | undefined;

  constructor(machine: Clock) {
    this.#machine = machine;
  }

  now(): Instant {
    const now = after(this.#machine.now(), this.#offset);
    return this.#notBefore === undefined ? now : instant(Math.max(now, this.#notBefore));
  }

  /** The offset that makes it `target` now. */
  offsetFor(target: Instant): Duration {
    return elapsed(this.#machine.now(), target);
  }

  /** Takes over what was just read from the database. */
  follow({ offset, closedThrough }: ClockReading): void {
    if (offset > this.#offset) this.#offset = offset;
    if (closedThrough === undefined || closedThrough === this.#closedThrough) return;
    if (this.#closedThrough !== undefined && closedThrough < this.#closedThrough) return;
    this.#closedThrough = closedThrough;
    this.#notBefore = startOfDay(addDays(closedThrough, 1));
  }
}
