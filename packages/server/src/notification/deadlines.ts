import { type Duration, milliseconds, type Timers } from '@sampan/primitives';

interface Deadline {
  readonly dueMs: number;
  readonly expire: () => void;
}

/** Deadlines with one common duration, so that one timer serves all of them. */
export class Deadlines {
  readonly #timers: Timers;
  readonly #duration: Duration;
  /** Earliest first. */
  readonly #open = new Set<Deadline>();
  #watching = false;

  constructor(timers: Timers, duration: Duration) {
    this.#timers = timers;
    this.#duration = duration;
  }

  /** Calls `expire` after the duration, unless the returned function is called before. */
  start(expire: () => void): () => void {
    const deadline = { dueMs: this.#timers.monotonicMs() + this.#duration, expire };
    this.#open.add(deadline);
    if (!this.#watching) void this.#watch();
    return () => {
      this.#open.delete(deadline);
    };
  }

  async #watch(): Promise<void> {
    this.#watching = true;
    for (let first = this.#first(); first; first = this.#first()) {
      const left = first.dueMs - this.#timers.monotonicMs();
      if (left > 0) await this.#timers.sleep(milliseconds(Math.ceil(left)));
      else {
        this.#open.delete(first);
        first.expire();
      }
    }
    this.#watching = false;
  }

  #first(): Deadline | undefined {
    return this.#open.values().next().value;
  }
}
