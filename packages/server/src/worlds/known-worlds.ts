import type { Clock, Instant, PartnerId } from '@sampan/primitives';
import {
  makeCatalogue,
  noteCalled,
  noteDropped,
  notePartners,
  readWorlds,
  type WorldRow,
} from './catalogue.postgres.ts';
import { readConnectionsMax } from './databases.postgres.ts';
import type { OwnerDesk } from './owner-desk.ts';
import { PartnerWorlds } from './partner-worlds.ts';

/**
 * The catalogue in memory, so that a request asks no database which world it is for. When a world was called is
 * written when it closes.
 */
export class KnownWorlds {
  readonly partners = new PartnerWorlds();
  readonly #rows = new Map<string, WorldRow>();
  readonly #desk: OwnerDesk;
  readonly #clock: Clock;

  constructor(desk: OwnerDesk, clock: Clock) {
    this.#desk = desk;
    this.#clock = clock;
  }

  /** Reads the catalogue; answers how many connections this PostgreSQL takes. */
  read(): Promise<number> {
    return this.#desk.use(async (owner) => {
      await makeCatalogue(owner);
      for (const row of await readWorlds(owner)) {
        this.#rows.set(row.world, row);
        this.partners.add(row.world, row.partners);
      }
      return readConnectionsMax(owner);
    });
  }

  get size(): number {
    return this.#rows.size;
  }

  find(world: string): WorldRow | undefined {
    return this.#rows.get(world);
  }

  all(): readonly WorldRow[] {
    return [...this.#rows.values()];
  }

  /** The catalogue has it already. */
  add(given: Pick<WorldRow, 'world' | 'database' | 'template'>): void {
    const now = this.#clock.now();
    const dates = { madeAt: now, calledAt: now, wakesAt: undefined };
    this.#rows.set(given.world, { ...given, ...dates, partners: [] });
  }

  /** Resolves when the catalogue has them too. */
  async addPartners(world: string, ids: readonly PartnerId[]): Promise<void> {
    if (!this.#rows.has(world)) return;
    this.partners.add(world, ids);
    await this.#desk.use((owner) => notePartners(owner, world, ids));
  }

  called(world: string): void {
    this.#change(world, { calledAt: this.#clock.now() });
  }

  opened(world: string, template: string): void {
    this.#change(world, { template, wakesAt: undefined });
  }

  async closed(world: string, wakesAt: Instant | undefined): Promise<void> {
    const row = this.#change(world, { wakesAt });
    if (row) await this.#desk.use((owner) => noteCalled(owner, row));
  }

  /** From here on it is unknown; resolves with its database when the catalogue has forgotten it too. */
  async drop(world: string): Promise<string | undefined> {
    if (!this.#rows.delete(world)) return undefined;
    this.partners.remove(world);
    return this.#desk.use((owner) => noteDropped(owner, world));
  }

  #change(world: string, change: Partial<WorldRow>): WorldRow | undefined {
    const row = this.#rows.get(world);
    if (!row) return undefined;
    const changed = { ...row, ...change };
    this.#rows.set(world, changed);
    return changed;
  }
}
