import { milliseconds, type PartnerId, type Timers } from '@sampan/primitives';
import type { Connection, Reader } from '#database';
import type { SecretBox } from '#secrets';
import type { Partner } from './partner.ts';
import { readPartnerKeys } from './partner-keys.postgres.ts';
import type { PartnerKeys } from './partner-keys.ts';
import { readPartners } from './store.postgres.ts';

/** A partner with its keys. */
export interface KnownPartner {
  readonly partner: Partner;
  readonly keys: PartnerKeys;
}

interface Known {
  readonly partner: KnownPartner;
  readonly readAtMs: number;
}

interface Asked {
  readonly id: PartnerId;
  resolve(partner: KnownPartner | undefined): void;
  reject(error: unknown): void;
}

/** How long a partner's terms, or the absence of a partner, may be cached. */
const freshMs = milliseconds(1_000);

/** Number of ids cached as unknown. */
const unknownMax = 1_000;

/** Number of uncached ids looked up in one read. */
const atOnce = 500;

/**
 * Finds the partner whose key verifies a request. Every request needs one, so partners are cached
 * for a second; a change of contract or key takes effect within a second. Money decisions use the
 * terms that the lane reads, never these.
 * Anyone can send unknown ids. Uncached ids are looked up in bulk, one read at a time, and unknown
 * ones are cached for a second: a flood of them costs few reads and little memory. Known partners
 * never wait behind them.
 */
export class PartnerDirectory {
  readonly #reader: Pick<Reader, 'read'>;
  readonly #timers: Timers;
  readonly #secrets: SecretBox;
  readonly #known = new Map<PartnerId, Known>();
  /** When an id was found unknown, oldest first. */
  readonly #unknown = new Map<PartnerId, number>();
  readonly #reading = new Map<PartnerId, Promise<KnownPartner | undefined>>();
  #asked: Asked[] = [];
  #isLooking = false;

  constructor(reader: Pick<Reader, 'read'>, timers: Timers, secrets: SecretBox) {
    this.#reader = reader;
    this.#timers = timers;
    this.#secrets = secrets;
  }

  /** The partner, synchronously if cached and fresh. */
  find(id: PartnerId): KnownPartner | undefined | Promise<KnownPartner | undefined> {
    const known = this.#known.get(id);
    if (known && this.#isFresh(known.readAtMs)) return known.partner;
    const unknownSinceMs = this.#unknown.get(id);
    if (unknownSinceMs !== undefined && this.#isFresh(unknownSinceMs)) return undefined;
    const reading = this.#reading.get(id) ?? (known ? this.#readKnown(id) : this.#readNew(id));
    this.#reading.set(id, reading);
    return reading;
  }

  #isFresh(sinceMs: number): boolean {
    return this.#timers.monotonicMs() - sinceMs < freshMs;
  }

  async #readKnown(id: PartnerId): Promise<KnownPartner | undefined> {
    try {
      return (await this.#read([id])).get(id);
    } finally {
      this.#reading.delete(id);
    }
  }

  async #readNew(id: PartnerId): Promise<KnownPartner | undefined> {
    try {
      return await new Promise<KnownPartner | undefined>((resolve, reject) => {
        this.#asked.push({ id, resolve, reject });
        if (!this.#isLooking) void this.#look();
      });
    } finally {
      this.#reading.delete(id);
    }
  }

  /** Looks up all requested ids, and repeats while more arrive. */
  async #look(): Promise<void> {
    this.#isLooking = true;
    while (this.#asked.length > 0) {
      const asked = this.#asked.splice(0, atOnce);
      try {
        const found = await this.#read(asked.map(({ id }) => id));
        for (const { id, resolve } of asked) resolve(found.get(id));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.#isLooking = false;
  }

  async #read(ids: readonly PartnerId[]): Promise<ReadonlyMap<PartnerId, KnownPartner>> {
    const { result } = await this.#reader.read((connection) => this.#readAll(connection, ids));
    const found = new Map(result.map((known) => [known.partner.id, known]));
    const readAtMs = this.#timers.monotonicMs();
    for (const id of ids) {
      const partner = found.get(id);
      this.#unknown.delete(id);
      if (partner) this.#known.set(id, { partner, readAtMs });
      else this.#forget(id, readAtMs);
    }
    return found;
  }

  /** One partner in one round trip; of many ids, most have no keys to read. */
  async #readAll(
    connection: Connection,
    ids: readonly PartnerId[],
  ): Promise<readonly KnownPartner[]> {
    const keysOf = (id: PartnerId) => readPartnerKeys(connection, id, this.#secrets);
    const [only] = ids.length === 1 ? ids : [];
    const [partners, keys] = await Promise.all([
      readPartners(connection, ids),
      only === undefined ? undefined : keysOf(only),
    ]);
    return Promise.all(
      partners.map(async (partner) => ({ partner, keys: keys ?? (await keysOf(partner.id)) })),
    );
  }

  #forget(id: PartnerId, readAtMs: number): void {
    this.#known.delete(id);
    const [oldest] = this.#unknown.keys();
    if (this.#unknown.size >= unknownMax && oldest !== undefined) this.#unknown.delete(oldest);
    this.#unknown.set(id, readAtMs);
  }
}
