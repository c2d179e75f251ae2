import { before, type Clock, hours, type Random } from '@sampan/primitives';
import {
  forgetDatabase,
  makeCatalogue,
  noteMaking,
  noteSpare,
  readLeftOver,
  readSpares,
  type Taken,
  takeDatabase,
} from './catalogue.postgres.ts';
import { cloneDatabase, dropDatabase } from './databases.postgres.ts';
import type { OwnerDesk } from './owner-desk.ts';

export interface CloneParts {
  readonly desk: OwnerDesk;
  readonly clock: Clock;
  readonly random: Random;
  /** What the names of databases begin with. */
  readonly prefix: string;
}

export interface SparesParts extends CloneParts {
  /** The first one, which is to be stocked. */
  readonly cloned?: Promise<string> | undefined;
  /** The name of the template, once it is made; made again after a failure. */
  readonly template: () => Promise<string>;
  /** Puts into a new database, once it is there, what every world has, and says what. */
  readonly stock: (database: Promise<string>) => Promise<string>;
  /** How many are kept ready. */
  readonly wanted: number;
  readonly onFailure: (error: unknown) => void;
}

/** An older spare has old dates; one that is still being made was left by a process that has ended. */
const ageMax = hours(24);

/** Clones a database that is to become a spare; answers its name. */
export async function cloneNew(
  { desk, clock, random, prefix }: CloneParts,
  template: string,
): Promise<string> {
  const database = `${prefix}_world_${random.letters(12)}`;
  await desk.apart(async (owner) => {
    await makeCatalogue(owner);
    await noteMaking(owner, { database, template }, clock.now());
    await cloneDatabase(owner, database, template);
  });
  return database;
}

/** Databases that wait for a world, cloned and stocked, so that making one takes a few milliseconds. */
export class Spares {
  readonly #parts: SparesParts;
  #filling: Promise<void> | undefined;
  #cloned: Promise<string> | undefined;
  #isClosed = false;

  constructor(parts: SparesParts) {
    this.#parts = parts;
    this.#cloned = parts.cloned;
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

  /** Makes what is missing in the background; resolves when one more is there. */
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
    const { desk, stock } = this.#parts;
    const cloned = this.#cloned ?? cloneNew(this.#parts, template);
    this.#cloned = undefined;
    const stocked = await stock(cloned);
    const database = await cloned;
    await desk.use((owner) => noteSpare(owner, database, stocked));
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
