/**
 * Retention: deletes old payment codes, notifications, unpaid orders, sessions and files. Never
 * bookings: entries, paid trades, refunds, items, batches and everything that the audit derives
 * them from.
 */
import {
  addDays,
  type BusinessDate,
  before,
  businessDate,
  type Duration,
  days,
  type Instant,
  milliseconds,
  type Timers,
} from '@sampan/primitives';
import { removeOldFacts, removeOldUnpaidOrders } from '#acquiring';
import type { Connection, Reader } from '#database';
import { removeOldRefusals } from '#gateway';
import { removeOldDeliveries } from '#notification';
import type { JobDone } from '#settlement';
import { type FileFolder, removeOldListings, removeUnlisted } from '#statement';
import { removeOldCodes, type Swept, sweepOldSessions, sweepOldTries } from '#wallet';

/** How long each is kept; undefined means for ever. */
export interface RetentionSettings {
  readonly codes: Duration | undefined;
  /** Notifications with their attempts and facts. */
  readonly deliveries: Duration | undefined;
  /** Unpaid orders, from their end. */
  readonly orders: Duration | undefined;
  readonly files: Duration | undefined;
}

/** Counts of refused requests. */
const refusalsKept = days(30);

/** The count of wrong PINs is reset after this time without another. */
const triesKept = days(30);

/** Maximum rows per statement and transaction. */
export const stepMax = 500;

/** Pause after a step, as a multiple of its duration, which leaves the database to payments. */
const restFactor = 4;
const restLeastMs = 20;

export interface RetentionWorld {
  readonly reader: Pick<Reader, 'read'>;
  readonly openConnection: () => Promise<Connection>;
  readonly timers: Timers;
  readonly isInterrupted: () => boolean;
  readonly settings: RetentionSettings;
}

/** Returns the number of deleted rows, and whether there may be more. */
type Step = (
  connection: Connection,
) => Promise<{ readonly removed: number; readonly more: boolean }>;

/** Deletes expired data in small steps that do not affect payments. */
export async function removeOld(world: RetentionWorld, now: Instant): Promise<JobDone> {
  const counts: Record<string, number> = {};
  const connection = await world.openConnection();
  try {
    for (const [name, step] of stepsAt(world.settings, now)) {
      counts[name] = await repeat(step, connection, world);
    }
  } finally {
    await connection.close();
  }
  return { counts, waitsFor: [] };
}

/** Deletes unlisted files from this host's disk. */
export async function removeOldFiles(
  world: RetentionWorld & { readonly folder: FileFolder },
  now: Instant,
): Promise<JobDone> {
  const { files } = world.settings;
  const removed = files === undefined ? 0 : await removeUnlisted(world, firstDay(files, now));
  return { counts: { removed }, waitsFor: [] };
}

function* stepsAt(
  { codes, deliveries, orders, files }: RetentionSettings,
  now: Instant,
): Generator<[name: string, step: Step]> {
  if (codes !== undefined) {
    yield ['codes', full((each) => removeOldCodes(each, before(now, codes), stepMax))];
  }
  if (orders !== undefined) {
    yield ['orders', full((each) => removeOldUnpaidOrders(each, before(now, orders), stepMax))];
  }
  if (deliveries !== undefined) {
    const until = before(now, deliveries);
    yield ['deliveries', full((each) => removeOldDeliveries(each, until, stepMax))];
    yield ['facts', full((each) => removeOldFacts(each, businessDate(until), stepMax))];
  }
  if (files !== undefined) {
    yield ['files', full((each) => removeOldListings(each, firstDay(files, now), stepMax))];
  }
  const refusalsUntil = before(now, refusalsKept);
  yield ['refusals', full((each) => removeOldRefusals(each, refusalsUntil, stepMax))];
  yield ['sessions', walk((at, each) => sweepOldSessions(each, { ...at, until: now }))];
  const until = before(now, triesKept);
  yield ['pinTries', walk((at, each) => sweepOldTries(each, { ...at, until }))];
}

/** The first day whose files are kept. */
const firstDay = (kept: Duration, now: Instant): BusinessDate =>
  addDays(businessDate(now), -Math.ceil(kept / days(1)));

/** A full step means that there may be more. */
const full =
  (remove: (connection: Connection) => Promise<number>): Step =>
  async (connection) => {
    const removed = await remove(connection);
    return { removed, more: removed >= stepMax };
  };

type Sweep = (
  at: { readonly cursor: string; readonly limit: number },
  connection: Connection,
) => Promise<Swept>;

function walk(sweep: Sweep): Step {
  let cursor = '';
  return async (connection) => {
    const swept = await sweep({ cursor, limit: stepMax }, connection);
    cursor = swept.cursor ?? cursor;
    return { removed: swept.removed, more: swept.cursor !== undefined };
  };
}

async function repeat(step: Step, connection: Connection, world: RetentionWorld): Promise<number> {
  const { timers, isInterrupted } = world;
  let removed = 0;
  for (;;) {
    if (isInterrupted()) return removed;
    const sinceMs = timers.monotonicMs();
    const done = await step(connection);
    removed += done.removed;
    if (!done.more) return removed;
    const tookMs = timers.monotonicMs() - sinceMs;
    await timers.sleep(milliseconds(Math.ceil(Math.max(restLeastMs, tookMs * restFactor))));
  }
}
