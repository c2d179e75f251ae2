import type { Machine } from '../shared/machine.system.ts';

/** Calls at once, and then at most once in a time; what is asked for meanwhile is called at its end. */
export class Seldom {
  readonly #machine: Pick<Machine, 'now' | 'after'>;
  readonly #everyMs: number;
  readonly #call: () => void;
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(machine: Pick<Machine, 'now' | 'after'>, everyMs: number, call: () => void) {
    this.#machine = machine;
    this.#everyMs = everyMs;
    this.#call = call;
  }

  ask(): void {
    if (this.#cancel) return;
    const waitMs = this.#lastAt + this.#everyMs - this.#machine.now();
    if (waitMs <= 0) {
      this.#run();
      return;
    }
    this.#cancel = this.#machine.after(waitMs, () => {
      this.#cancel = undefined;
      this.#run();
    });
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #run(): void {
    this.#lastAt = this.#machine.now();
    this.#call();
  }
}
