import {
  after,
  type Clock,
  type Duration,
  elapsed,
  type Instant,
  milliseconds,
} from '@sampan/primitives';

/**
 * Business time: the machine's clock plus an offset that the database keeps. The offset is zero
 * except in a sandbox, where it moves the whole system forward. Every transaction and every query
 * reads it again, so that all processes agree; it never becomes smaller.
 */
export class BusinessClock implements Clock {
  readonly #machine: Clock;
  #offset: Duration = milliseconds(0);

  constructor(machine: Clock) {
    this.#machine = machine;
  }

  now(): Instant {
    return after(this.#machine.now(), this.#offset);
  }

  /** The offset that makes it `target` now. */
  offsetFor(target: Instant): Duration {
    return elapsed(this.#machine.now(), target);
  }

  /** Takes over the offset that was just read from the database. */
  follow(offset: Duration): void {
    if (offset > this.#offset) this.#offset = offset;
  }
}
