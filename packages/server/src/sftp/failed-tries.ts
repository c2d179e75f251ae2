import type { Timers } from '@sampan/primitives';

export interface FailedTriesOptions {
  readonly timers: Pick<Timers, 'monotonicMs'>;
  /** How many tries may fail before the next one is refused unread. */
  readonly max: number;
  /** In what time one failed try is forgotten. */
  readonly forgetMs: number;
  /** How many subjects are remembered; of more, those that failed longest ago are forgotten. */
  readonly subjectsMax: number;
}

interface Tries {
  readonly count: number;
  readonly atMs: number;
}

/**
 * Counts failed log-ins of a subject, an address or a name. They fade with time, so that whoever has
 * mistyped is let in again soon, and whoever guesses has a few tries a minute.
 */
export class FailedTries {
  readonly #options: FailedTriesOptions;
  /** The one that failed longest ago first. */
  readonly #tries = new Map<string, Tries>();

  constructor(options: FailedTriesOptions) {
    this.#options = options;
  }

  /** Whether the subject has failed too often. */
  isSpent(subject: string): boolean {
    return this.#count(subject) > this.#options.max - 1;
  }

  /** Counts a try, before it is known whether it fails: many at once must not all be looked at. */
  add(subject: string): void {
    // No more than the most: however long somebody goes on, the next try is one pause away.
    this.#set(subject, Math.min(this.#options.max, this.#count(subject) + 1));
    if (this.#tries.size <= this.#options.subjectsMax) return;
    for (const oldest of this.#tries.keys()) {
      this.#tries.delete(oldest);
      break;
    }
  }

  /** The try did not fail. Earlier ones, perhaps of others behind the same address, still count. */
  takeBack(subject: string): void {
    if (this.#tries.has(subject)) this.#set(subject, Math.max(0, this.#count(subject) - 1));
  }

  /** Nothing counts any more. */
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
