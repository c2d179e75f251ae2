import { addDays, businessDate, type Instant, startOfDay } from '@sampan/primitives';
import { hasEntriesSince } from './close-day.postgres.ts';
import { type ClosedDays, type ClosingDependencies, closeDays } from './close-days.ts';
import {
  readNextSettlement,
  type SettlementCounts,
  type SettlementDependencies,
  settleDue,
  settleNow,
} from './run-settlements.ts';

/** What happens at times of the business calendar. Several processes may run it at once. */
export interface DatedJob {
  /** The next time, later than `after` and not after `until`, at which there is something to do. */
  nextDue(span: { readonly after: Instant; readonly until: Instant }): Promise<Instant | undefined>;
  /** Does all that is due at `now`, what was missed first; answers how much there was of each kind. */
  runDue(now: Instant): Promise<Readonly<Record<string, number>>>;
}

/** Closes days, at the midnight that ends them. */
export const closeDayJob = (world: ClosingDependencies): DatedJob => ({
  async nextDue({ after, until }) {
    const today = businessDate(after);
    const midnight = startOfDay(addDays(today, 1));
    if (midnight > until) return undefined;
    const { result } = await world.reader.read((connection) => hasEntriesSince(connection, today));
    return result ? midnight : undefined;
  },
  runDue: async () => counted(await closeDays(world)),
});

export interface SettleJob extends DatedJob {
  /** By hand: today's batches too, although their time has not come yet. */
  runNow(now: Instant): Promise<Readonly<Record<string, number>>>;
}

/** Settles what partners are owed, at 15:46 of their working days. */
export const settleJob = (world: ClosingDependencies & SettlementDependencies): SettleJob => ({
  nextDue: (span) => readNextSettlement(world, span),
  runDue: async (now) => counted(await settleDue(world, now)),
  async runNow(now) {
    // A batch that is fixed takes no more days, so the days that are over are closed before.
    await closeDays(world);
    return counted(await settleNow(world, now));
  },
});

const counted = (counts: ClosedDays | SettlementCounts): Readonly<Record<string, number>> => ({
  ...counts,
});
