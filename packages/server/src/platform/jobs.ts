/**
 * The scheduled jobs: nightly refunds, finishing trades, closing and settling days, files, due
 * notifications. Each job has its own connections and runs independently; the jobs coordinate
 * through the database, day by day.
 */
import type { JobName } from '@sampan/api';
import {
  after,
  days,
  hours,
  type IdSource,
  milliseconds,
  type Random,
  seconds,
  type Timers,
} from '@sampan/primitives';
import {
  type Acquiring,
  finishTrades,
  readNextFinishing,
  readNextRefundRun,
  runDueRefunds,
} from '#acquiring';
import { type JobStatus, type Jobs, JobWaits } from '#app-api';
import { sumClosedDays } from '#books';
import {
  asLane,
  type BusinessClock,
  type Connect,
  type Connection,
  type Purpose,
  Reader,
  readBlockers,
  readNow,
} from '#database';
import type { Notifier } from '#notification';
import {
  type ClosingDependencies,
  closeDayJob,
  type DatedJob,
  type JobDone,
  type Settling,
  settleJob,
  type WaitsFor,
} from '#settlement';
import { FileJobs, type Files, type FilesMade } from '#statement';
import { JobRun, type OnRun, type ScheduledJob } from './job-run.ts';
import { type RetentionSettings, removeOld, removeOldFiles } from './retention.ts';

/** The jobs of a process, to run and to query. */
export interface JobList extends Jobs {
  /**
   * Starts jobs that are due and not running; without leadership only those of every process.
   * `onFailure` is called for failed runs.
   */
  startDue(onFailure: (error: unknown) => void, leads?: boolean): void;
  /** Queries who holds the locks that running jobs wait for. */
  lookForBlockers(): Promise<void>;
  /** The waiting jobs, and what they wait for. */
  waiting(): readonly { readonly name: JobName; readonly waitsFor: readonly WaitsFor[] }[];
  /** Ends each run after its current step, then closes the connections. */
  close(): Promise<void>;
}

/** While the clock is moved, how long to wait for a session that blocks a job. */
const clockPatience = seconds(40);

export interface JobOptions {
  readonly retention: RetentionSettings;
  /** The owner's role for retention: the server's own role cannot delete business data. */
  readonly connectOwner: Connect;
  readonly onRun?: OnRun;
}

/** The jobs' dependencies. */
interface JobPlatform {
  readonly connect: Connect;
  readonly clock: BusinessClock;
  readonly timers: Timers;
  readonly random: Random;
  readonly ids: IdSource;
  readonly reader: Reader;
  readonly acquiring: Acquiring;
  readonly notifier: Notifier;
  openSettling(connectLane: () => Promise<Connection>): Settling;
}

/** Jobs are idempotent commands: concurrent runs in two processes do nothing twice. */
export function createJobs(
  platform: JobPlatform,
  files: Pick<Files, 'folder'> & { readonly maker: Pick<Files['maker'], 'make'> },
  { retention: settings, connectOwner, onRun }: JobOptions,
): JobList {
  const { reader, notifier, timers } = platform;
  const opened: Reader[] = [];
  let isClosing = false;
  const worldOf = (name: JobName) => {
    const connections = connectionsOf(platform, sessionOf(name));
    opened.push(connections.reader);
    return {
      ...platform,
      ...connections,
      openSettling: () => platform.openSettling(connections.connectLane),
      isInterrupted: () => isClosing,
    };
  };
  const refunding = refundJob(worldOf('refund-batch'));
  const finishing = finishJob(worldOf('finish-trades'));
  const closing = closeAndSum(worldOf('close-day'));
  const settling = settleJob(worldOf('settle'));
  const writing = new FileJobs({ ...worldOf('files'), maker: files.maker });
  const scheduled: readonly ScheduledJob[] = [
    { ...named('refund-batch'), ...refunding },
    { ...named('finish-trades'), ...finishing },
    { ...named('close-day'), ...closing },
    { ...named('settle', ['close-day']), ...settling },
    {
      ...named('files', ['close-day', 'settle']),
      nextDue: (span) => writing.nextDue(span),
      runDue: async (at) => filesDone(await writing.runDue(at)),
    },
  ];
  const openOwner = () => connectOwner(purposeOf(sessionOf('retention')));
  const retention = { ...worldOf('retention'), settings, openConnection: openOwner };
  const tidying = { ...worldOf('tidy-files'), settings, folder: files.folder };
  const inTheBackground: readonly ScheduledJob[] = [
    { ...named('retention'), ...hourly, runDue: (at) => removeOld(retention, at) },
    {
      ...named('tidy-files'),
      ...hourly,
      isLocal: true,
      runDue: (at) => removeOldFiles(tidying, at),
    },
  ];
  const runs = [...scheduled, ...inTheBackground].map(
    (job, index) => new JobRun(job, { ...platform, reader: opened[index] ?? reader, onRun }),
  );
  const runOf = (name: JobName): JobRun => {
    const found = runs.find(({ job }) => job.name === name);
    if (!found) throw new Error(`there is no job ${name}`);
    return found;
  };
  const runAllDue = (run: JobRun): Promise<JobDone> => run.run((at) => run.job.runDue(at));

  return {
    async nextDue(until) {
      const span = { after: await readNow(reader), until };
      const due = await Promise.all(scheduled.map((job) => job.nextDue(span)));
      return due.filter((at) => at !== undefined).sort((left, right) => left - right)[0];
    },
    async runDue() {
      const failures: unknown[] = [];
      for (const run of runs.filter(({ job }) => scheduled.includes(job))) {
        await withPatience(run.job.name, timers, () => runAllDue(run)).catch((e) =>
          failures.push(e),
        );
      }
      notifier.wake();
      if (failures.length > 0) throw failures[0];
    },
    async run(name, date) {
      if (name === 'notifications') return counted({ attempted: await notifier.runDue() });
      const run = runOf(name);
      if (name === 'settle') return run.run((at) => settling.runNow(at));
      if (name !== 'files') return runAllDue(run);
      return run.run(async (at) => filesDone(await writing.runNow(at, date)));
    },
    async status() {
      const now = await readNow(reader);
      const span = { after: now, until: after(now, days(7)) };
      const known = runs.map(async (run) => run.status(await soon(run.job.nextDue(span), timers)));
      return [...(await Promise.all(known)), notifierStatus(platform)];
    },
    startDue(onFailure, leads = true) {
      for (const run of runs) {
        if (!run.isDue || isClosing || !(leads || run.job.isLocal)) continue;
        runAllDue(run).catch(onFailure);
      }
    },
    async lookForBlockers() {
      const long = runs.filter((run) => run.mayBeBlocked);
      if (long.length === 0) return;
      const names = long.map(({ job }) => job.session);
      const { result } = await reader.read((connection) => readBlockers(connection, names));
      for (const run of long) run.noteBlockers(result.get(run.job.session) ?? []);
    },
    waiting: () =>
      runs
        .map((run) => ({ name: run.job.name, waitsFor: run.waitsFor }))
        .filter(({ waitsFor }) => waitsFor.length > 0),
    async close() {
      isClosing = true;
      await Promise.all(runs.map((run) => run.idle()));
      await Promise.all(opened.map((each) => each.close()));
    },
  };
}

