/** Opens what runs by the clock, and the files that it makes. */
import { connectTo } from '#database';
import { failureLog } from '#log';
import type { JobList, Platform, SharedFiles } from '#platform';
import { openFiles } from './files.ts';
import type { Surroundings } from './public-server.ts';
import type { ServeOptions } from './serve-options.ts';

export interface Jobs {
  readonly jobs: JobList;
  readonly files: SharedFiles;
}

/** Every process knows the jobs; one with the role `worker` runs them while it leads. */
export function openJobs(
  { database, dataFolder, retention, roles, log }: ServeOptions,
  platform: Platform,
  { opened, metrics }: Surroundings,
): Jobs {
  const { timers } = platform;
  const files = openFiles(platform, { ...database, dataFolder }, opened);
  const jobs = platform.jobs(files, {
    retention,
    connectOwner: connectTo({
      url: database.ownerUrl,
      signal: opened.signal,
      onConnection: metrics.onConnection,
    }),
    onRun: metrics.onRun,
  });
  const jobLog = log.about('jobs');
  const stop = platform.startJobs(jobs, {
    isWorker: roles.includes('worker'),
    log: jobLog.warn,
    onFailure: failureLog(jobLog, timers),
  });
  opened.entrance('jobs', stop);
  return { jobs, files };
}
