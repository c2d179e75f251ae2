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
  type Timers,
} from '@sampan/primitives';

/** What every process reads of business time with each transaction and each query. */
export interface ClockReading {
  /** The sandbox's offset; zero elsewhere. */
  readonly offset: Duration;
  /** The newest closed day: nothing is dated on it, or earlier, any more. */
  readonly closedThrough: BusinessDate | undefined;
  /** By the database's own clock. */
  readonly databaseTime: Instant;
}

/** Taken before the database is asked for its time. */
export interface Question {
  readonly askedAt: Instant;
  readonly askedMs: number;
}

export interface BusinessClockOptions {
  /**
   * How far the machine's clock may differ from the database's. Without it they are not compared, as
   * for a clock that is moved by hand.
   */
  readonly bound?: {
    readonly differenceMax: Duration;
    readonly timers: Pick<Timers, 'monotonicMs'>;
  };
}

/** The machine's clock and the database's differ too much to decide anything. */
export class ClocksDiffer extends Error {
  override readonly name = 'ClocksDiffer';

  constructor(ahead: Duration) {
    const by = `at least ${Math.floor(Math.abs(ahead) / 1_000)} s`;
    super(
      `The clock of this machine is ${by} ${ahead > 0 ? 'ahead of' : 'behind'} the database's; ` +
        'nothing is decided here until they agree (NTP)',
    );
  }
}

/**
 * Business time: the machine's clock plus an offset that the database keeps. The offset is zero
 * except in a sandbox, where it moves the whole system forward. Every transaction and every query
 * reads it again, so that all processes agree; it never becomes smaller. A day that is closed is
 * over for everybody: a machine whose clock is late tells the first instant of the next day, until
 * its own clock gets there. A machine whose clock is far from the database's decides nothing.
 */
export class BusinessClock implements Clock {
  readonly #machine: Clock;
  readonly #bound: BusinessClockOptions['bound'];
  #offset: Duration = milliseconds(0);
  #closedThrough: BusinessDate | undefined;
  #notBefore: Instant | undefined;
  /** When they last agreed, by the machine's clock and by the time that has really passed. */
  #agreed: { readonly at: Instant; readonly ms: number } | undefined;

  constructor(machine: Clock, { bound }: BusinessClockOptions = {}) {
    this.#machine = machine;
    this.#bound = bound;
  }

  now(): Instant {
    const now = after(this.#machine.now(), this.#offset);
    return this.#notBefore === undefined ? now : instant(Math.max(now, this.#notBefore));
  }

  /** The offset that makes it `target` now. */
  offsetFor(target: Instant): Duration {
    return elapsed(this.#machine.now(), target);
  }

  /** Before the database is asked for its time. */
  ask(): Question {
    return { askedAt: this.#machine.now(), askedMs: this.#bound?.timers.monotonicMs() ?? 0 };
  }

  /**
   * After its answer. Throws `ClocksDiffer` when the machine's clock certainly differs too much. The
   * database looked at its clock between question and answer, so no slow answer wrongs the machine's;
   * a clock that was moved meanwhile shows by the time that has really passed.
   */
  compare({ askedAt, askedMs }: Question, databaseTime: Instant): void {
    if (!this.#bound) return;
    const { differenceMax, timers } = this.#bound;
    const now = this.#machine.now();
    const ahead = elapsed(databaseTime, askedAt);
    const behind = elapsed(now, databaseTime);
    const nowMs = timers.monotonicMs();
    const moved = now - askedAt - (nowMs - askedMs);
    this.#agreed = undefined;
    if (ahead > differenceMax) throw new ClocksDiffer(ahead);
    if (behind > differenceMax) throw new ClocksDiffer(milliseconds(-behind));
    if (Math.abs(moved) > differenceMax) throw new ClocksDiffer(milliseconds(moved));
    this.#agreed = { at: now, ms: nowMs };
  }

  /**
   * Whether the machine's clock still agrees, without asking: it did, and has not been moved since.
   * For what cannot be taken back once it was sent, unlike a transaction.
   */
  isCertain(): boolean {
    if (!this.#bound) return true;
    if (!this.#agreed) return false;
    const { differenceMax, timers } = this.#bound;
    const { at, ms } = this.#agreed;
    return Math.abs(this.#machine.now() - at - (timers.monotonicMs() - ms)) <= differenceMax;
  }

  /**
   * The business time that is certainly reached: not later than the database's, when they are
   * compared. What is done for every process, such as the end of a day, goes by it.
   */
  reached(databaseTime: Instant): Instant {
    if (!this.#bound) return this.now();
    return after(instant(Math.min(this.#machine.now(), databaseTime)), this.#offset);
  }

  /** Takes over what was just read from the database. */
  follow({ offset, closedThrough }: Omit<ClockReading, 'databaseTime'>): void {
    if (offset > this.#offset) this.#offset = offset;
    if (closedThrough === undefined || closedThrough === this.#closedThrough) return;
    if (this.#closedThrough !== undefined && closedThrough < this.#closedThrough) return;
    this.#closedThrough = closedThrough;
    this.#notBefore = startOfDay(addDays(closedThrough, 1));
  }
}
