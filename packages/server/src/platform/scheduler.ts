import type { JobName } from '@sampan/api';
import { type Duration, minutes, seconds, type Timers } from '@sampan/primitives';
import { waitsForText } from '#app-api';
import type { Notifier } from '#notification';
import type { JobList } from './jobs.ts';
import type { Leader } from './leader.postgres.ts';

const lookEvery: Duration = seconds(1);

/** A waiting job is logged at first, and then at this interval. */
const repeatEvery: Duration = minutes(1);

export interface SchedulerOptions {
  readonly jobs: JobList;
  /** Undefined in a process without deliveries. */
  readonly notifier: Pick<Notifier, 'start'> | undefined;
  readonly leader: Leader;
  readonly timers: Timers;
  readonly onFailure: (error: unknown) => void;
  /** For log lines about the sessions that a job waits for. */
  readonly log: (line: string) => void;
}

/**
 * Runs due jobs while this process leads, until the returned function is called. They run
 * independently: a long one delays none.
 */
export function startScheduler(options: SchedulerOptions): () => Promise<void> {
  const { jobs, notifier, leader, timers, onFailure } = options;
  const report = reporter(options);
  let stop: () => void = () => undefined;
  let isStopping = false;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const look = async (): Promise<void> => {
    const leads = await leader.leads();
    jobs.startDue(onFailure, leads);
    await jobs.lookForBlockers();
    report();
  };
  const work = async (): Promise<void> => {
    while (!isStopping) {
      await look().catch(onFailure);
      await Promise.race([timers.sleep(lookEvery), stopped]);
    }
  };
  notifier?.start();
  const working = work();
  return async () => {
    isStopping = true;
    stop();
    await working;
    await jobs.close();
    await leader.close();
  };
}

/** Logs waiting jobs, and what they wait for. */
function reporter({ jobs, timers, log }: SchedulerOptions): () => void {
  const loggedMs = new Map<JobName, number>();
  return () => {
    const waiting = jobs.waiting();
    for (const name of loggedMs.keys()) {
      if (!waiting.some((each) => each.name === name)) loggedMs.delete(name);
    }
    for (const { name, waitsFor } of waiting) {
      const lastMs = loggedMs.get(name);
      if (lastMs !== undefined && timers.monotonicMs() - lastMs < repeatEvery) continue;
      loggedMs.set(name, timers.monotonicMs());
      log(`${name} waits for ${waitsFor.map(waitsForText).join(', ')}`);
    }
  };
}
