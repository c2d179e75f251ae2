import type { Statement } from '../statement.ts';
import type { Bytes } from './codec.ts';
import { type Field, readRow } from './message-reader.ts';
import type { Prepared } from './statement-messages.ts';

/** A row as its statement's columns name it. */
export type Row = Readonly<Record<string, unknown>>;

/** A caller's statement, and how the caller gets its answer. */
export interface Run {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: unknown) => void;
  /** The columns of its rows, from when it is sent. */
  fields?: readonly Field[];
}

/** What the server answers up to one ReadyForQuery. */
export interface Step {
  readonly runs: readonly Run[];
  /** The rows of each run that is answered, and of the one whose answer arrives. */
  readonly rows: Row[][];
  /** Of a step that prepares a statement: what the server says of it. */
  readonly preparing?: Prepared;
  answered: number;
  failure: unknown;
  /** A row that cannot be read fails its own run alone: the messages behind it keep their places. */
  unreadable?: Map<number, unknown>;
}

/** DataRow: one more row of the run whose answer arrives. */
export function takeRow(step: Step, bytes: Bytes, start: number): void {
  const { runs, rows, answered } = step;
  try {
    rows[answered]?.push(readRow(bytes, start, runs[answered]?.fields ?? []));
  } catch (error) {
    step.unreadable ??= new Map();
    step.unreadable.set(answered, error);
  }
}

/** CommandComplete of a commit: the server has rolled back, because a statement had failed before. */
export function isRefusedCommit(step: Step, { buffer }: Bytes, start: number): boolean {
  const isCommit = step.runs[step.answered]?.statement.transaction === 'commits';
  return isCommit && buffer[start] !== commitTag;
}

/** The first letter of `COMMIT`, where a refused one says `ROLLBACK`. */
const commitTag = 0x43;

/** What each caller of a step is answered, once all of the step is. */
export function settlements(step: Step): readonly (() => void)[] {
  const { runs, rows, answered, failure, preparing, unreadable } = step;
  const failedAtEnd = failure !== undefined && answered === runs.length;
  const done = failedAtEnd ? 0 : preparing && failure === undefined ? 1 : answered;
  return runs.map((run, index) => () => {
    if (index >= done) run.reject(failure);
    else if (unreadable?.has(index)) run.reject(unreadable.get(index));
    else run.resolve(rows[index] ?? []);
  });
}

/** A statement without a name is known by its text. */
export const keyOf = ({ name, text }: Statement): string => name || text;
