import type { Timers } from '@sampan/primitives';

export interface FailedTriesOptions {
  readonly timers: Pick<Timers, 'monotonicMs'>;
  /** Failed tries before the next one is refused unchecked. */
  readonly max: number;
  /** Time after which one failed try expires. */
  readonly forgetMs: number;
  /** Maximum number of subjects; beyond it the oldest is dropped. */
  readonly subjectsMax: number;
}

interface Tries {
  readonly count: number;
  readonly atMs: number;
}

/**
 * Counts failed log-ins per subject, an address or a name (leaky bucket). They expire with time, so
 * a mistyped password is soon forgiven, and an attacker has a few tries per minute.
 */
export class FailedTries {
  readonly #options: FailedTriesOptions;
  /** Oldest failure first. */
  readonly #tries = new Map<string, Tries>();

  constructor(options: FailedTriesOptions) {
    this.#options = options;
  }

  /** Whether the subject has failed too often. */
  isSpent(subject: string): boolean {
    return this.#count(subject) > this.#options.max - 1;
  }

  /** Counts a try before its result is known, so that parallel tries cannot exceed the limit. */
  add(subject: string): void {
    // Capped, so that after any number of failures the next try is one pause away.
    this.#set(subject, Math.min(this.#options.max, this.#count(subject) + 1));
    if (this.#tries.size <= this.#options.subjectsMax) return;
    for (const oldest of this.#tries.keys()) {
      this.#tries.delete(oldest);
      break;
    }
  }

  /** The try succeeded. Earlier failures, perhaps of others at the same address, still count. */
  takeBack(subject: string): void {
    if (this.#tries.has(subject)) this.#set(subject, Math.max(0, this.#count(subject) - 1));
  }

  /** Resets the subject. */
  forget(subject: string): void {
    this.#tries.delete(subject);
  }

  get subjects(): number {
    return this.#tries.size;
  }

  #set(subject: string, count: number): void {
    this.#tries.delete(subject);
    if (count > 0) this.#tries.set(subject, { count, atMs: this.#options.timers.monotonicMs() });
  }

  #count(subject: string): number {
    const tries = this.#tries.get(subject);
    if (!tries) return 0;
    const passedMs = this.#options.timers.monotonicMs() - tries.atMs;
    return Math.max(0, tries.count - passedMs / this.#options.forgetMs);
  }
}
