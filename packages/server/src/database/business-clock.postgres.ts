import {
  assert,
  type BusinessDate,
  businessDate,
  type Instant,
  milliseconds,
} from '@sampan/primitives';
import type { BusinessClock, ClockReading } from './business-clock.ts';
import type { Connection } from './connection.postgres.ts';
import { statement } from './statement.ts';

// Each is the last row of an index. The rows are only ever added, by privilege, so neither goes back.
// The database's own clock decides nothing: it is what the machine's is compared with.
const readClock = statement({
  name: 'read-clock',
  text: `select (select max(offset_ms) from clock_moves) as offset_ms,
    (select max(day) from closed_days)::text as closed_through,
    clock_timestamp() as database_time`,
});

const insertMove = statement({
  name: 'insert-clock-move',
  text: 'insert into clock_moves (offset_ms) values ($1) on conflict do nothing',
});

const insertClosedDay = statement({
  name: 'insert-closed-day',
  text: 'insert into closed_days (day) values ($1::date) on conflict do nothing',
});

/**
 * Reads business time into `clock`; sent along with the statements of a transaction. Rejects with
 * `ClocksDiffer` when this machine's clock and the database's differ too much to decide anything.
 */
export async function followClock(
  connection: Connection,
  clock: BusinessClock,
): Promise<ClockReading> {
  const question = clock.ask();
  const [row = {}] = await connection.run(readClock);
  const reading = {
    offset: milliseconds(Number(row.offset_ms ?? 0n)),
    closedThrough: (row.closed_through as BusinessDate | null | undefined) ?? undefined,
    databaseTime: row.database_time as Instant,
  };
  clock.follow(reading);
  clock.compare(question, reading.databaseTime);
  return reading;
}

/** Moves business time forward to `target`, for every process; a target in the past changes nothing. */
export async function moveClock(
  connection: Connection,
  clock: BusinessClock,
  target: Instant,
): Promise<void> {
  await followClock(connection, clock);
  const offset = clock.offsetFor(target);
  if (offset <= 0) return;
  await Promise.all([connection.run(insertMove, [offset]), followClock(connection, clock)]);
}

/**
 * Ends `day` and all days before it, for every process: readers of business time after the commit
 * are past it. Transactions that have read it before may still be running. A day that is not over
 * by the database's clock is not ended, because no process could undo that.
 */
export async function endDay(
  connection: Connection,
  clock: BusinessClock,
  day: BusinessDate,
): Promise<void> {
  const reached = clock.reached((await followClock(connection, clock)).databaseTime);
  assert(day < businessDate(reached), `${day} is not over`);
  await Promise.all([connection.run(insertClosedDay, [day]), followClock(connection, clock)]);
}
