/**
 * What is not kept for ever: payment codes, notifications, orders that nobody paid, sessions, files.
 * Money is: entries, paid trades, refunds, items, batches and all that the audit derives them from.
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
import { removeOldDeliveries } from '#notification';
import type { JobDone } from '#settlement';
import { type FileFolder, removeOldListings, removeUnlisted } from '#statement';
import { removeOldCodes, type Swept, sweepOldSessions, sweepOldTries } from '#wallet';

/** How long each is kept; undefined for ever. */
export interface RetentionSettings {
  readonly codes: Duration | undefined;
  /** Notifications with their attempts, and the facts that they told. */
  readonly deliveries: Duration | undefined;
  /** Orders that were never paid, from their end. */
  readonly orders: Duration | undefined;
  readonly files: Duration | undefined;
}

/** A buyer who has typed a wrong PIN and then nothing for so long begins anew. */
const triesKept = days(30);

/** Rows that one statement, and so one transaction, removes or looks at. */
export const stepMax = 500;

/** Between two steps the database is free for so many times as long as the step took. */
const restFactor = 4;
const restLeastMs = 20;

export interface RetentionWorld {
  readonly reader: Pick<Reader, 'read'>;
  readonly openConnection: () => Promise<Connection>;
  readonly timers: Timers;
  readonly isInterrupted: () => boolean;
  readonly settings: RetentionSettings;
}

/** Answers how many it has removed, and whether there may be more. */
type Step = (
  connection: Connection,
) => Promise<{ readonly removed: number; readonly more: boolean }>;

/** Removes from the database what is not kept any longer, in steps that payments do not feel. */
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

/** Removes from this host's disk the files that are not listed any more. */
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
  yield ['sessions', walk((at, each) => sweepOldSessions(each, { ...at, until: now }))];
  const until = before(now, triesKept);
  yield ['pinTries', walk((at, each) => sweepOldTries(each, { ...at, until }))];
}

/** The first day of which files are kept. */
const firstDay = (kept: Duration, now: Instant): BusinessDate =>
  addDays(businessDate(now), -Math.ceil(kept / days(1)));

/** As long as a step removes as much as it may, there may be more. */
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
