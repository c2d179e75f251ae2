import type { JobName } from '@sampan/api';
import { type BusinessDate, type Instant, offsetTime } from '@sampan/primitives';
import type { JobDone, WaitsFor } from '#settlement';

export type JobOutcome = 'never-run' | 'running' | 'done' | 'waiting' | 'failed';

/** What a process knows of one of its jobs; only the process that leads runs them by the clock. */
export interface JobStatus {
  readonly name: JobName;
  /** Jobs that come first, day by day: a day is settled when it is closed. */
  readonly dependsOn: readonly JobName[];
  /** The next time within a week at which it has something to do; overdue work is done at once. */
  readonly nextDue: Instant | undefined;
  readonly startedAt: Instant | undefined;
  /** When the newest run that has ended did. */
  readonly endedAt: Instant | undefined;
  readonly outcome: JobOutcome;
  /** How much the newest run that has ended did of each kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** Why the newest run failed. */
  readonly failure: string | undefined;
  readonly waitsFor: readonly WaitsFor[];
}

/** What runs by the clock, wherever it runs. */
export interface Jobs {
  /** The earliest instant, later than now and not after `until`, at which a job becomes due. */
  nextDue(until: Instant): Promise<Instant | undefined>;
  /**
   * Runs all that is due now, one job after the other; deliveries go on in the background. Rejects
   * with `JobWaits` when a session holds a job up for too long.
   */
  runDue(): Promise<void>;
  /** Runs all of one job that is due now, of the files those up to `date`. */
  run(name: JobName, date?: BusinessDate): Promise<JobDone>;
  status(): Promise<readonly JobStatus[]>;
}

/** A job is held up by sessions of the database that do not end their transactions. */
export class JobWaits extends Error {
  override readonly name = 'JobWaits';

  constructor(job: JobName, waitsFor: readonly WaitsFor[]) {
    super(`${job} waits for ${waitsFor.map(waitsForText).join(', ')}`);
  }
}

/** `process 4711 ("psql", user alice, in a transaction since …)`, or `close-day of 2026-11-22`. */
export function waitsForText(waits: WaitsFor): string {
  if (waits.kind === 'job') {
    const { job, day, partnerId } = waits;
    return `${job} of ${day}${partnerId === undefined ? '' : ` for partner ${partnerId}`}`;
  }
  const { pid, application, user, since } = waits.session;
  const begun = since === undefined ? '' : `, in a transaction since ${offsetTime(since)}`;
  return `process ${pid} ("${application}", user ${user}${begun})`;
}
