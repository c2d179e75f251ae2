import { addDays, milliseconds, type Timers } from '@sampan/primitives';
import type { Connection } from '#database';
import { readDaysToSum, storeSums } from './sums.postgres.ts';

interface SummingDependencies {
  readonly timers: Timers;
  readonly openConnection: () => Promise<Connection>;
  readonly isInterrupted?: () => boolean;
}

/** Days of one statement; a year of idleness takes some fifty. */
const daysAtOnce = 7;

/** Pause after a step, as a multiple of its duration, which leaves the database to payments. */
const restFactor = 2;

/**
 * Stores the sums of every closed day that has none yet. Each step is one statement whose result is the same
 * in every process, so an interrupted run continues and concurrent runs do nothing twice. Returns the number of steps.
 */
export async function sumClosedDays(world: SummingDependencies): Promise<number> {
  const { timers, isInterrupted = () => false } = world;
  const connection = await world.openConnection();
  try {
    const due = await readDaysToSum(connection);
    let steps = 0;
    for (let day = due?.after; due && day !== undefined && day < due.until; steps++) {
      if (isInterrupted()) break;
      const sinceMs = timers.monotonicMs();
      const [until = due.until] = [addDays(day, daysAtOnce), due.until].sort();
      await storeSums(connection, { after: day, until });
      day = until;
      const tookMs = timers.monotonicMs() - sinceMs;
      await timers.sleep(milliseconds(Math.ceil(tookMs * restFactor)));
    }
    return steps;
  } finally {
    await connection.close();
  }
}
