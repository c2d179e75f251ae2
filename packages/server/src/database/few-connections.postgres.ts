import type { Duration, Instant } from '@sampan/primitives';
import { followClock } from './business-clock.postgres.ts';
import type { BusinessClock } from './business-clock.ts';
import {
  type Connect,
  type Connection,
  type ConnectionOptions,
  connect,
  type Purpose,
} from './connection.postgres.ts';

/** What was read, and when. */
export interface Reading<Result> {
  readonly result: Result;
  readonly now: Instant;
  /** The business time that is reached by the database's clock too. */
  readonly reached: Instant;
}

export interface ReaderOptions {
  /** At most; each opens when the others are busy. */
  readonly connections?: number;
  /** After which the database stops a statement; the read then rejects with `TookTooLong`. */
  readonly longest?: Duration;
}

/** A read was stopped, because it would have kept others waiting. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';

  constructor(cause: unknown) {
    super('It took too long and was stopped; ask for less at once', { cause });
  }
}

interface Slot {
  connection: Promise<Connection> | undefined;
  /** The connection once it stands; it may have been lost since. */
  standing: Connection | undefined;
  /** Reads that are under way. */
  reads: number;
}

/** Statements outside the pipeline run over these connections, which their `Reader` or `Writer` opens. */
export type Opening = ConnectionOptions | (Purpose & { readonly connect: Connect });

/**
 * A few pipelined connections serve any number of callers; each sees committed data and the
 * matching business time. A caller gets the connection with the shortest queue.
 */
export class FewConnections {
  readonly #open: () => Promise<Connection>;
  readonly #clock: BusinessClock;
  readonly #slots: readonly Slot[];

  constructor(
    options: Opening,
    clock: BusinessClock,
    { connections = 2, longest }: ReaderOptions = {},
  ) {
    const limit = longest !== undefined && { statement_timeout: String(longest) };
    const settings = { ...options.settings, ...limit };
    this.#open = () =>
      'connect' in options
        ? options.connect({ ...options, settings })
        : connect({ ...options, settings });
    this.#clock = clock;
    this.#slots = Array.from({ length: connections }, () => ({
      connection: undefined,
      standing: undefined,
      reads: 0,
    }));
  }

  /** Runs `query` and answers its result with the instant at which it ran. */
  async use<Result>(query: (connection: Connection) => Promise<Result>): Promise<Reading<Result>> {
    const slot = this.#leastBusy();
    slot.reads += 1;
    try {
      const connection = await this.#openOf(slot);
      const clock = this.#clock;
      // What is written here is in no transaction that a wrong clock would undo.
      if (!clock.isCertain()) await followClock(connection, clock);
      const [{ databaseTime }, result] = await Promise.all([
        followClock(connection, clock),
        query(connection),
      ]);
      return { result, now: clock.now(), reached: clock.reached(databaseTime) };
    } catch (error) {
      throw isStopped(error) ? new TookTooLong(error) : error;
    } finally {
      slot.reads -= 1;
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#slots.map(async ({ connection }) =>
        (await connection?.catch(() => undefined))?.close(),
      ),
    );
  }

  /** Of those that are idle, one that is open already. */
  #leastBusy(): Slot {
    const [first, ...others] = this.#slots as readonly [Slot, ...Slot[]];
    return others.reduce((best, slot) => (isBetter(slot, best) ? slot : best), first);
  }

  /** A connection that cannot open now, as on a starved machine, leaves its reads to an open one. */
  async #openOf(slot: Slot): Promise<Connection> {
    try {
      slot.standing = await this.#connection(slot);
      return slot.standing;
    } catch (error) {
      const other = this.#slots.find(({ standing }) => standing?.alive)?.standing;
      if (other) return other;
      throw error;
    }
  }

  /** Replaced before anything is awaited, so that readers who come at once open one connection. */
  #connection(slot: Slot): Promise<Connection> {
    slot.connection = this.#living(slot.connection);
    return slot.connection;
  }

  async #living(opened: Slot['connection']): Promise<Connection> {
    const known = await opened?.catch(() => undefined);
    return known?.alive ? known : this.#open();
  }
}

const isBetter = (left: Slot, right: Slot): boolean =>
  left.reads < right.reads ||
  (left.reads === right.reads && left.connection !== undefined && right.connection === undefined);

/** By its own timeout, or by a manual cancel. */
const isStopped = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '57014';
