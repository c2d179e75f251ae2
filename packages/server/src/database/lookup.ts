import type { Connection } from './connection.postgres.ts';
import type { Reading } from './few-connections.postgres.ts';
import type { Reader } from './reader.postgres.ts';

export interface LookupOptions<Key, Found> {
  readonly reader: Pick<Reader, 'read'>;
  /** Finds what belongs to each key, in the order of the keys. */
  readonly readAll: (connection: Connection, keys: readonly Key[]) => Promise<readonly Found[]>;
  /** Round trips at the same time; as many as the reader has connections. */
  readonly underwayMax: number;
}

interface Waiting<Key, Found> {
  readonly key: Key;
  readonly resolve: (reading: Reading<Found>) => void;
  readonly reject: (error: unknown) => void;
}

const batchMax = 64;

/**
 * Looks rows up by their keys for many callers. Keys gather while the connections are busy, and are read in
 * one round trip, with one statement and one look at the clock. Every caller sees what was committed before
 * it asked.
 */
export class Lookup<Key, Found> {
  readonly #options: LookupOptions<Key, Found>;
  #waiting: Waiting<Key, Found>[] = [];
  #underway = 0;

  constructor(options: LookupOptions<Key, Found>) {
    this.#options = options;
  }

  find(key: Key): Promise<Reading<Found>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (this.#underway < this.#options.underwayMax) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#underway += 1;
    // The first key waits for the others of the same turn of the event loop.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#carryOut(this.#waiting.splice(0, batchMax));
    this.#underway -= 1;
  }

  /** Settles every caller of the batch. A batch that fails is read again, key by key. */
  async #carryOut(batch: readonly Waiting<Key, Found>[]): Promise<void> {
    const { reader, readAll } = this.#options;
    try {
      const keys = batch.map(({ key }) => key);
      const { result, ...times } = await reader.read((connection) => readAll(connection, keys));
      for (const [index, found] of result.entries()) {
        batch[index]?.resolve({ ...times, result: found });
      }
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const waiting of batch) await this.#carryOut([waiting]);
    }
  }
}
