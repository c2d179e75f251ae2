/**
 * The worlds of a sandbox: each is a whole system over a database of its own, cloned from a template and opened
 * when it is called. This file makes, finds and drops them; `open-worlds.ts` bounds how many are open.
 */
import { rm } from 'node:fs/promises';
import type { WorldView } from '@sampan/api';
import { type Duration, minutes, offsetTime, type PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import type { WorldMade, WorldsOfApi, WorldWanted } from '#app-api';
import type { Gateway } from '#gateway';
import { failureLog } from '#log';
import { forgetDatabase } from './catalogue.postgres.ts';
import { dropDatabase, isForbidden, urlsOf } from './databases.postgres.ts';
import { keepWorlds } from './keeper.ts';
import { KnownWorlds } from './known-worlds.ts';
import { connectWorldOwner, folderOf, type OpenedWorld, openWorld } from './open-world.ts';
import { type Entered, NoWorld, OpenWorlds } from './open-worlds.ts';
import type { OwnerDesk } from './owner-desk.ts';
import { plainGateway } from './plain-gateway.ts';
import { addWorldRoutes, type Port } from './routes.http.ts';
import { type SftpOfMain, type SftpOfWorlds, sftpOfWorlds } from './sftp.ts';
import { Spares } from './spares.ts';
import { restock, type Stock } from './stock.ts';
import { stocker } from './stocker.ts';
import { ensureTemplate, namePrefix } from './template.ts';
import type { WorldsParts } from './worlds-parts.ts';

export interface WorldsOptions extends WorldsParts {
  /** Finds the partners of world `main`, which it serves before any other. */
  readonly isOfMain: (id: PartnerId) => Promise<boolean>;
  /** How long a world is kept after its last call; undefined means for ever. */
  readonly keepFor: Duration | undefined;
  /** How long a world stays open after its last request. */
  readonly idleMax?: Duration;
  /** At most; less when PostgreSQL has few connections. */
  readonly openMax?: number;
  readonly desk: OwnerDesk;
  /** What a first start has cloned already for the first spare. */
  readonly cloned?: Promise<string> | undefined;
}

const defaults = { idleMax: minutes(1), openMax: 12 };

/** One takes longer to make than a command line takes to ask for it. */
const sparesWanted = 4;

/** Each takes ten megabytes on the disk. */
const worldsMax = 500;

/** What world `main` and operators' programs may hold, and what an open world does. */
const connectionsOfMain = 45;
const connectionsOfWorld = 5;

export class Worlds implements WorldsOfApi {
  readonly #options: WorldsOptions & typeof defaults;
  readonly #known: KnownWorlds;
  readonly #spares: Spares;
  readonly #stocker: ReturnType<typeof stocker>;
  readonly #open: OpenWorlds<OpenedWorld>;
  readonly #onFailure: (error: unknown) => void;
  readonly #ready: Promise<void>;
  readonly #stopKeeping: Promise<() => Promise<void>>;
  #openMax: number;
  #template: Promise<string> | undefined;
  #removing: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(given: WorldsOptions) {
    const options = { ...defaults, ...given };
    const { database, clock, timers, random, log, desk, cloned } = options;
    const onFailure = failureLog(log.about('worlds'), timers);
    this.#options = options;
    this.#onFailure = onFailure;
    this.#known = new KnownWorlds(desk, clock);
    this.#stocker = stocker(options);
    // The first world may be wanted as soon as the server serves.
    if (cloned) void this.#stocker.draw();
    this.#spares = new Spares({
      ...{ desk, clock, random, onFailure, cloned, wanted: sparesWanted },
      prefix: namePrefix(database),
      template: () => this.#ensureTemplate(),
      stock: this.#stocker.fill,
    });
    this.#openMax = options.openMax;
    const openMax = () => this.#openMax;
    this.#open = new OpenWorlds({
      open: (world) => this.#openOne(world),
      onIdle: async (world, opened) => this.#known.closed(world, await opened.nextWork()),
      ...{ openMax, timers, onFailure },
    });
    this.#ready = this.#read();
    const parts = { known: this.#known, open: this.#open, openMax, onFailure };
    const drop = (world: string) => this.drop(world);
    const keep = () => keepWorlds({ ...options, ...parts, drop });
    this.#stopKeeping = this.#ready.then(keep, (error: unknown) => {
      onFailure(error);
      return async () => undefined;
    });
  }

  /** Makes template and spares in the background, so that the first world is made as fast as the next. */
  prepare(): void {
    const prepared = this.#ready.then(() => this.#spares.fill()).then(() => this.#spares.clear());
    prepared.catch((error: unknown) => {
      // A caller that asks for a world gets the reason.
      if (!this.#isClosed && !isForbidden(error)) this.#onFailure(error);
    });
  }

  async create(wanted: WorldWanted): Promise<WorldMade> {
    await this.#ready;
    const { clock, random, keys } = this.#options;
    const world = wanted.name ?? `w-${random.letters(8)}`;
    if (this.#known.find(world)) return { outcome: 'exists' };
    if (this.#known.size >= worldsMax) {
      return { outcome: 'unavailable', reason: `There are ${worldsMax} worlds; drop some first` };
    }
    const taken = await this.#spares.take(world).catch((error: unknown) => {
      if (isForbidden(error)) return 'forbidden' as const;
      throw error;
    });
    if (taken === 'exists') return { outcome: 'exists' };
    if (taken === 'forbidden') {
      const reason = 'The role that owns the tables may not create databases: grant it CREATEDB';
      return { outcome: 'unavailable', reason };
    }
    this.#known.add({ world, ...taken });
    try {
      const { partners, wallets } = await this.#restocked(world, taken, wanted);
      await this.#known.addPartners(
        world,
        partners.map(({ id }) => id),
      );
      const { publicKey } = keys;
      const made = {
        ...{ world, gateway: this.#gatewayOf(world), wallets },
        partners: partners.map((partner) => ({ ...partner, publicKey })),
        now: offsetTime(clock.now()),
      };
      return { outcome: 'made', world: made };
    } catch (error) {
      await this.drop(world).catch(this.#onFailure);
      throw error;
    }
  }

  async #restocked(
    world: string,
    { database, stock }: { readonly database: string; readonly stock: string },
    wanted: WorldWanted,
  ): Promise<Stock> {
    const stocked = this.#stocker.read(database, stock);
    const { partnerId, md5Key } = wanted;
    if (partnerId === undefined && md5Key === undefined) return stocked;
    const { clock, random, secrets } = this.#options;
    const place = { name: world, urls: urlsOf(this.#options.database, database) };
    const owner = await connectWorldOwner(this.#options, place)({ name: 'sampan worlds' });
    try {
      return await restock(owner, stocked, wanted, { now: clock.now(), random, secrets });
    } finally {
      await owner.close();
    }
  }

  async list(): Promise<readonly WorldView[]> {
    await this.#ready;
    const rows = [...this.#known.all()].sort((left, right) => right.madeAt - left.madeAt);
    return rows.map(({ world, madeAt, calledAt }) => ({
      world,
      gateway: this.#gatewayOf(world),
      isOpen: this.#open.has(world),
      madeAt: offsetTime(madeAt),
      calledAt: offsetTime(calledAt),
      partners: this.#known.partners.of(world),
    }));
  }

  async drop(world: string): Promise<boolean> {
    await this.#ready;
    const database = await this.#known.drop(world);
    if (database === undefined) return false;
    await this.#open.drop(world, (opened) => opened.endStreams());
    this.#remove(database);
    return true;
  }

  /** Opens a world for a call. Rejects with `NoWorld` or `TooManyWorlds`; the caller must leave. */
  async enter(world: string): Promise<Entered<OpenedWorld>> {
    await this.#ready;
    if (!this.#known.find(world)) throw new NoWorld(world);
    this.#known.called(world);
    return this.#open.enter(world);
  }

  async use<Result>(
    world: string,
    work: (opened: OpenedWorld) => Promise<Result>,
  ): Promise<Result> {
    const { opened, leave } = await this.enter(world);
    try {
      return await work(opened);
    } finally {
      leave();
    }
  }

  /** The world of a partner that only one world has; undefined for world `main` to answer. */
  async worldOf(id: PartnerId): Promise<string | undefined> {
    const [world, ...others] = this.#known.partners.worldsOf(id);
    if (world === undefined || (await this.#options.isOfMain(id))) return undefined;
    if (others.length === 0) return world;
    const names = [world, ...others].join(', ');
    this.#options.log.warn(`Partner ${id} exists in ${names}: call /w/WORLD/gateway.do`);
    return undefined;
  }

  /** The plain gateway: that of world `main`, and of every partner who exists in one other world only. */
  plain(own: Gateway): Gateway {
    return plainGateway(own, this.#known.partners, this);
  }

  /** Serves `/w/WORLD/…` on a port of world `main`. */
  addTo(app: FastifyInstance, port: Port): void {
    addWorldRoutes(app, port, this);
  }

  /** One SFTP port for the partners of all worlds. */
  sftp(main: SftpOfMain): SftpOfWorlds {
    return sftpOfWorlds(this, main);
  }

  /** Ends live streams, which would hold the ports. */
  async endStreams(): Promise<void> {
    await this.#open.each((opened) => opened.endStreams());
  }

  /** Finishes what is under way, and closes everything. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await (await this.#stopKeeping)();
    await this.#open.close();
    await this.#spares.close();
    await this.#removing;
    await this.#options.desk.close();
  }

  async #read(): Promise<void> {
    const most = await this.#known.read();
    const fit = Math.floor((most - connectionsOfMain) / connectionsOfWorld);
    this.#openMax = Math.max(1, Math.min(this.#openMax, fit));
  }

  #gatewayOf(world: string): string {
    return `${this.#options.address()}/w/${world}/gateway.do`;
  }

  #ensureTemplate(): Promise<string> {
    this.#template ??= ensureTemplate(this.#options).catch((error: unknown) => {
      this.#template = undefined;
      throw error;
    });
    return this.#template;
  }

  async #openOne(world: string): Promise<OpenedWorld> {
    const row = this.#known.find(world);
    if (!row) throw new NoWorld(world);
    const template = await this.#ensureTemplate();
    const opened = await openWorld(this.#options, {
      name: world,
      urls: urlsOf(this.#options.database, row.database),
      isOld: row.template !== template,
      onPartner: (id) => this.#known.addPartners(world, [id]),
    });
    this.#known.opened(world, template);
    return opened;
  }

  /** In the background, one at a time: PostgreSQL makes a checkpoint for each. */
  #remove(database: string): void {
    const remove = async (): Promise<void> => {
      const folder = folderOf(this.#options.dataFolder, database);
      await rm(folder, { recursive: true, force: true });
      // The next start drops what is left.
      if (this.#isClosed) return;
      await this.#options.desk.apart(async (owner) => {
        await dropDatabase(owner, database);
        await forgetDatabase(owner, database);
      });
    };
    this.#removing = this.#removing.then(remove).catch(this.#onFailure);
  }
}
