import { type Duration, milliseconds, type Timers } from '@sampan/primitives';

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

/** Elapsed time that stands still until it is moved. */
export class ManualTimers implements Timers {
  #nowMs = 0;
  #sleepers: Sleeper[] = [];
  #watchers: ((sleeps: Duration) => void)[] = [];

  monotonicMs(): number {
    return this.#nowMs;
  }

  sleep(duration: Duration): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ untilMs: this.#nowMs + duration, wake });
      for (const watcher of this.#watchers.splice(0)) watcher(duration);
    });
  }

  /** Settles when somebody falls asleep next, with the time that was asked for. */
  nextSleep(): Promise<Duration> {
    return new Promise((resolve) => this.#watchers.push(resolve));
  }

  /** Lets time pass; whoever's time has come wakes up. */
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
