import type { Connection } from './connection.postgres.ts';
import type { Failure } from './failure.ts';

/**
 * What a pipeline does with its commands: one round trip reads and locks all rows that a batch
 * names, a pure function decides each command in turn, one round trip writes all changes.
 */
export interface Workload<Command, Rows, Outcome> {
  /** Reads and locks, in the lock order, all rows that the commands name. */
  load(connection: Connection, commands: readonly Command[], lane: number): Promise<Rows>;
  /** Decides one command. Changes `rows`, where the next command of the batch sees them. */
  decide(rows: Rows, command: Command): Outcome;
  /** Writes the changes, or answers undefined when there are none. */
  store(connection: Connection, rows: Rows): Promise<unknown> | undefined;
  /** Called after the commit of what was stored; may not fail. */
  committed?(rows: Rows): void;
}

/** No outcome: the command was not carried out, or (`unknown`) may have been. Repeat it. */
export class NotCarriedOut extends Error {
  override readonly name = 'NotCarriedOut';
  readonly outcome: 'nothing-stored' | 'unknown';

  constructor(outcome: 'nothing-stored' | 'unknown', message: string, cause?: unknown) {
    super(message, { cause });
    this.outcome = outcome;
  }
}

/** Why a command has no outcome. */
export type NoOutcome = 'closing' | 'too-many-waiting' | 'waited-too-long' | 'transaction-failed';

/** Called with a pipeline's events, for metrics; must not throw. */
export interface PipelineObserver {
  /** A transaction with this many commands was committed. */
  readonly onBatch: (commands: number, tookMs: number) => void;
  /** A transaction was rolled back; its commands may run again. */
  readonly onDropped: (failure: Failure) => void;
  readonly onNotCarriedOut: (why: NoOutcome) => void;
}

/** A command that waits for a lane, with the promise of its caller. */
export interface Waiting<Command, Outcome> {
  readonly command: Command;
  readonly sinceMs: number;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}
