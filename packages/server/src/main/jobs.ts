/** What happens by the clock: refunds in their night, trades that finish, notifications that are due. */
import { type Instant, instant, seconds, systemTimers } from '@sampan/primitives';
import { finishTrades, readNextFinishing, readNextRefundRun, runDueRefunds } from '#acquiring';
import type { JobName, Jobs } from '#app-api';
import type { Notifier } from '#notification';
import type { Platform } from './platform.ts';

/** Jobs are commands with keys of their own: two processes that run them at once do nothing twice. */
export function createJobs(platform: Platform): Jobs {
  const { reader, notifier } = platform;
  const byName: Readonly<Record<JobName, () => Promise<Readonly<Record<string, number>>>>> = {
    'refund-batch': async () => ({ ...(await runDueRefunds(platform)) }),
    notifications: async () => ({ attempted: await notifier.runDue() }),
  };
  return {
    async nextDue(until: Instant) {
      const { now } = await reader.read(async () => undefined);
      const { result } = await reader.read((connection) =>
        Promise.all([
          readNextRefundRun(connection, { after: now, until }),
          readNextFinishing(connection, { after: now, until }),
        ]),
      );
      const due = result.filter((at) => at !== undefined);
      return due.length > 0 ? instant(Math.min(...due)) : undefined;
    },
    async runDue() {
      await runDueRefunds(platform);
      await finishTrades(platform);
      notifier.wake();
    },
    run: (name) => byName[name](),
  };
}

const lookEvery = seconds(1);

/** Runs jobs as they become due, until the returned function is called. */
export function startJobs(
  jobs: Jobs,
  notifier: Notifier,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  let stop: () => void = () => undefined;
  let isStopping = false;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const work = async (): Promise<void> => {
    while (!isStopping) {
      await jobs.runDue().catch(onFailure);
      await Promise.race([systemTimers.sleep(lookEvery), stopped]);
    }
  };
  notifier.start();
  const working = work();
  return async () => {
    isStopping = true;
    stop();
    await working;
  };
}
