import { type Duration, milliseconds, type Timers } from '@sampan/primitives';

interface Deadline {
  readonly dueMs: number;
  readonly expire: () => void;
}

/** Deadlines that all lie equally far ahead, so that one timer serves any number of them. */
export class Deadlines {
  readonly #timers: Timers;
  readonly #duration: Duration;
  /** The earliest stands first. */
  readonly #open = new Set<Deadline>();
  #watching = false;

  constructor(timers: Timers, duration: Duration) {
    this.#timers = timers;
    this.#duration = duration;
  }

  /** Calls `expire` when the time is over, unless what it answers is called before. */
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
