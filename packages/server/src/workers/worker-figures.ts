/** The figures of worker processes, in the first process, which shows those of all. */
import { seconds, type Timers } from '@sampan/primitives';
import { type Figures, sumsOf } from '#platform';

/** A process that is busier than this shows what it has counted when it was asked before. */
const patience = seconds(1);

/** Asks a worker for its figures. */
export interface Measured {
  measure(): Promise<Figures>;
}

export class WorkerFigures {
  readonly #timers: Timers;
  readonly #latest = new Map<Measured, Figures>();
  readonly #asking = new Map<Measured, Promise<void>>();
  /** What processes that have ended had counted: a sum must not fall when one ends. */
  #ended: Promise<Figures> = Promise.resolve([]);

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Asks all at once; whatever becomes of them, there is an answer within a second. */
  async ask(workers: readonly Measured[]): Promise<readonly Figures[]> {
    const answers = Promise.all(workers.map((worker) => this.#ask(worker)));
    await Promise.race([answers, this.#timers.sleep(patience)]);
    return [...this.#latest.values(), await this.#ended];
  }

  ended(worker: Measured): void {
    const figures = this.#latest.get(worker);
    this.#latest.delete(worker);
    this.#asking.delete(worker);
    if (figures) this.#ended = this.#ended.then((before) => sumsOf([before, figures]));
  }

  /** Two who ask at once wait for the same answer. */
  #ask(worker: Measured): Promise<void> {
    const known = this.#asking.get(worker);
    if (known) return known;
    const asking = this.#take(worker).finally(() => {
      if (this.#asking.get(worker) === asking) this.#asking.delete(worker);
    });
    this.#asking.set(worker, asking);
    return asking;
  }

  async #take(worker: Measured): Promise<void> {
    const isAsking = () => this.#asking.has(worker);
    try {
      const figures = await worker.measure();
      if (isAsking()) this.#latest.set(worker, figures);
    } catch {
      // It is busy or has ended: what it had counted before stands.
    }
  }
}
