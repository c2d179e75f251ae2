import type { Instant } from '@sampan/primitives';
import { followClock } from './business-clock.postgres.ts';
import type { BusinessClock } from './business-clock.ts';
import { type Connection, type ConnectionOptions, connect } from './connection.postgres.ts';

/** What was read, and when. */
export interface Reading<Result> {
  readonly result: Result;
  readonly now: Instant;
  /** The business time that is reached by the database's clock too. */
  readonly reached: Instant;
}

/**
 * Reads outside the pipeline: queries, screens, directories. A few connections in pipeline mode
 * serve any number of readers; each read sees committed data and the business time that goes with it.
 */
export class Reader {
  readonly #options: ConnectionOptions;
  readonly #clock: BusinessClock;
  readonly #slots: (Promise<Connection> | undefined)[];
  #next = 0;

  constructor(options: ConnectionOptions, clock: BusinessClock, connections = 2) {
    this.#options = options;
    this.#clock = clock;
    this.#slots = Array.from({ length: connections });
  }

  /** Runs `query` and answers its result with the instant of the reading. */
  async read<Result>(query: (connection: Connection) => Promise<Result>): Promise<Reading<Result>> {
    const connection = await this.#connection();
    const clock = this.#clock;
    const [{ databaseTime }, result] = await Promise.all([
      followClock(connection, clock),
      query(connection),
    ]);
    return { result, now: clock.now(), reached: clock.reached(databaseTime) };
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#slots.map(async (slot) => (await slot?.catch(() => undefined))?.close()),
    );
  }

  /** Replaced before anything is awaited, so that readers who come at once open one connection. */
  #connection(): Promise<Connection> {
    const index = this.#next++ % this.#slots.length;
    const connection = this.#living(this.#slots[index]);
    this.#slots[index] = connection;
    return connection;
  }

  async #living(slot: Promise<Connection> | undefined): Promise<Connection> {
    const known = await slot?.catch(() => undefined);
    return known?.alive ? known : connect(this.#options);
  }
}
