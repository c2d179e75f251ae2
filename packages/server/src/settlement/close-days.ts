import {
  addDays,
  type BusinessDate,
  businessDate,
  type Duration,
  milliseconds,
  seconds,
  type Timers,
} from '@sampan/primitives';
import {
  type BusinessClock,
  type Connection,
  endDay,
  inTransaction,
  type Reader,
  type Session,
  waitForOlderTransactions,
} from '#database';
import {
  beginDay,
  noteClosed,
  readLastClosedDay,
  readNextOpenDay,
  takeUp,
} from './close-day.postgres.ts';

/** What closing days, and whatever else runs by the clock, stands on. */
export interface ClosingDependencies {
  readonly reader: Reader;
  readonly clock: BusinessClock;
  readonly timers: Timers;
  /** A connection of one's own, closed when the work is done. */
  readonly openConnection: () => Promise<Connection>;
  /** Entries that are taken up in one transaction. */
  readonly chunk?: number;
  /** How long to wait for bookings of an ended day that are under way. */
  readonly patience?: Duration;
  /** True when the process is to stop: the work ends after its current step. */
  readonly isInterrupted?: () => boolean;
}

export interface ClosedDays {
  /** Days that had payments, refunds or cancels. */
  readonly days: number;
  /** How many of these there were. */
  readonly items: number;
  /** Lanes that may still book on an ended day; while there are any, no day is closed. */
  readonly waitingFor?: readonly Session[];
}

/** Few enough that payments beside it do not wait for it. */
const chunkUsual = 2_000;

/** Between two chunks the payments of the new day have the database for so many times as long. */
const restFactor = 2;

/** A lane's transaction lasts milliseconds. What lasts longer is looked for again by the next run. */
const patienceUsual = seconds(5);

const nothing: ClosedDays = { days: 0, items: 0 };

/**
 * Closes every day that is over (cut-off 23:59:59 GMT+8, 14 §1). First the days are ended for all
 * processes, so that no instant of them is told any more, and the lanes that may have been told one
 * are waited for; from then on their entries are complete. Then these are taken up, a chunk in each
 * transaction, so a run that dies goes on where it was, and two at once do nothing twice.
 */
export async function closeDays(world: ClosingDependencies): Promise<ClosedDays> {
  const { reader, clock, timers, patience = patienceUsual, isInterrupted } = world;
  const { result: lastClosed, reached } = await reader.read(readLastClosedDay);
  const today = businessDate(reached);
  const yesterday = addDays(today, -1);
  if (lastClosed !== undefined && lastClosed >= yesterday) return nothing;

  const connection = await world.openConnection();
  try {
    // Also when a run before this one has ended the day: it may have died before it had waited.
    await endDay(connection, clock, yesterday);
    const options = { timers, patience, ...(isInterrupted && { isInterrupted }) };
    const waitingFor = await waitForOlderTransactions(connection, options);
    if (waitingFor.length > 0) return { ...nothing, waitingFor };
    return await closeOpenDays(world, connection, today);
  } finally {
    await connection.close();
  }
}

async function closeOpenDays(
  world: ClosingDependencies,
  connection: Connection,
  today: BusinessDate,
): Promise<ClosedDays> {
  const { clock, isInterrupted = () => false } = world;
  let days = 0;
  let items = 0;
  let day = await readNextOpenDay(connection, today);
  while (day !== undefined) {
    await beginDay(connection, day);
    const added = await closeDay(world, connection, day);
    items += added;
    if (added > 0) days++;
    if (isInterrupted()) return { days, items };
    day = await readNextOpenDay(connection, today);
  }
  await noteClosed(connection, addDays(today, -1), clock.now());
  return { days, items };
}

/** Takes up all entries of a day; answers how many items this run has made of them. */
async function closeDay(
  { clock, timers, chunk = chunkUsual, isInterrupted = () => false }: ClosingDependencies,
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
    if (taken.closed || isInterrupted()) return items;
    const tookMs = timers.monotonicMs() - sinceMs;
    await timers.sleep(milliseconds(Math.ceil(tookMs * restFactor)));
  }
}
