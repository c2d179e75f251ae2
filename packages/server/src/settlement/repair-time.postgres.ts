/**
 * Repairs business time after a wrong clock: days closed too early, or a sandbox's clock moved too
 * far. Run as the owner, because the server's role can only add closed days and clock moves, not
 * remove them.
 */
import {
  addDays,
  after,
  assert,
  type BusinessDate,
  businessDate,
  type Duration,
  elapsed,
  type Instant,
  instant,
  milliseconds,
} from '@sampan/primitives';
import { type Connection, inTransaction, laneLockClass, type RawRow } from '#database';

export interface BusinessTime {
  /** The newest closed day. */
  readonly closedThrough: BusinessDate | undefined;
  /** The sandbox's offset. */
  readonly offset: Duration;
}

export type TimeRepair =
  | {
      readonly outcome: 'repaired' | 'right';
      readonly before: BusinessTime;
      readonly after: BusinessTime;
      /** The database's time plus the offset. */
      readonly now: Instant;
      /**
       * The latest instant in the data after the database's time; business time cannot go back
       * further.
       */
      readonly datedLater: Instant | undefined;
    }
  /** Running processes keep the time in memory, so they must be stopped first. */
  | { readonly outcome: 'servers-run' };

/**
 * Lowers the closed days and the offset to the database's time, as far as no entry, trade, item,
 * batch or file is dated later.
 */
export function repairTime(connection: Connection): Promise<TimeRepair> {
  return inTransaction(connection, async () => {
    // A process that starts meanwhile waits here for the time.
    await run(connection, 'lock table closed_days, clock_moves in access exclusive mode');
    if (await serversRun(connection)) return { outcome: 'servers-run' };
    const read = await readTime(connection);
    const { offset, closedThrough, databaseTime } = read;
    const { newest, newestClosed } = await readDated(connection, databaseTime);
    const reached = instant(Math.max(databaseTime, newest ?? 0));
    const lower = milliseconds(Math.min(offset, elapsed(databaseTime, reached)));
    const now = after(databaseTime, lower);
    // The day of the latest data stays open; a day with files or batches stays closed.
    const last = [addDays(businessDate(reached), -1), newestClosed].filter(isDefined).sort().at(-1);
    const through = closedThrough && last && last < closedThrough ? last : closedThrough;
    const isRight = lower === offset && through === closedThrough;
    if (!isRight) await writeTime(connection, { offset: lower, closedThrough: through });
    return {
      outcome: isRight ? 'right' : 'repaired',
      before: { offset, closedThrough },
      after: { offset: lower, closedThrough: through },
      now,
      datedLater: newest !== undefined && newest > databaseTime ? newest : undefined,
    };
  });
}

const isDefined = (day: BusinessDate | undefined): day is BusinessDate => day !== undefined;

/** Not declared: the server's role may not run these. */
const run = (
  connection: Connection,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly RawRow[]> => connection.run({ name: '', text }, values);

/** Found by their lanes, or by their other sessions while a lane has lost its connection. */
async function serversRun(connection: Connection): Promise<boolean> {
  const text = `select from pg_locks where locktype = 'advisory' and classid = $1
      and database = (select oid from pg_database where datname = current_database())
    union all
    select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and (application_name = 'sampan' or application_name like 'sampan %')
      and application_name <> all($2::text[])`;
  return (await run(connection, text, [laneLockClass, ownSessions])).length > 0;
}

/** Sessions of this command, and of commands that query its progress. */
const ownSessions = ['sampan clock repair', 'sampan progress'];

async function readTime(
  connection: Connection,
): Promise<BusinessTime & { readonly databaseTime: Instant }> {
  const text = `select clock_timestamp() as database_time,
    (select max(offset_ms) from clock_moves) as offset_ms,
    (select max(day) from closed_days)::text as closed_through`;
  const [row] = await run(connection, text);
  assert(row, 'the time is always answered');
  return {
    databaseTime: row['database_time'] as Instant,
    offset: milliseconds(Number(row['offset_ms'] ?? 0n)),
    closedThrough: (row['closed_through'] as BusinessDate | null) ?? undefined,
  };
}

/** Ids start with their day, so only rows dated since yesterday are read. */
async function readDated(connection: Connection, databaseTime: Instant) {
  const since = addDays(businessDate(databaseTime), -1).replaceAll('-', '');
  const text = `select greatest(
      (select max(booked_at) from entries where entry_id >= $1),
      (select max(created_at) from trades where trade_id >= $1),
      (select max(settled_at) from settlement_batches),
      (select max(made_at) from partner_files)) as newest,
    greatest(
      (select max(day) from business_days where items > 0),
      (select max(day) from settlement_items),
      (select max(day) from partner_days))::text as newest_closed`;
  const [row = {}] = await run(connection, text, [since]);
  return {
    newest: (row['newest'] as Instant | null) ?? undefined,
    newestClosed: (row['newest_closed'] as BusinessDate | null) ?? undefined,
  };
}

async function writeTime(
  connection: Connection,
  { offset, closedThrough }: BusinessTime,
): Promise<void> {
  await run(connection, 'delete from clock_moves where offset_ms > $1', [offset]);
  if (offset > 0) {
    const text = 'insert into clock_moves (offset_ms) values ($1) on conflict do nothing';
    await run(connection, text, [offset]);
  }
  if (closedThrough === undefined) return;
  await run(connection, 'delete from closed_days where day > $1::date', [closedThrough]);
  const text = 'insert into closed_days (day) values ($1::date) on conflict do nothing';
  await run(connection, text, [closedThrough]);
  // Days closed while empty; later entries must still be taken up.
  await run(connection, 'delete from business_days where day > $1::date', [closedThrough]);
}
