import type { PartnerId, Timers } from '@sampan/primitives';
import type { Reader } from '#database';
import type { SecretBox } from '#secrets';
import type { Partner } from './partner.ts';
import { readPartnerKeys } from './partner-keys.postgres.ts';
import type { PartnerKeys } from './partner-keys.ts';
import { readPartners } from './store.postgres.ts';

/** A partner with the keys by which it is known. */
export interface KnownPartner {
  readonly partner: Partner;
  readonly keys: PartnerKeys;
}

interface Known {
  readonly partner: KnownPartner;
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
  readonly #secrets: SecretBox;
  readonly #known = new Map<PartnerId, Known>();
  readonly #reading = new Map<PartnerId, Promise<KnownPartner | undefined>>();

  constructor(reader: Reader, timers: Timers, secrets: SecretBox) {
    this.#reader = reader;
    this.#timers = timers;
    this.#secrets = secrets;
  }

  /** The partner, at once when it is known and fresh. */
  find(id: PartnerId): KnownPartner | undefined | Promise<KnownPartner | undefined> {
    const known = this.#known.get(id);
    if (known && this.#timers.monotonicMs() - known.readAtMs < freshMs) return known.partner;
    const reading = this.#reading.get(id) ?? this.#read(id);
    this.#reading.set(id, reading);
    return reading;
  }

  async #read(id: PartnerId): Promise<KnownPartner | undefined> {
    try {
      const { result } = await this.#reader.read((connection) =>
        Promise.all([
          readPartners(connection, [id]),
          readPartnerKeys(connection, id, this.#secrets),
        ]),
      );
      const [[partner], keys] = result;
      const known = partner && { partner, keys };
      if (known) this.#known.set(id, { partner: known, readAtMs: this.#timers.monotonicMs() });
      else this.#known.delete(id);
      return known;
    } finally {
      this.#reading.delete(id);
    }
  }
}
