import { after, before, type Instant, instant } from '@sampan/primitives';
import { bucketOfAddress, delayAfter, delayOfSource } from './limits.ts';
import { RecentSubjects } from './recent-subjects.ts';

/** Enough for the number of concurrent attackers; beyond it the oldest entries are dropped. */
const subjectsMax = 50_000;

/**
 * Why a try is refused: too many from this address, or too many at this number from this address.
 */
export interface StrangerRefusal {
  readonly outcome: 'address-spent' | 'locked';
  readonly until: Instant;
}

interface Tries {
  readonly count: number;
  readonly at: Instant;
}

/**
 * Tries of unknown devices by address, in each process's memory: a refusal costs nothing and leaves
 * no rows. Limits over all addresses and processes are counted in the database.
 */
export class StrangerLimits {
  /** When an address's bucket is full again. */
  readonly #addresses = new RecentSubjects<Instant>(subjectsMax);
  /** Tries in a row, of a number from an address. */
  readonly #sources = new RecentSubjects<Tries>(subjectsMax);

  /** Why the next try is refused unchecked; undefined when it is allowed. */
  refusal(address: string, number: string, now: Instant): StrangerRefusal | undefined {
    const { most, every } = bucketOfAddress;
    const spentUntil = this.#addresses.get(address) ?? now;
    const next = instant(spentUntil - (most - 1) * every);
    if (next > now) return { outcome: 'address-spent', until: next };
    const tries = this.#triesOf(address, number, now);
    const until = tries && after(tries.at, delayAfter(tries.count, delayOfSource));
    return until !== undefined && until > now ? { outcome: 'locked', until } : undefined;
  }

  /**
   * Counts a try before its result is known, so that parallel tries cannot exceed the limit.
   * Returns an undo function for a try that was not checked after all.
   */
  add(address: string, number: string, now: Instant): () => void {
    const spentUntil = Math.max(now, this.#addresses.get(address) ?? now);
    this.#addresses.set(address, after(spentUntil as Instant, bucketOfAddress.every));
    const known = this.#triesOf(address, number, now);
    const source = sourceOf(address, number);
    this.#sources.set(source, { count: (known?.count ?? 0) + 1, at: now });
    return () => {
      this.#refill(address);
      const tries = this.#sources.get(source);
      if (!tries || tries.count <= 1) this.#sources.delete(source);
      else this.#sources.set(source, { count: tries.count - 1, at: known?.at ?? tries.at });
    };
  }

  /** The PIN was right: resets the count of this number, not that of the address. */
  forgive(address: string, number: string): void {
    this.#refill(address);
    this.#sources.delete(sourceOf(address, number));
  }

  get subjects(): number {
    return this.#addresses.size + this.#sources.size;
  }

  #refill(address: string): void {
    const spentUntil = this.#addresses.get(address);
    if (spentUntil !== undefined) {
      this.#addresses.set(address, before(spentUntil, bucketOfAddress.every));
    }
  }

  #triesOf(address: string, number: string, now: Instant): Tries | undefined {
    const tries = this.#sources.get(sourceOf(address, number));
    if (!tries || now < after(tries.at, delayOfSource.forgottenAfter)) return tries;
    return undefined;
  }
}

const sourceOf = (address: string, number: string): string => `${address} ${number}`;
