import type { IdSource, Random, Timers } from '@sampan/primitives';
import { type BusinessClock, type Connection, Pipeline } from '#database';
import { decideSettle, type Settle, type SettlementBook, type SettleOutcome } from './settle.ts';
import { loadSettlements, storeSettlements } from './settle-rows.postgres.ts';

export interface SettlingOptions {
  /** Opens a connection for a lane, with its own number. */
  readonly connectLane: () => Promise<Connection>;
  readonly clock: BusinessClock;
  readonly ids: IdSource;
  readonly timers: Timers;
  readonly random: Random;
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/**
 * Maximum partners per batch: all their receipts are locked at once, and their payments wait for
 * the commit.
 */
const batchMax = 16;

/** Carries out settlements in its own lane. Rejects with `NotCarriedOut` without an outcome. */
export class Settling {
  readonly #pipeline: Pipeline<Settle, SettlementBook, SettleOutcome>;

  constructor({ connectLane, clock, ids, timers, random, onFailure }: SettlingOptions) {
    this.#pipeline = new Pipeline(
      {
        load: (connection, commands, lane) =>
          loadSettlements(connection, commands, { clock, ids, lane }),
        decide: decideSettle,
        store: storeSettlements,
      },
      {
        connect: connectLane,
        lanes: [0],
        batchMax,
        timers,
        random,
        ...(onFailure && { onFailure }),
      },
    );
  }

  settle(request: Settle): Promise<SettleOutcome> {
    return this.#pipeline.submit(request);
  }

  close(): Promise<void> {
    return this.#pipeline.close();
  }
}
