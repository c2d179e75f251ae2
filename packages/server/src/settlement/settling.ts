import type { IdSource } from '@sampan/primitives';
import type { BusinessClock, Pipeline, Workload } from '#database';
import { decideSettle, type Settle, type SettlementBook, type SettleOutcome } from './settle.ts';
import { loadSettlements, storeSettlements } from './settle-rows.postgres.ts';

/** The pipeline of a settlement run, which has a lane of its own. */
export type Settling = Pick<Pipeline<Settle, SettlementBook, SettleOutcome>, 'submit' | 'close'>;

/**
 * Maximum partners per batch: all their receipts are locked at once, and their payments wait for
 * the commit.
 */
export const settlingBatchMax = 16;

/** What a pipeline does with settlements. */
export const settlingWorkload = ({
  clock,
  ids,
}: {
  readonly clock: BusinessClock;
  readonly ids: IdSource;
}): Workload<Settle, SettlementBook, SettleOutcome> => ({
  load: (connection, commands, lane) => loadSettlements(connection, commands, { clock, ids, lane }),
  decide: decideSettle,
  store: storeSettlements,
});
