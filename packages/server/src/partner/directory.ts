import type { PartnerId, Timers } from '@sampan/primitives';
import type { Reader } from '#database';
import type { Partner } from './partner.ts';
import { readPartners } from './store.postgres.ts';

interface Known {
  readonly partner: Partner;
  readonly readAtMs: number;
}

/** How long a partner's terms may be used before they are read again. */
const freshMs = 1_000;

/**
 * Finds the partner whose key verifies a request. Every request needs one, so they are kept for a
 * second; a change of contract or key is in force everywhere a second later. Money is decided on
 * the terms that the lane reads, never on these.
 */
export class PartnerDirectory {
  readonly #reader: Reader;
  readonly #timers: Timers;
  readonly #known = new Map<PartnerId, Known>();
  readonly #reading = new Map<PartnerId, Promise<Partner | undefined>>();

  constructor(reader: Reader, timers: Timers) {
    this.#reader = reader;
    this.#timers = timers;
  }

  /** The partner, at once when it is known and fresh. */
  find(id: PartnerId): Partner | undefined | Promise<Partner | undefined> {
    const known = this.#known.get(id);
    if (known && this.#timers.monotonicMs() - known.readAtMs < freshMs) return known.partner;
    const reading = this.#reading.get(id) ?? this.#read(id);
    this.#reading.set(id, reading);
    return reading;
  }

  async #read(id: PartnerId): Promise<Partner | undefined> {
    try {
      const { result } = await this.#reader.read((connection) => readPartners(connection, [id]));
      const [partner] = result;
      if (partner) this.#known.set(id, { partner, readAtMs: this.#timers.monotonicMs() });
      else this.#known.delete(id);
      return partner;
    } finally {
      this.#reading.delete(id);
    }
  }
}
