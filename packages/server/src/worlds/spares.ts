import { before, type Clock, hours, type Random } from '@sampan/primitives';
import {
  forgetDatabase,
  noteMaking,
  noteSpare,
  readLeftOver,
  readSpares,
  type Taken,
  takeDatabase,
} from './catalogue.postgres.ts';
import { cloneDatabase, dropDatabase } from './databases.postgres.ts';
import type { OwnerDesk } from './owner-desk.ts';

export interface SparesParts {
  readonly desk: OwnerDesk;
  readonly clock: Clock;
  readonly random: Random;
  /** What the names of databases begin with. */
  readonly prefix: string;
  /** The name of the template, once it is made; made again after a failure. */
  readonly template: () => Promise<string>;
  /** Puts into a new database what every world has, and says what. */
  readonly stock: (database: string) => Promise<string>;
  /** How many are kept ready. */
  readonly wanted: number;
  readonly onFailure: (error: unknown) => void;
}

/** An older spare has old dates; one that is still being made was left by a process that has ended. */
const ageMax = hours(24);

/** Databases that wait for a world, cloned and stocked, so that making one takes a few milliseconds. */
export class Spares {
  readonly #parts: SparesParts;
  #filling: Promise<void> | undefined;
  #isClosed = false;

  constructor(parts: SparesParts) {
    this.#parts = parts;
  }

  /** Gives `world` a database, and makes another in the background. */
  async take(world: string): Promise<(Taken & { readonly template: string }) | 'exists'> {
    const { desk, clock, template: ready } = this.#parts;
    for (;;) {
      const template = await ready();
      const taken = await desk.use((owner) =>
        takeDatabase(owner, { world, template }, clock.now()),
      );
      if (taken === 'exists') return taken;
      if (taken) {
        this.#refill();
        return { ...taken, template };
      }
      // Another caller may take the one that is made now.
      await this.fill();
    }
  }

  /** Makes what is missing in the background; resolves when the first is there. */
  fill(): Promise<void> {
    this.#filling ??= this.#makeMissing().finally(() => {
      this.#filling = undefined;
    });
    return this.#filling;
  }

  /** Makes what is missing for later callers. */
  #refill(): void {
    if (this.#isClosed) return;
    this.fill().catch((error: unknown) => {
      if (!this.#isClosed) this.#parts.onFailure(error);
    });
  }

  /** Finishes the database that is being made. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#filling?.catch(() => undefined);
  }

  async #makeMissing(): Promise<void> {
    const { desk, wanted, template: ready } = this.#parts;
    const template = await ready();
    const missing = wanted - (await desk.use((owner) => readSpares(owner, template)));
    if (this.#isClosed) throw new Error('The server stops');
    if (missing <= 0) return;
    await this.#make(template);
    // A caller that waits for one does not wait for all.
    if (missing > 1) setImmediate(() => this.#refill());
  }

  async #make(template: string): Promise<void> {
    const { desk, clock, random, prefix, stock } = this.#parts;
    const database = `${prefix}_world_${random.letters(12)}`;
    await desk.apart(async (owner) => {
      await noteMaking(owner, { database, template }, clock.now());
      await cloneDatabase(owner, database, template);
      await noteSpare(owner, database, await stock(database));
    });
  }

  /** Drops what was left over. */
  async clear(): Promise<void> {
    const { desk, clock, template: ready } = this.#parts;
    const template = await ready();
    const since = before(clock.now(), ageMax);
    await desk.apart(async (owner) => {
      for (const database of await readLeftOver(owner, template, since)) {
        if (this.#isClosed) return;
        await dropDatabase(owner, database);
        await forgetDatabase(owner, database);
      }
    });
  }
}
