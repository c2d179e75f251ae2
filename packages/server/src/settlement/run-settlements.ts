import { addDays, type BusinessDate, businessDate, type Instant } from '@sampan/primitives';
import type { Calendars } from '#calendar';
import { loadCalendars } from '#calendar';
import type { Connection, Reader } from '#database';
import { plannedSettlement } from './batch.ts';
import { readLastClosedDay } from './close-day.postgres.ts';
import {
  dueSettlements,
  isReady,
  nextSettlement,
  settlementsToday,
  spanOf,
} from './due-settlements.ts';
import { batchKey, type Settle } from './settle.ts';
import type { Settling } from './settling.ts';
import { hasUntriedBefore, readWaitingPartners, type WaitingPartner } from './waiting.postgres.ts';

export interface SettlementDependencies {
  readonly reader: Reader;
  /** A dedicated connection, closed when the work is done. */
  readonly openConnection: () => Promise<Connection>;
  /** A pipeline for one run, closed when the run is done. */
  readonly openSettling: () => Settling;
}

export interface SettlementCounts {
  /** Number of batches fixed. */
  readonly settled: number;
  /** Partners with due days that wait for a later batch. */
  readonly waiting: number;
  /** The first day that must be closed before the remaining due settlements can run. */
  readonly notClosed?: BusinessDate;
}

/** Commands passed to the lane at once; more would only queue there. */
const groupSize = 64;

/**
 * Fixes every due batch, missed days first, each dated with its planned time. An interrupted or
 * concurrent run pays nothing twice, because a batch has an idempotency key.
 */
export function settleDue(world: SettlementDependencies, now: Instant): Promise<SettlementCounts> {
  return withSettling(world, (run) => settleMissed(world, now, run));
}

/** Manual run: everything due, and what is due later today. */
export function settleNow(world: SettlementDependencies, now: Instant): Promise<SettlementCounts> {
  return withSettling(world, async (run) => {
    const notClosed = await settleMissed(world, now, run);
    const seen = await look(world, businessDate(now));
    const due = settlementsToday(seen.waiting, seen.calendars, now);
    await run(due.filter((each) => isReady(each, seen.lastClosed)));
    return notClosed ?? firstNotClosed(due, seen);
  });
}

/**
 * Scheduled settlements of a day up to `through` that have not run. A settlement file must wait for
 * its partner's.
 */
export async function readOutstandingSettlements(
  world: Pick<SettlementDependencies, 'reader' | 'openConnection'>,
  through: BusinessDate,
): Promise<readonly Settle[]> {
  const { waiting, calendars } = await look(world, through);
  return dueSettlements(waiting, calendars, plannedSettlement(through));
}

/** The next planned settlement, after `after` and not after `until`. */
export async function readNextSettlement(
  world: Pick<SettlementDependencies, 'reader' | 'openConnection'>,
  span: { readonly after: Instant; readonly until: Instant },
): Promise<Instant | undefined> {
  const { waiting, calendars } = await look(world, businessDate(span.after));
  return nextSettlement(waiting, calendars, span);
}

type Run = (due: readonly Settle[]) => Promise<void>;

/** Returns the first day that must be closed before everything due can be settled. */
async function settleMissed(
  world: SettlementDependencies,
  now: Instant,
  run: Run,
): Promise<BusinessDate | undefined> {
  const today = businessDate(now);
  // No day is settled on itself, so a day that ended at midnight can be closed until today's
  // settlement.
  const newest = now >= plannedSettlement(today) ? today : addDays(today, -1);
  const tried = new Set<string>();
  for (;;) {
    const { result } = await world.reader.read((connection) =>
      hasUntriedBefore(connection, newest),
    );
    if (!result) return undefined;
    const seen = await look(world, today);
    const due = dueSettlements(seen.waiting, seen.calendars, now);
    const ready = due.filter((each) => isReady(each, seen.lastClosed));
    const fresh = ready.filter((each) => !tried.has(batchKey(each)));
    if (fresh.length === 0) return firstNotClosed(due, seen);
    for (const each of fresh) tried.add(batchKey(each));
    await run(fresh);
  }
}

/** If some of these settlements are not ready: the day after the newest closed one. */
function firstNotClosed(
  due: readonly Settle[],
  { lastClosed, waiting }: Seen,
): BusinessDate | undefined {
  if (due.every((each) => isReady(each, lastClosed))) return undefined;
  return lastClosed === undefined
    ? waiting.map(({ first }) => first).sort()[0]
    : addDays(lastClosed, 1);
}

/** Counts outcomes; a failed settlement does not stop the others. */
async function withSettling(
  world: SettlementDependencies,
  work: (run: Run) => Promise<BusinessDate | undefined>,
): Promise<SettlementCounts> {
  const settling = world.openSettling();
  const failures: unknown[] = [];
  let settled = 0;
  let waiting = 0;
  const run: Run = async (due) => {
    for (let start = 0; start < due.length; start += groupSize) {
      const group = due.slice(start, start + groupSize);
      const results = await Promise.allSettled(group.map((each) => settling.submit(each)));
      for (const result of results) {
        if (result.status === 'rejected') failures.push(result.reason);
        else if (result.value.outcome === 'settled') settled++;
        else if (result.value.outcome === 'refused') waiting++;
      }
    }
  };
  let notClosed: BusinessDate | undefined;
  try {
    notClosed = await work(run);
  } finally {
    await settling.close();
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} settlements were not carried out`);
  }
  return { settled, waiting, ...(notClosed !== undefined && { notClosed }) };
}

interface Seen {
  readonly waiting: readonly WaitingPartner[];
  readonly calendars: Calendars;
  readonly lastClosed: BusinessDate | undefined;
}

async function look(
  world: Pick<SettlementDependencies, 'reader' | 'openConnection'>,
  today: BusinessDate,
): Promise<Seen> {
  // Read first: everything read later includes all partner days up to this one, complete.
  const { result: lastClosed } = await world.reader.read(readLastClosedDay);
  const { result: waiting } = await world.reader.read(readWaitingPartners);
  return { waiting, calendars: await loadCalendars(world, spanOf(waiting, today)), lastClosed };
}
