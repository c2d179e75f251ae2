/**
 * Closing a day waits for each transaction that may still book an entry of that day. Only lanes
 * book entries, and a lane's session holds the advisory lock on its lane number. So other sessions
 * are not waited for: an operator's `psql` with an open transaction, whatever it has locked, a
 * backup, or another database of the server.
 */
import { type Duration, milliseconds, required, type Timers } from '@sampan/primitives';
import type { Connection } from './connection.postgres.ts';
import { laneLockClass } from './lane-connection.postgres.ts';
import { decodeSession, type Session, sessionColumns } from './session.postgres.ts';
import { statement } from './statement.ts';

/**
 * A number greater than that of every transaction which has changed or locked a row by now. The
 * closing session draws one of its own: a snapshot alone does not name transactions that began after
 * the last one that has ended.
 */
const drawNumber = statement({
  name: 'draw-transaction-number',
  text: 'select pg_current_xact_id()::text as number',
});

// A transaction is in the snapshot shortly before its lock shows its session, and stays shortly
// after the lock is gone: one without a lock counts as a lane's, and the next look is more precise.
const selectOlder = statement({
  name: 'select-older-transactions-of-lanes',
  text: `select ${sessionColumns('activity')}
    from pg_snapshot_xip(pg_current_snapshot()) as running
    left join pg_locks as own on own.locktype = 'transactionid' and own.mode = 'ExclusiveLock'
      and own.granted and own.transactionid = running::xid
    left join pg_stat_activity as activity on activity.pid = own.pid
    where running < $1::text::xid8 and (own.locktype is null or exists (
      select from pg_locks as lane
      where lane.pid = own.pid and lane.locktype = 'advisory' and lane.granted
        and lane.classid = $2::bigint::oid and lane.objsubid = 2
        and lane.database = (select oid from pg_database where datname = current_database())))
    order by activity.pid`,
});

/** Between two looks, in milliseconds: little at first, since most batches last a few of them. */
const pause = { least: 5, most: 200 };

export interface InFlightOptions {
  readonly timers: Timers;
  /** How long to wait at most. */
  readonly patience: Duration;
  /** Asked before each pause: true gives up at once. */
  readonly isInterrupted?: () => boolean;
}

/**
 * Waits until every lane's transaction that had changed or locked a row before this call is over.
 * Returns the sessions that are still in one after the time limit; none when all are over.
 */
export async function waitForOlderTransactions(
  connection: Connection,
  { timers, patience, isInterrupted = () => false }: InFlightOptions,
): Promise<readonly Session[]> {
  const [drawn] = await connection.run(drawNumber);
  const number = required(drawn?.number as string | undefined, 'a transaction has a number');
  const sinceMs = timers.monotonicMs();
  for (let pauseMs = pause.least; ; pauseMs = Math.min(2 * pauseMs, pause.most)) {
    const older = (await connection.run(selectOlder, [number, laneLockClass])).map(decodeSession);
    if (older.length === 0) return older;
    if (isInterrupted() || timers.monotonicMs() - sinceMs > patience) return older;
    await timers.sleep(milliseconds(pauseMs));
  }
}
