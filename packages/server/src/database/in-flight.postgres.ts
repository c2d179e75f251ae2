import { assert, milliseconds, required, seconds, type Timers } from '@sampan/primitives';
import type { Connection } from './connection.postgres.ts';
import { statement } from './statement.ts';

/**
 * A number greater than that of every transaction which has changed or locked a row by now. One of
 * one's own must be drawn for it: a snapshot alone does not name those that began after the last
 * one that has ended.
 */
const drawNumber = statement({
  name: 'draw-transaction-number',
  text: 'select pg_current_xact_id()::text as number',
});

// Other databases of the server count their transactions with ours; theirs are none of our business.
const countOlder = statement({
  name: 'count-older-transactions',
  text: `select count(*) as count
    from pg_snapshot_xip(pg_current_snapshot()) as running
    where running < $1::text::xid8 and not exists (
      select from pg_locks join pg_stat_activity using (pid)
      where locktype = 'transactionid' and transactionid = running::xid
        and mode = 'ExclusiveLock' and datname <> current_database())`,
});

/** Between two looks, in milliseconds: little at first, since most batches last a few of them. */
const pause = { least: 5, most: 200 };

/** Longer than any transaction of ours can last: locks are waited for 2 s, clients for 30 s. */
const patience = seconds(60);

/**
 * Waits until every transaction of this database is over that has changed or locked a row before
 * this call. Rejects after a minute.
 */
export async function waitForOlderTransactions(
  connection: Connection,
  timers: Timers,
): Promise<void> {
  const [drawn] = await connection.run(drawNumber);
  const number = required(drawn?.number as string | undefined, 'a transaction has a number');
  const sinceMs = timers.monotonicMs();
  for (let pauseMs = pause.least; ; pauseMs = Math.min(2 * pauseMs, pause.most)) {
    const [row] = await connection.run(countOlder, [number]);
    assert(row, 'a count is always answered');
    if (row.count === 0n) return;
    if (timers.monotonicMs() - sinceMs > patience) {
      throw new Error(`${row.count} transactions that were under way do not come to an end`);
    }
    await timers.sleep(milliseconds(pauseMs));
  }
}
