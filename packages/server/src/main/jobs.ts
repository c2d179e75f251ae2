/** Opens what runs by the clock, and the files that it makes. */
import { join } from 'node:path';
import { connectTo } from '#database';
import { writerProcess } from '#file-writer';
import { failureLog } from '#log';
import type { JobList, Platform, SharedFiles } from '#platform';
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
  const folder = join(dataFolder, 'files');
  const writer = writerProcess({ url: database.url, folder, timers });
  opened.foundation('the process that writes files', () => writer.close());
  // What it is asked over another connection than ours ends as well.
  opened.signal.addEventListener('abort', () => void writer.close());
  const files = platform.files({ folder, writer: () => writer });
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
