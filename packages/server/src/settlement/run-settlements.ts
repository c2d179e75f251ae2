import { addDays, type BusinessDate, businessDate, type Instant } from '@sampan/primitives';
import type { Connection, Reader } from '#database';
import { plannedSettlement } from './batch.ts';
import { loadCalendars } from './calendar-days.postgres.ts';
import { dueSettlements, nextSettlement, settlementsToday, spanOf } from './due-settlements.ts';
import { batchKey, type Settle } from './settle.ts';
import { Settling, type SettlingOptions } from './settling.ts';
import { hasUntriedBefore, readWaitingPartners, type WaitingPartner } from './waiting.postgres.ts';
import type { Calendars } from './working-days.ts';

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
    await settleMissed(world, now, run);
    const { waiting, calendars } = await look(world, businessDate(now));
    await run(settlementsToday(waiting, calendars, now));
  });
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

async function settleMissed(world: SettlementDependencies, now: Instant, run: Run): Promise<void> {
  const today = businessDate(now);
  // Nothing is settled on its own day, so a day that ended at midnight has time until today's.
  const newest = now >= plannedSettlement(today) ? today : addDays(today, -1);
  const tried = new Set<string>();
  for (;;) {
    const { result } = await world.reader.read((connection) =>
      hasUntriedBefore(connection, newest),
    );
    if (!result) return;
    const { waiting, calendars } = await look(world, today);
    const due = dueSettlements(waiting, calendars, now).filter(
      (each) => !tried.has(batchKey(each)),
    );
    if (due.length === 0) return;
    for (const each of due) tried.add(batchKey(each));
    await run(due);
  }
}

/** Counts outcomes; one settlement that fails does not keep the others from being carried out. */
async function withSettling(
  world: SettlementDependencies,
  work: (run: Run) => Promise<void>,
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
  try {
    await work(run);
  } finally {
    await settling.close();
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} settlements were not carried out`);
  }
  return { settled, waiting };
}

async function look(
  world: Pick<SettlementDependencies, 'reader' | 'openConnection'>,
  today: BusinessDate,
): Promise<{ readonly waiting: readonly WaitingPartner[]; readonly calendars: Calendars }> {
  const { result: waiting } = await world.reader.read(readWaitingPartners);
  return { waiting, calendars: await loadCalendars(world, spanOf(waiting, today)) };
}
