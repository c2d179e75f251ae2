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
import { Settling, type SettlingOptions } from './settling.ts';
import { hasUntriedBefore, readWaitingPartners, type WaitingPartner } from './waiting.postgres.ts';

export interface SettlementDependencies extends SettlingOptions {
  readonly reader: Reader;
  /** A connection of one's own, closed when the work is done. */
  readonly openConnection: () => Promise<Connection>;
}

export interface SettlementCounts {
  /** Batches that were fixed. */
  readonly settled: number;
  /** Partners whose days were due and wait for a later batch. */
  readonly waiting: number;
  /** The first day that is to be closed before the others that are due can be settled. */
  readonly notClosed?: BusinessDate;
}

/** Given to the lane at once; more would only wait for it. */
const groupSize = 64;

/**
 * Fixes every batch of which the planned time has come, missed days first, each dated as it was
 * planned. A run that dies, or meets another, pays nothing twice: a batch is found by its key.
 */
export function settleDue(world: SettlementDependencies, now: Instant): Promise<SettlementCounts> {
  return withSettling(world, (run) => settleMissed(world, now, run));
}

/** By hand: all that is due, and what is due today although its time has not come yet. */
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
 * Scheduled settlements of a day up to `through` that were not run yet. The file of a settlement day
 * must wait for its partner's.
 */
export async function readOutstandingSettlements(
  world: Pick<SettlementDependencies, 'reader' | 'openConnection'>,
  through: BusinessDate,
): Promise<readonly Settle[]> {
  const { waiting, calendars } = await look(world, through);
  return dueSettlements(waiting, calendars, plannedSettlement(through));
}

/** When the next settlement is planned, later than `after` and not after `until`. */
export async function readNextSettlement(
  world: Pick<SettlementDependencies, 'reader' | 'openConnection'>,
  span: { readonly after: Instant; readonly until: Instant },
): Promise<Instant | undefined> {
  const { waiting, calendars } = await look(world, businessDate(span.after));
  return nextSettlement(waiting, calendars, span);
}

type Run = (due: readonly Settle[]) => Promise<void>;

/** Answers the first day that has to be closed before all that is due can be settled. */
async function settleMissed(
  world: SettlementDependencies,
  now: Instant,
  run: Run,
): Promise<BusinessDate | undefined> {
  const today = businessDate(now);
  // Nothing is settled on its own day, so a day that ended at midnight has time until today's.
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

/** When some of these settlements are not ready: the day after the newest one that is closed. */
function firstNotClosed(
  due: readonly Settle[],
  { lastClosed, waiting }: Seen,
): BusinessDate | undefined {
  if (due.every((each) => isReady(each, lastClosed))) return undefined;
  return lastClosed === undefined
    ? waiting.map(({ first }) => first).sort()[0]
    : addDays(lastClosed, 1);
}

/** Counts outcomes; one settlement that fails does not keep the others from being carried out. */
async function withSettling(
  world: SettlementDependencies,
  work: (run: Run) => Promise<BusinessDate | undefined>,
): Promise<SettlementCounts> {
  const settling = new Settling(world);
  const failures: unknown[] = [];
  let settled = 0;
  let waiting = 0;
  const run: Run = async (due) => {
    for (let start = 0; start < due.length; start += groupSize) {
      const group = due.slice(start, start + groupSize);
      const results = await Promise.allSettled(group.map((each) => settling.settle(each)));
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
  // First of all: what is read after it has every partner day up to this one, complete.
  const { result: lastClosed } = await world.reader.read(readLastClosedDay);
  const { result: waiting } = await world.reader.read(readWaitingPartners);
  return { waiting, calendars: await loadCalendars(world, spanOf(waiting, today)), lastClosed };
}
