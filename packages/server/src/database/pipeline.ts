import { type Duration, milliseconds, type Random, type Timers } from '@sampan/primitives';
import type { Connection } from './connection.postgres.ts';
import { Lane } from './lane.ts';
import {
  type NoOutcome,
  NotCarriedOut,
  type PipelineObserver,
  type Waiting,
  type Workload,
} from './workload.ts';

export interface PipelineOptions {
  /** Opens the connection that one lane owns. */
  readonly connect: () => Promise<Connection>;
  /** The numbers of this process's lanes; no other living process uses them. */
  readonly lanes: readonly number[];
  readonly batchMax?: number;
  readonly waitingMax?: number;
  /** How long a command may wait for a lane. */
  readonly waitMax?: Duration;
  /** How long after its arrival a command that failed may still be tried again. */
  readonly ageMax?: Duration;
  readonly timers: Timers;
  readonly random: Random;
  /** Called for every failure that is not a plain refusal, for the log. */
  readonly onFailure?: (error: unknown) => void;
  readonly observer?: PipelineObserver;
}

const defaults = {
  batchMax: 64,
  waitingMax: 4_096,
  waitMax: milliseconds(2_000),
  ageMax: milliseconds(5_000),
};

/**
 * The only way in which money moves. Commands queue while the lanes are busy; an idle lane takes
 * all queued commands as one batch, in one transaction (group commit). Without a timer: low load
 * has low latency, high load has large batches.
 */
export class Pipeline<Command, Rows, Outcome> {
  readonly #waiting: Waiting<Command, Outcome>[] = [];
  readonly #lanes: Lane<Command, Rows, Outcome>[];
  readonly #options: PipelineOptions & typeof defaults;
  #closing = false;
  #watching = false;

  constructor(workload: Workload<Command, Rows, Outcome>, options: PipelineOptions) {
    this.#options = { ...defaults, ...options };
    this.#lanes = options.lanes.map(
      (number) => new Lane(number, workload, this.#options, () => this.#take()),
    );
  }

  /** Carries a command out; settles after its commit. Rejects with `NotCarriedOut`. */
  submit(command: Command): Promise<Outcome> {
    if (this.#closing || this.#waiting.length >= this.#options.waitingMax) {
      return Promise.reject(this.#refused(this.#closing ? 'closing' : 'too-many-waiting'));
    }
    return new Promise((resolve, reject) => {
      const sinceMs = this.#options.timers.monotonicMs();
      this.#waiting.push({ command, sinceMs, resolve, reject });
      for (const lane of this.#lanes) {
        if (lane.wake()) break;
      }
      if (!this.#watching) void this.#watch();
    });
  }

  /** How many commands wait for a lane. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Opens every lane's connection; rejects when the database cannot be reached. */
  async open(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.open()));
  }

  /** Refuses new commands, lets those that wait finish, then closes the connections. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  /**
   * Answers commands that have waited too long while every lane is blocked, by other sessions'
   * locks or by a silent database. At most one timer, and none while nothing waits.
   */
  async #watch(): Promise<void> {
    const { waitMax, timers } = this.#options;
    this.#watching = true;
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const waited = timers.monotonicMs() - first.sinceMs;
      if (waited <= waitMax) await timers.sleep(milliseconds(Math.ceil(waitMax - waited) + 1));
      else this.#waiting.shift()?.reject(this.#refused('waited-too-long'));
    }
    this.#watching = false;
  }

  /** The next batch; commands that have waited too long are answered instead. */
  #take(): Waiting<Command, Outcome>[] {
    const { batchMax, waitMax, timers } = this.#options;
    const oldest = timers.monotonicMs() - waitMax;
    const batch: Waiting<Command, Outcome>[] = [];
    let taken = 0;
    while (batch.length < batchMax && taken < this.#waiting.length) {
      const waiting = this.#waiting[taken++] as Waiting<Command, Outcome>;
      if (waiting.sinceMs >= oldest) batch.push(waiting);
      else waiting.reject(this.#refused('waited-too-long'));
    }
    this.#waiting.splice(0, taken);
    return batch;
  }

  #refused(why: keyof typeof refusals): NotCarriedOut {
    this.#options.observer?.onNotCarriedOut(why);
    return new NotCarriedOut('nothing-stored', refusals[why]);
  }
}

const refusals = {
  closing: 'the pipeline is closing',
  'too-many-waiting': 'too many commands are waiting',
  'waited-too-long': 'waited too long for a lane',
} as const satisfies Partial<Record<NoOutcome, string>>;