/** Its time does not matter, so moving the clock does not stop for it. */
const hourly = { every: hours(1), nextDue: async () => undefined };

const named = (name: JobName, dependsOn: readonly JobName[] = []) => ({
  name,
  dependsOn,
  session: sessionOf(name),
});

interface JobWorld extends Pick<JobPlatform, 'reader' | 'acquiring'> {
  readonly isInterrupted: () => boolean;
}

const refundJob = (world: JobWorld): DatedJob => ({
  nextDue: async (span) =>
    (await world.reader.read((connection) => readNextRefundRun(connection, span))).result,
  runDue: async () => counted({ ...(await runDueRefunds(world)) }),
});

const finishJob = (world: JobWorld): DatedJob => ({
  nextDue: async (span) =>
    (await world.reader.read((connection) => readNextFinishing(connection, span))).result,
  runDue: async () => counted({ finished: await finishTrades(world) }),
});

/** Closes days, then keeps what they add to the accounts of ours. */
function closeAndSum(world: ClosingDependencies): DatedJob {
  const closing = closeDayJob(world);
  return {
    ...closing,
    async runDue(at) {
      const done = await closing.runDue(at);
      if (done.waitsFor.length === 0) await sumClosedDays(world);
      return done;
    },
  };
}

const counted = (counts: JobDone['counts']): JobDone => ({ counts, waitsFor: [] });

const filesDone = ({ made, waitsFor = [] }: FilesMade): JobDone => ({ counts: { made }, waitsFor });

/** Moving the clock must not skip work that a session blocks for a moment. */
async function withPatience(
  name: JobName,
  timers: Timers,
  run: () => Promise<JobDone>,
): Promise<void> {
  const sinceMs = timers.monotonicMs();
  for (;;) {
    const { waitsFor } = await run();
    const sessions = waitsFor.filter(({ kind }) => kind === 'session');
    if (sessions.length === 0) return;
    if (timers.monotonicMs() - sinceMs > clockPatience) throw new JobWaits(name, sessions);
    await timers.sleep(milliseconds(100));
  }
}

/**
 * Runs continuously in every process that delivers; counts what this one has done since its start.
 */
function notifierStatus({ notifier }: Pick<JobPlatform, 'notifier'>): JobStatus {
  const { inFlight, ...counts } = notifier.counters;
  return {
    name: 'notifications',
    dependsOn: [],
    nextDue: undefined,
    startedAt: undefined,
    endedAt: undefined,
    outcome: inFlight > 0 ? 'running' : 'done',
    counts: { ...counts, inFlight },
    failure: undefined,
    waitsFor: [],
  };
}

/** Status must answer even while a job's tables are locked. */
const soon = <Value>(value: Promise<Value>, timers: Timers): Promise<Value | undefined> =>
  Promise.race([value.catch(() => undefined), timers.sleep(seconds(1)).then(() => undefined)]);

const sessionOf = (name: JobName): string => `sampan job ${name}`;

/** A job has its own connections: it takes none from payments, and waits for no other job. */
function connectionsOf({ connect, clock }: Pick<JobPlatform, 'connect' | 'clock'>, name: string) {
  const purpose = purposeOf(name);
  return {
    reader: new Reader({ ...purpose, connect }, clock, { connections: 1 }),
    openConnection: () => connect(purpose),
    connectLane: () => asLane(connect(purpose)),
  };
}

/** A job's statement may run as long as the database works on it. */
const purposeOf = (name: string): Purpose => ({
  name,
  patience: 'long',
  lockTimeoutMs: 5_000,
  byIndexOnly: true,
});
