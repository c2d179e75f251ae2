import { after, type Instant, instant } from '@sampan/primitives';
import type { Bucket } from './limits.ts';
import { RecentSubjects } from './recent-subjects.ts';

const addressesMax = 50_000;

/** What an address may do, counted in this process's memory: a refusal costs nothing and leaves no rows. */
export class AddressBucket {
  readonly #bucket: Bucket;
  /** When an address's bucket is full again. */
  readonly #fullAt = new RecentSubjects<Instant>(addressesMax);

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  /** Takes one; answers when the next one may be taken, when there is none now. */
  take(address: string, now: Instant): Instant | undefined {
    const { most, every } = this.#bucket;
    const fullAt = instant(Math.max(now, this.#fullAt.get(address) ?? now));
    const next = instant(fullAt - (most - 1) * every);
    if (next > now) return next;
    this.#fullAt.set(address, after(fullAt, every));
    return undefined;
  }
}
