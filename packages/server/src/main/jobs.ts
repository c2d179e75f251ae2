/**
 * What happens by the clock: refunds in their night, trades that finish, days that are closed, settled
 * and told of in files, notifications that are due.
 */
import { type BusinessDate, type Instant, seconds, systemTimers } from '@sampan/primitives';
import { finishTrades, readNextFinishing, readNextRefundRun, runDueRefunds } from '#acquiring';
import type { JobName, Jobs } from '#app-api';
import { connect, connectLane } from '#database';
import type { Notifier } from '#notification';
import type { FileJobs } from '#reconciliation';
import { closeDayJob, type DatedJob, settleJob } from '#settlement';
import type { Leader } from './leader.postgres.ts';
import type { Platform } from './platform.ts';

type Counts = Readonly<Record<string, number>>;

/** Jobs are commands with keys of their own: two processes that run them at once do nothing twice. */
export function createJobs(platform: Platform, files: FileJobs): Jobs {
  const { reader, notifier } = platform;
  const world = { ...platform, timers: systemTimers, ...connections(platform) };
  const closing = closeDayJob(world);
  const settling = settleJob(world);
  const refunds: DatedJob = {
    nextDue: async (span) =>
      (await reader.read((connection) => readNextRefundRun(connection, span))).result,
    runDue: async () => ({ ...(await runDueRefunds(platform)) }),
  };
  const finishing: DatedJob = {
    nextDue: async (span) =>
      (await reader.read((connection) => readNextFinishing(connection, span))).result,
    runDue: async () => ({ finished: await finishTrades(platform) }),
  };
  /** In each list one stands on the one before it, and is not run when that has failed. */
  const lists: readonly (readonly DatedJob[])[] = [
    [refunds],
    [finishing],
    [closing, settling, { nextDue: (span) => files.nextDue(span), runDue: filesDue }],
  ];
  async function filesDue(now: Instant): Promise<Counts> {
    return { ...(await files.runDue(now)) };
  }

  const now = async (): Promise<Instant> => (await reader.read(async () => undefined)).now;
  const byName: Readonly<Record<JobName, (date?: BusinessDate) => Promise<Counts>>> = {
    'close-day': async () => closing.runDue(await now()),
    settle: async () => settling.runNow(await now()),
    files: async (date) => ({ ...(await files.runNow(await now(), date)) }),
    'refund-batch': async () => refunds.runDue(await now()),
    notifications: async () => ({ attempted: await notifier.runDue() }),
  };

  return {
    async nextDue(until) {
      const span = { after: await now(), until };
      const due = await Promise.all(lists.flat().map((job) => job.nextDue(span)));
      return due.filter((at) => at !== undefined).sort((left, right) => left - right)[0];
    },
    async runDue() {
      const failures: unknown[] = [];
      for (const list of lists) await runInOrder(list, await now()).catch((e) => failures.push(e));
      notifier.wake();
      if (failures.length > 0) throw failures[0];
    },
    run: (name, date) => byName[name](date),
  };
}

async function runInOrder(list: readonly DatedJob[], now: Instant): Promise<void> {
  for (const job of list) await job.runDue(now);
}

/** Scheduled jobs have connections of their own, so that they take no lane from payments. */
function connections({ connection }: Platform) {
  // However busy the database is, a statement of theirs is waited for as long as it is worked on.
  const patience = 'long' as const;
  const settings = { ...connection, patience, lockTimeoutMs: 5_000, byIndexOnly: true };
  return {
    openConnection: () => connect({ ...settings, name: 'sampan jobs' }),
    connectLane: () => connectLane({ ...settings, name: 'sampan settlement' }),
  };
}

const lookEvery = seconds(1);

export interface SchedulerOptions {
  readonly jobs: Jobs;
  readonly notifier: Notifier;
  readonly leader: Leader;
  readonly onFailure: (error: unknown) => void;
}

/** Runs jobs as they become due, while this process leads, until the returned function is called. */
export function startJobs(options: SchedulerOptions): () => Promise<void> {
  const { jobs, notifier, leader, onFailure } = options;
  let stop: () => void = () => undefined;
  let isStopping = false;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const look = async (): Promise<void> => {
    if (await leader.leads()) await jobs.runDue();
  };
  const work = async (): Promise<void> => {
    while (!isStopping) {
      await look().catch(onFailure);
      await Promise.race([systemTimers.sleep(lookEvery), stopped]);
    }
  };
  notifier.start();
  const working = work();
  return async () => {
    isStopping = true;
    stop();
    await working;
    await leader.close();
  };
}
