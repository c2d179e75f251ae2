import type { Duplex } from 'node:stream';
import { required } from '@sampan/primitives';
import type { Statement } from '../statement.ts';
import type { Bytes } from './codec.ts';
import {
  backend,
  MessageReader,
  type Notification,
  readFields,
  readNotification,
  readParameters,
  readRow,
} from './message-reader.ts';
import { MessageWriter } from './message-writer.ts';
import { readError } from './server-error.postgres.ts';
import { type Prepared, writePrepare, writeRun, writeSync } from './statement-messages.ts';

/** A row as its statement's columns name it. */
type Row = Readonly<Record<string, unknown>>;

export interface WireSessionOptions {
  /** The connection behind log-in, with all that was asked so far answered. */
  readonly stream: Duplex;
  /** An answer is owed from now on; `onAnswered` is called as often. */
  readonly onAsked: () => void;
  readonly onAnswered: () => void;
  readonly onNotification?: ((message: Notification) => void) | undefined;
}

interface Run {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What the server answers up to one ReadyForQuery. */
interface Step {
  readonly runs: readonly Run[];
  /** The rows of each run that is answered, and of the one whose answer arrives. */
  readonly rows: Row[][];
  /** Of a step that prepares a statement: what the server says of it. */
  readonly preparing?: Prepared;
  answered: number;
  failure: unknown;
}

/**
 * Runs statements over an open connection. Those of one turn of the event loop leave in one buffer. A
 * statement outside a transaction is a step of its own. The statements of a transaction that leave
 * together are one step: when one fails, the server skips those behind it, and they reject with its
 * failure.
 */
export class WireSession {
  readonly #options: WireSessionOptions;
  readonly #out = new MessageWriter();
  readonly #prepared = new Map<string, Prepared>();
  /** Sent, and not yet answered. */
  readonly #steps: Step[] = [];
  #gathered: Run[] = [];
  #unwritten = 0;
  #unnamed = 0;
  #preparing = false;
  #inTransaction = false;
  /** Of a transaction: what the server refuses behind it, it refuses because of this one. */
  #firstFailure: unknown;
  #ended: Error | undefined;

