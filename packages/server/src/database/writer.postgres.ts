import type { BusinessClock } from './business-clock.ts';
import type { Connection } from './connection.postgres.ts';
import {
  FewConnections,
  type Opening,
  type ReaderOptions,
  type Reading,
} from './few-connections.postgres.ts';

/**
 * Writes outside the pipeline: single statements that move no money, for PIN tries, buyers'
 * sessions, idempotency keys and operators' settings. It may also read.
 */
export class Writer {
  readonly #connections: FewConnections;

  constructor(options: Opening, clock: BusinessClock, limits?: ReaderOptions) {
    this.#connections = new FewConnections({ ...options, shares: 'writes' }, clock, limits);
  }

  /** Runs `change` and answers its result with the instant at which it ran. */
  write<Result>(change: (connection: Connection) => Promise<Result>): Promise<Reading<Result>> {
    return this.#connections.use(change);
  }

  close(): Promise<void> {
    return this.#connections.close();
  }
}
