import {
  addDays,
  type BusinessDate,
  businessDate,
  milliseconds,
  type Timers,
} from '@sampan/primitives';
import {
  type BusinessClock,
  type Connection,
  endDay,
  followClock,
  inTransaction,
  type Reader,
  waitForOlderTransactions,
} from '#database';
import { beginDay, readNextOpenDay, takeUp } from './close-day.postgres.ts';

/** What closing days, and whatever else runs by the clock, stands on. */
export interface ClosingDependencies {
  readonly reader: Reader;
  readonly clock: BusinessClock;
  readonly timers: Timers;
  /** A connection of one's own, closed when the work is done. */
  readonly openConnection: () => Promise<Connection>;
  /** Entries that are taken up in one transaction. */
  readonly chunk?: number;
}

export interface ClosedDays {
  /** Days that had payments, refunds or cancels. */
  readonly days: number;
  /** How many of these there were. */
  readonly items: number;
}

/** Few enough that payments beside it do not wait for it. */
const chunkUsual = 2_000;

/** Between two chunks the payments of the new day have the database for so many times as long. */
const restFactor = 2;

/**
 * Closes every day that is over (cut-off 23:59:59 GMT+8, 14 §1). First the days are ended for all
 * processes, so that no instant of them is told any more, and whoever may have been told one is
 * waited for; from then on their entries are complete. Then these are taken up, a chunk in each
 * transaction, so a run that dies goes on where it was, and two at once do nothing twice.
 */
export async function closeDays(world: ClosingDependencies): Promise<ClosedDays> {
  const { reader, clock } = world;
  const { result, now } = await reader.read((connection) => followClock(connection, clock));
  const today = businessDate(now);
  const yesterday = addDays(today, -1);
  const { closedThrough } = result;
  const isEnded = closedThrough !== undefined && closedThrough >= yesterday;
  if (isEnded && (await nextOpenDay(world, today)) === undefined) return { days: 0, items: 0 };

  const connection = await world.openConnection();
  try {
    // Also when a run before this one has ended the day: it may have died before it had waited.
    await endDay(connection, clock, yesterday);
    await waitForOlderTransactions(connection, world.timers);
    return await closeOpenDays(world, connection, today);
  } finally {
    await connection.close();
  }
}

async function nextOpenDay(
  { reader }: ClosingDependencies,
  today: BusinessDate,
): Promise<BusinessDate | undefined> {
  return (await reader.read((connection) => readNextOpenDay(connection, today))).result;
}

async function closeOpenDays(
  world: ClosingDependencies,
  connection: Connection,
  today: BusinessDate,
): Promise<ClosedDays> {
  let days = 0;
  let items = 0;
  let day = await readNextOpenDay(connection, today);
  while (day !== undefined) {
    await beginDay(connection, day);
    const added = await closeDay(world, connection, day);
    items += added;
    if (added > 0) days++;
    day = await readNextOpenDay(connection, today);
  }
  return { days, items };
}

/** Takes up all entries of a day; answers how many items this run has made of them. */
async function closeDay(
  { clock, timers, chunk = chunkUsual }: ClosingDependencies,
  connection: Connection,
  day: BusinessDate,
): Promise<number> {
  let items = 0;
  for (;;) {
    const sinceMs = timers.monotonicMs();
    const taken = await inTransaction(connection, () =>
      takeUp(connection, { day, limit: chunk, now: clock.now() }),
    );
    items += taken.added;
    if (taken.closed) return items;
    const tookMs = timers.monotonicMs() - sinceMs;
    await timers.sleep(milliseconds(Math.ceil(tookMs * restFactor)));
  }
}
