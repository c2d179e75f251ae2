import { type Duration, milliseconds, type Random, type Timers } from '@sampan/primitives';
import type { Connection } from './connection.postgres.ts';
import { failureOf } from './failure.ts';
import { begin, commit, rollback } from './transaction.postgres.ts';
import { NotCarriedOut, type PipelineObserver, type Waiting, type Workload } from './workload.ts';

const triesMax = 5;

export interface LaneOptions {
  readonly connect: () => Promise<Connection>;
  readonly timers: Timers;
  readonly random: Random;
  /** How long after its arrival a command may still be tried again. */
  readonly ageMax: Duration;
  readonly onFailure?: (error: unknown) => void;
  readonly observer?: PipelineObserver;
}

/**
 * A lane owns one connection and runs one transaction at a time. It is `idle`, or `running`
 * batches until none waits. When a batch fails, whatever the reason, it is dropped whole and each
 * of its commands runs alone, so that only the guilty one is answered with an error. Running again
 * is safe: every command carries its own key and finds what an earlier try of it has stored.
 */
export class Lane<Command, Rows, Outcome> {
  readonly #number: number;
  readonly #workload: Workload<Command, Rows, Outcome>;
  readonly #options: LaneOptions;
  readonly #take: () => Waiting<Command, Outcome>[];
  #connection: Connection | undefined;
  #running: Promise<void> | undefined;

  constructor(
    number: number,
    workload: Workload<Command, Rows, Outcome>,
    options: LaneOptions,
    take: () => Waiting<Command, Outcome>[],
  ) {
    this.#number = number;
    this.#workload = workload;
    this.#options = options;
    this.#take = take;
  }

  async open(): Promise<void> {
    this.#connection = await this.#options.connect();
  }

  /** Starts an idle lane; answers false when it is busy. */
  wake(): boolean {
    if (this.#running) return false;
    // The first command waits for the others of the same turn of the event loop.
    this.#running = new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#run());
    return true;
  }

  async close(): Promise<void> {
    while (this.#running) await this.#running;
    await this.#connection?.close().catch(() => undefined);
  }

  async #run(): Promise<void> {
    for (;;) {
      const batch = this.#take();
      if (batch.length === 0) {
        // In the same turn as the look that found nothing, so that no later command is missed.
        this.#running = undefined;
        return;
      }
      await this.#carryOut(batch);
    }
  }

  async #carryOut(batch: readonly Waiting<Command, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#transact(batch.map(({ command }) => command));
      batch.forEach(({ resolve }, index) => {
        resolve(outcomes[index] as Outcome);
      });
    } catch (error) {
      if (batch.length > 1) this.#options.onFailure?.(error);
      const tries = batch.length > 1 ? 0 : 1;
      for (const waiting of batch) await this.#carryOutAlone(waiting, error, tries);
    }
  }

  /**
   * Tries one command again until it has an outcome. `tries` counts the tries it has had alone;
   * `failed` is what the last one, or the batch that was dropped, has met.
   */
  async #carryOutAlone(
    waiting: Waiting<Command, Outcome>,
    failed: unknown,
    tries: number,
  ): Promise<void> {
    const { timers, ageMax, onFailure, observer } = this.#options;
    let error = failed;
    let uncertain = failureOf(error) === 'connection-lost';
    for (let tried = tries; ; tried++) {
      const tooOld = timers.monotonicMs() - waiting.sinceMs > ageMax;
      if (tried >= triesMax || tooOld || (tried > 0 && !mayTryAgain(error))) {
        onFailure?.(error);
        observer?.onNotCarriedOut('transaction-failed');
        const outcome = uncertain ? 'unknown' : 'nothing-stored';
        return waiting.reject(new NotCarriedOut(outcome, 'the transaction failed', error));
      }
      if (tried > 0) await timers.sleep(this.#pause(tried));
      try {
        const [outcome] = await this.#transact([waiting.command]);
        return waiting.resolve(outcome as Outcome);
      } catch (next) {
        error = next;
        uncertain ||= failureOf(error) === 'connection-lost';
      }
    }
  }

  /** A pause with jitter that grows with every try: 8–16 ms, 16–32 ms, … */
  #pause(tries: number): Duration {
    const base = 4 * 2 ** tries;
    return milliseconds(base + this.#options.random.below(base));
  }

  async #transact(commands: readonly Command[]): Promise<Outcome[]> {
    const { timers, observer } = this.#options;
    const sinceMs = timers.monotonicMs();
    let connection: Connection | undefined;
    try {
      connection = await this.#ready();
      const [, rows] = await settled(
        connection.run(begin),
        this.#workload.load(connection, commands, connection.lane ?? this.#number),
      );
      const outcomes = commands.map((command) => this.#workload.decide(rows, command));
      const stored = this.#workload.store(connection, rows);
      await settled(stored ?? Promise.resolve(), connection.run(stored ? commit : rollback));
      if (stored) this.#workload.committed?.(rows);
      observer?.onBatch(commands.length, timers.monotonicMs() - sinceMs);
      return outcomes;
    } catch (error) {
      observer?.onDropped(failureOf(error));
      await connection?.run(rollback).catch(() => connection?.close().catch(() => undefined));
      throw error;
    }
  }

  async #ready(): Promise<Connection> {
    if (!this.#connection?.alive) this.#connection = await this.#options.connect();
    return this.#connection;
  }
}

const mayTryAgain = (error: unknown): boolean => {
  const failure = failureOf(error);
  return failure === 'conflict' || failure === 'connection-lost';
};

/** Waits for both, even when one fails, so that nothing is under way when a transaction ends. */
async function settled<First, Second>(
  first: Promise<First>,
  second: Promise<Second>,
): Promise<[First, Second]> {
  const results = await Promise.allSettled([first, second]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  const [left, right] = results as [PromiseFulfilledResult<First>, PromiseFulfilledResult<Second>];
  return [left.value, right.value];
}
