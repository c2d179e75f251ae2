import { type Clock, type Duration, type Instant, minutes, type Timers } from '@sampan/primitives';
import type { JobName, JobStatus } from '#app-api';
import { failureOf, type Reader, type Session } from '#database';
import type { JobDone, WaitsFor } from '#settlement';
import { describeFailure } from './describe-failure.ts';

export interface ScheduledJob {
  readonly name: JobName;
  readonly dependsOn: readonly JobName[];
  /** Under which name the database shows the connections of this job alone. */
  readonly session: string;
  /** For a job that looks at times of its own choice: how long it rests after a run. */
  readonly every?: Duration;
  /** Runs in every process, not only in the one that leads. */
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

/** Told what came of each run of a job, for figures. */
export type OnRun = (name: JobName, outcome: JobRunOutcome, tookMs: number) => void;
export type JobRunOutcome = 'done' | 'waiting' | 'failed';

/** For so long a run may wait for a lock before the database is asked who holds it. */
const lookAfterMs = 1_000;

/**
 * One run at a time of a job in this process, whoever wants it, and what came of the newest. What two
 * processes run at once is done once all the same.
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

  /** Whether the scheduler is to start it now. */
  get isDue(): boolean {
    return !this.isBusy && this.#options.timers.monotonicMs() >= this.#restsUntilMs;
  }

  /** Whether a run lasts so long that a lock may hold it up. */
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

  /** Resolves when no run is under way. */
  async idle(): Promise<void> {
    while (this.isBusy) await this.#last?.catch(() => undefined);
  }

  /** Runs after those that were asked for before. */
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
      const now = await this.#readNow();
      this.#startedAt = now;
      this.#done = await work(now);
      this.#failure = undefined;
      return this.#done;
    } catch (error) {
      // A lock was not to be had, and it is known who holds it: the next run asks for it again.
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

  /** One that has failed is tried again soon. */
  #rest(): number {
    const { every = 0 } = this.job;
    return this.#failure === undefined ? every : Math.min(every, minutes(1));
  }

  async #readNow(): Promise<Instant> {
    return (await this.#options.reader.read(async () => undefined)).now;
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

/** Also one that a pipeline, or a job of many steps, has met. */
function isLockTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  return failureOf(error) === 'lock-timeout' || (causes.length > 0 && causes.every(isLockTimeout));
}
