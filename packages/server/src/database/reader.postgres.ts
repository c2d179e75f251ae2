import type { BusinessClock } from './business-clock.ts';
import type { Connection } from './connection.postgres.ts';
import {
  FewConnections,
  type Opening,
  type ReaderOptions,
  type Reading,
} from './few-connections.postgres.ts';

/**
 * Reads outside the pipeline: queries, screens, directories. Its connections refuse to write: what
 * changes a row outside the pipeline goes through a `Writer`.
 */
export class Reader {
  readonly #connections: FewConnections;

  constructor(options: Opening, clock: BusinessClock, limits?: ReaderOptions) {
    const settings = { ...options.settings, default_transaction_read_only: 'on' };
    this.#connections = new FewConnections(
      { ...options, settings, shares: 'reads' },
      clock,
      limits,
    );
  }

  /** Runs `query` and answers its result with the instant of the reading. */
  read<Result>(query: (connection: Connection) => Promise<Result>): Promise<Reading<Result>> {
    return this.#connections.use(query);
  }

  close(): Promise<void> {
    return this.#connections.close();
  }
}
