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

/** Dependencies of closing days and of other dated jobs. */
export interface ClosingDependencies {
  readonly reader: Reader;
  readonly clock: BusinessClock;
  readonly timers: Timers;
  /** A dedicated connection, closed when the work is done. */
  readonly openConnection: () => Promise<Connection>;
  /** Entries per transaction. */
  readonly chunk?: number;
  /** How long to wait for open transactions that may book on the ended day. */
  readonly patience?: Duration;
  /** True when the process is stopping: the work ends after the current step. */
  readonly isInterrupted?: () => boolean;
}

export interface ClosedDays {
  /** Number of days with payments, refunds or cancels. */
  readonly days: number;
  /** Number of items. */
  readonly items: number;
  /** Lanes that may still book on an ended day; no day is closed while there are any. */
  readonly waitingFor?: readonly Session[];
}

/** Small enough not to delay concurrent payments. */
const chunkUsual = 2_000;

/** Pause after each chunk, as a multiple of its duration, which leaves the database to payments. */
const restFactor = 2;

/** A lane's transaction lasts milliseconds. If one lasts longer, the next run looks again. */
const patienceUsual = seconds(5);

const nothing: ClosedDays = { days: 0, items: 0 };

/**
 * Closes every day that is over (cut-off 23:59:59 GMT+8, 14 §1). First it ends the days for all
 * processes, so that their clocks are past them, and waits for lanes that may still use an earlier
 * instant; then the entries are complete. It takes them up in chunks, one transaction each, so an
 * interrupted run continues where it was, and concurrent runs do nothing twice.
 */
export async function closeDays(world: ClosingDependencies): Promise<ClosedDays> {
  const { reader, clock, timers, patience = patienceUsual, isInterrupted } = world;
  const { result: lastClosed, reached } = await reader.read(readLastClosedDay);
  const today = businessDate(reached);
  const yesterday = addDays(today, -1);
  if (lastClosed !== undefined && lastClosed >= yesterday) return nothing;

  const connection = await world.openConnection();
  try {
    // Also when an earlier run has ended the day: it may have been interrupted before waiting.
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

/** Takes up all entries of a day; returns the number of items created by this run. */
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
