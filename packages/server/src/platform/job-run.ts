import type { JobName } from '@sampan/api';
import { type Clock, type Duration, type Instant, minutes, type Timers } from '@sampan/primitives';
import type { JobStatus } from '#app-api';
import { failureOf, type Reader, readNow, type Session } from '#database';
import type { JobDone, WaitsFor } from '#settlement';
import { describeFailure } from './describe-failure.ts';

export interface ScheduledJob {
  readonly name: JobName;
  readonly dependsOn: readonly JobName[];
  /** Name of this job's connections in the database's session list. */
  readonly session: string;
  /** For a job without planned times: the pause after a run. */
  readonly every?: Duration;
  /** Runs in every process, not only in the leader. */
  readonly isLocal?: boolean;
  nextDue(span: { readonly after: Instant; readonly until: Instant }): Promise<Instant | undefined>;
  runDue(now: Instant): Promise<JobDone>;
}

export interface JobRunOptions {
  /** The job's own, so that no other job delays it. */
  readonly reader: Pick<Reader, 'read'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onRun?: OnRun | undefined;
}

/** Called with the result of each run, for metrics. */
export type OnRun = (name: JobName, outcome: JobRunOutcome, tookMs: number) => void;
export type JobRunOutcome = 'done' | 'waiting' | 'failed';

/** After a run has taken this long, the database is asked who holds the lock it may wait for. */
const lookAfterMs = 1_000;

/**
 * Runs a job one at a time in this process and keeps the newest result. Concurrent runs in two
 * processes do nothing twice.
 */
export class JobRun {
  readonly job: ScheduledJob;
  readonly #options: JobRunOptions;
  #last: Promise<unknown> | undefined;
  #waiting = 0;
  #sinceMs: number | undefined;
  #restsUntilMs = Number.NEGATIVE_INFINITY;
  #startedAt: Instant | undefined;
  #endedAt: Instant | undefined;
  #done: JobDone | undefined;
  #failure: string | undefined;
  #blockers: readonly WaitsFor[] = [];

  constructor(job: ScheduledJob, options: JobRunOptions) {
    this.job = job;
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /** Whether the scheduler should start it now. */
  get isDue(): boolean {
    return !this.isBusy && this.#options.timers.monotonicMs() >= this.#restsUntilMs;
  }

  /** Whether the run has lasted so long that a lock may block it. */
  get mayBeBlocked(): boolean {
    const sinceMs = this.#sinceMs;
    return sinceMs !== undefined && this.#options.timers.monotonicMs() - sinceMs >= lookAfterMs;
  }

  get waitsFor(): readonly WaitsFor[] {
    if (this.#blockers.length > 0) return this.#blockers;
    return this.#done?.waitsFor ?? [];
  }

  noteBlockers(sessions: readonly Session[]): void {
    if (this.#sinceMs === undefined) return;
    this.#blockers = sessions.map((session) => ({ kind: 'session', session }));
  }

  /** Resolves when no run is in progress. */
  async idle(): Promise<void> {
    while (this.isBusy) await this.#last?.catch(() => undefined);
  }

  /** Runs after previously requested runs. */
  run(work: (now: Instant) => Promise<JobDone>): Promise<JobDone> {
    this.#waiting++;
    const before = this.#last?.catch(() => undefined) ?? Promise.resolve();
    const running = before.then(() => this.#run(work)).finally(() => this.#waiting--);
    this.#last = running;
    return running;
  }

  async #run(work: (now: Instant) => Promise<JobDone>): Promise<JobDone> {
    const sinceMs = this.#options.timers.monotonicMs();
    this.#sinceMs = sinceMs;
    try {
      const now = await readNow(this.#options.reader);
      this.#startedAt = now;
      this.#done = await work(now);
      this.#failure = undefined;
      return this.#done;
    } catch (error) {
      // A lock timed out, and its holder is known: the next run tries again.
      const waitsFor = isLockTimeout(error) ? this.#blockers : [];
      this.#failure = waitsFor.length > 0 ? undefined : describeFailure(error);
      this.#done = { counts: {}, waitsFor };
      if (waitsFor.length === 0) throw error;
      return this.#done;
    } finally {
      this.#sinceMs = undefined;
      this.#restsUntilMs = this.#options.timers.monotonicMs() + this.#rest();
      this.#blockers = [];
      this.#endedAt = this.#options.clock.now();
      const tookMs = this.#options.timers.monotonicMs() - sinceMs;
      this.#options.onRun?.(this.job.name, this.#runOutcome(), tookMs);
    }
  }

  /** A failed run is repeated soon. */
  #rest(): number {
    const { every = 0 } = this.job;
    return this.#failure === undefined ? every : Math.min(every, minutes(1));
  }

  status(nextDue: Instant | undefined): JobStatus {
    const { name, dependsOn } = this.job;
    return {
      name,
      dependsOn,
      nextDue,
      startedAt: this.#startedAt,
      endedAt: this.#endedAt,
      outcome: this.#outcome(),
      counts: this.#done?.counts ?? {},
      failure: this.#failure,
      waitsFor: this.waitsFor,
    };
  }

  #runOutcome(): JobRunOutcome {
    if (this.#failure !== undefined) return 'failed';
    return this.waitsFor.length > 0 ? 'waiting' : 'done';
  }

  #outcome(): JobStatus['outcome'] {
    if (this.waitsFor.length > 0) return 'waiting';
    if (this.#sinceMs !== undefined) return 'running';
    if (this.#failure !== undefined) return 'failed';
    return this.#done === undefined ? 'never-run' : 'done';
  }
}

/** Also inside the failure of a pipeline or of a job with many steps. */
function isLockTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  return failureOf(error) === 'lock-timeout' || (causes.length > 0 && causes.every(isLockTimeout));
}
