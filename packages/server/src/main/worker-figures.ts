/** The figures of worker processes, in the first process, which shows those of all. */
import type { Worker } from 'node:cluster';
import { seconds } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { type Figures, sumsOf } from '#platform';
import type { WorkerWord } from './worker-words.ts';

/** A process that is busier than this shows what it has counted when it was asked before. */
const patience = seconds(1);

export class WorkerFigures {
  readonly #latest = new Map<Worker, Figures>();
  readonly #asking = new Map<Worker, () => void>();
  /** What processes that have ended had counted: a sum must not fall when one ends. */
  #ended: Promise<Figures> = Promise.resolve([]);

  /** Asks all at once; whatever becomes of them, there is an answer within a second. */
  async ask(workers: readonly Worker[]): Promise<readonly Figures[]> {
    const answers = Promise.all(workers.map((worker) => this.#ask(worker)));
    await Promise.race([answers, systemTimers.sleep(patience)]);
    return [...this.#latest.values(), await this.#ended];
  }

  take(worker: Worker, figures: Figures): void {
    this.#latest.set(worker, figures);
    this.#asking.get(worker)?.();
  }

  ended(worker: Worker): void {
    const figures = this.#latest.get(worker);
    this.#latest.delete(worker);
    this.#asking.get(worker)?.();
    if (figures) this.#ended = this.#ended.then((before) => sumsOf([before, figures]));
  }

  #ask(worker: Worker): Promise<void> {
    if (!worker.isConnected()) return Promise.resolve();
    return new Promise((resolve) => {
      // Of two who ask at once, the later one is answered for both.
      const before = this.#asking.get(worker);
      this.#asking.set(worker, () => {
        this.#asking.delete(worker);
        before?.();
        resolve();
      });
      const word: WorkerWord = { word: 'measure' };
      worker.send(word, () => undefined);
    });
  }
}
