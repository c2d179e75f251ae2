import {
  addDays,
  type BusinessDate,
  businessDate,
  type Instant,
  type PartnerId,
  startOfDay,
} from '@sampan/primitives';
import type { Session } from '#database';
import { hasEntriesSince } from './close-day.postgres.ts';
import { type ClosedDays, type ClosingDependencies, closeDays } from './close-days.ts';
import {
  readNextSettlement,
  type SettlementCounts,
  type SettlementDependencies,
  settleDue,
  settleNow,
} from './run-settlements.ts';

/** Why a job could not finish; the next run continues. */
export type WaitsFor =
  /** A session with an open transaction. */
  | { readonly kind: 'session'; readonly session: Session }
  /** Another job, for `day`; for all partners if none is named. */
  | {
      readonly kind: 'job';
      readonly job: 'close-day' | 'settle';
      readonly day: BusinessDate;
      readonly partnerId?: PartnerId;
    };

export interface JobDone {
  /** Counts by kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly waitsFor: readonly WaitsFor[];
}

/** A job at times of the business calendar. Several processes may run it at once. */
export interface DatedJob {
  /** The next time with something to do, after `after` and not after `until`. */
  nextDue(span: { readonly after: Instant; readonly until: Instant }): Promise<Instant | undefined>;
  /** Does everything due at `now`, missed days first. */
  runDue(now: Instant): Promise<JobDone>;
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
  runDue: async () => closingDone(await closeDays(world)),
});

export interface SettleJob extends DatedJob {
  /** Manual run: also settles today's batches before their time. */
  runNow(now: Instant): Promise<JobDone>;
}

/** Settles what partners are owed, at 15:46 of their working days. */
export const settleJob = (world: ClosingDependencies & SettlementDependencies): SettleJob => ({
  nextDue: (span) => readNextSettlement(world, span),
  runDue: async (now) => settlingDone(await settleDue(world, now)),
  async runNow(now) {
    // A fixed batch takes no more days, so all ended days are closed before.
    await closeDays(world);
    return settlingDone(await settleNow(world, now));
  },
});

const closingDone = ({ days, items, waitingFor = [] }: ClosedDays): JobDone => ({
  counts: { days, items },
  waitsFor: waitingFor.map((session) => ({ kind: 'session', session })),
});

const settlingDone = ({ settled, waiting, notClosed }: SettlementCounts): JobDone => ({
  counts: { settled, waiting },
  waitsFor: notClosed === undefined ? [] : [{ kind: 'job', job: 'close-day', day: notClosed }],
});