  constructor(options: WireSessionOptions) {
    this.#options = options;
    const { stream } = options;
    const reader = new MessageReader((kind, bytes, start, end) =>
      this.#onMessage(kind, bytes, start, end),
    );
    // From here on the driver that has opened the connection reads nothing.
    stream.removeAllListeners('data');
    stream.on('data', (chunk: Buffer) => {
      try {
        reader.read(chunk);
      } catch (error) {
        // What cannot be read leaves every later answer without its place.
        stream.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
    stream.on('error', (error: Error) => this.#end(error));
    stream.on('close', () => this.#end(new Error('Connection terminated unexpectedly')));
  }

  run(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      this.#options.onAsked();
      this.#gathered.push({ statement, values, resolve, reject });
      if (this.#gathered.length === 1 && !this.#preparing) process.nextTick(() => this.#flush());
    });
  }

  /** Sends all that was gathered, once every statement of it is prepared. */
  #flush(): void {
    if (this.#ended || this.#preparing || this.#gathered.length === 0) return;
    const missing = this.#gathered.filter(({ statement }) => !this.#prepared.has(keyOf(statement)));
    if (missing.length > 0) {
      void this.#prepare(missing.map(({ statement }) => statement));
      return;
    }
    const runs = this.#gathered;
    this.#gathered = [];
    this.#send(() => this.#writeRuns(runs));
  }

  #send(write: () => void): void {
    const { stream } = this.#options;
    if (this.#unwritten > 0) this.#out.renew();
    else this.#out.reuse();
    write();
    const bytes = this.#out.written();
    if (bytes.length === 0) return;
    this.#unwritten += 1;
    stream.write(bytes, () => {
      this.#unwritten -= 1;
    });
  }

  async #prepare(missing: readonly Statement[]): Promise<void> {
    this.#preparing = true;
    const statements = [...new Map(missing.map((one) => [keyOf(one), one])).values()];
    const prepared: Promise<void>[] = [];
    this.#send(() => {
      for (const statement of statements) prepared.push(this.#prepareOne(statement));
    });
    await Promise.all(prepared);
    this.#preparing = false;
    this.#flush();
  }

  /** A step of its own, so that a statement that the server refuses fails alone. */
  #prepareOne(statement: Statement): Promise<void> {
    const key = keyOf(statement);
    const name = statement.name || `unnamed ${++this.#unnamed}`;
    writePrepare(this.#out, name, statement.text);
    this.#options.onAsked();
    const preparing: Prepared = { name, parameters: [], fields: [] };
    return new Promise((resolve) => {
      const run: Run = {
        statement,
        values: [],
        resolve: () => {
          this.#prepared.set(key, preparing);
          resolve();
        },
        reject: (error) => {
          this.#dropGathered(key, error);
          resolve();
        },
      };
      this.#sync([run], preparing);
    });
  }

  #dropGathered(key: string, error: unknown): void {
    const dropped = this.#gathered.filter(({ statement }) => keyOf(statement) === key);
    this.#gathered = this.#gathered.filter(({ statement }) => keyOf(statement) !== key);
    for (const run of dropped) this.#settle(() => run.reject(error));
  }

  #writeRuns(runs: readonly Run[]): void {
    let step: Run[] = [];
    for (const [index, run] of runs.entries()) {
      const { statement, values } = run;
      try {
        writeRun(this.#out, required(this.#prepared.get(keyOf(statement)), 'prepared'), values);
      } catch (error) {
        // Nothing of it was written. What follows was meant to follow it.
        for (const { reject } of runs.slice(index)) this.#settle(() => reject(error));
        break;
      }
      step.push(run);
      const { transaction } = statement;
      if (transaction) this.#inTransaction = transaction === 'begins';
      if (this.#inTransaction) continue;
      this.#sync(step);
      step = [];
    }
    if (step.length > 0) this.#sync(step);
  }

  #sync(runs: readonly Run[], preparing?: Prepared): void {
    writeSync(this.#out);
    const started = { runs, rows: [[]], answered: 0, failure: undefined };
    this.#steps.push(preparing ? { ...started, preparing } : started);
  }

  #onMessage(kind: number, bytes: Bytes, start: number, end: number): void {
    if (kind === backend.notification) {
      this.#options.onNotification?.(readNotification(bytes, start));
      return;
    }
    const step = this.#steps[0];
    if (kind === backend.error) {
      this.#onError(step, readError(bytes, start, end));
    } else if (step) {
      this.#onAnswer(step, kind, bytes, start);
    }
  }

  #onAnswer(step: Step, kind: number, bytes: Bytes, start: number): void {
    switch (kind) {
      case backend.dataRow: {
        const statement = step.runs[step.answered]?.statement;
        const fields = statement && this.#prepared.get(keyOf(statement))?.fields;
        step.rows[step.answered]?.push(readRow(bytes, start, fields ?? []));
        return;
      }
      case backend.commandComplete:
      case backend.emptyQuery:
        step.answered += 1;
        step.rows.push([]);
        return;
      case backend.parameterDescription:
        if (step.preparing) step.preparing.parameters = readParameters(bytes, start);
        return;
      case backend.rowDescription:
        if (step.preparing) step.preparing.fields = readFields(bytes, start);
        return;
      case backend.readyForQuery:
        // Only now has a statement outside a transaction been committed.
        this.#steps.shift();
        this.#answer(step);
        return;
    }
  }

  #onError(step: Step | undefined, error: ReturnType<typeof readError>): void {
    if (error.code !== inFailedTransaction) this.#firstFailure = error;
    if (step) step.failure = this.#firstFailure ?? error;
  }

  #answer({ runs, rows, answered, failure, preparing }: Step): void {
    const failedAtEnd = failure !== undefined && answered === runs.length;
    const done = failedAtEnd ? 0 : preparing && failure === undefined ? 1 : answered;
    for (const [index, run] of runs.entries()) {
      this.#settle(() => {
        if (index < done) run.resolve(rows[index] ?? []);
        else run.reject(failure);
      });
    }
  }

  #settle(settle: () => void): void {
    this.#options.onAnswered();
    settle();
  }

  #end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    for (const step of this.#steps.splice(0)) {
      for (const run of step.runs) this.#settle(() => run.reject(step.failure ?? error));
    }
    for (const run of this.#gathered.splice(0)) this.#settle(() => run.reject(error));
  }
}

/** A statement without a name is known by its text. */
const keyOf = ({ name, text }: Statement): string => name || text;

const inFailedTransaction = '25P02';
