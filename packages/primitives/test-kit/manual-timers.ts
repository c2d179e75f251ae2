import { type Duration, milliseconds, type Timers } from '@sampan/primitives';

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

/** Elapsed time that stands still until it is moved. */
export class ManualTimers implements Timers {
  /** The short pauses that passed at once, in order. */
  readonly pauses: Duration[] = [];
  readonly #skipMs: number;
  #nowMs = 0;
  #sleepers: Sleeper[] = [];

  /** A sleep of up to `skipMs` passes at once, and moves the time. */
  constructor(skipMs = 0) {
    this.#skipMs = skipMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  sleep(duration: Duration): Promise<void> {
    if (duration <= this.#skipMs) {
      this.pauses.push(duration);
      this.advanceMs(duration);
      return Promise.resolve();
    }
    return new Promise((wake) => {
      this.#sleepers.push({ untilMs: this.#nowMs + duration, wake });
    });
  }

  /** Lets time pass; due timers fire. */
  advance(duration: Duration): void {
    this.#nowMs += duration;
    const due = this.#sleepers.filter(({ untilMs }) => untilMs <= this.#nowMs);
    this.#sleepers = this.#sleepers.filter(({ untilMs }) => untilMs > this.#nowMs);
    for (const { wake } of due) wake();
  }

  advanceMs(ms: number): void {
    this.advance(milliseconds(ms));
  }
}
