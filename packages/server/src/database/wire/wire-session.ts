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
} from './message-reader.ts';
import { MessageWriter } from './message-writer.ts';
import { readError } from './server-error.postgres.ts';
import {
  type Prepared,
  writeClose,
  writePrepare,
  writeRun,
  writeSync,
} from './statement-messages.ts';
import {
  isRefusedCommit,
  keyOf,
  type Row,
  type Run,
  type Step,
  settlements,
  takeRow,
} from './step.ts';

export interface WireSessionOptions {
  /** The connection behind log-in, with all that was asked so far answered. */
  readonly stream: Duplex;
  /** An answer is owed from now on; `onAnswered` is called as often. */
  readonly onAsked: () => void;
  readonly onAnswered: () => void;
  readonly onNotification?: ((message: Notification) => void) | undefined;
}

/**
 * Runs statements over an open connection. Those of one turn of the event loop leave in one buffer. A
 * statement outside a transaction is a step of its own. The statements of a transaction that leave
 * together are one step: when one fails, the server skips those behind it, and they reject with its
 * failure. When one cannot even be sent, the session itself refuses those behind it, the commit
 * included, until the transaction is rolled back: half a transaction is never committed.
 */
export class WireSession {
  readonly #options: WireSessionOptions;
  readonly #out = new MessageWriter();
  readonly #prepared = new Map<string, Prepared>();
  /** Sent, and not yet answered. */
  readonly #steps: Step[] = [];
  #gathered: Run[] = [];
  /** Statements among those gathered that the server refused to prepare, and why. */
  readonly #refused = new Map<string, unknown>();
  /** Names of prepared statements that are closed when the next one is prepared. */
  #unused: string[] = [];
  #unwritten = 0;
  #names = 0;
  #preparing = false;
  #inTransaction = false;
  /** Of a transaction: what the server refuses behind it, it refuses because of this one. */
  #firstFailure: unknown;
  /** Of a transaction that lacks a statement which could not be sent. */
  #incomplete: { readonly failure: unknown } | undefined;
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
    // 'close' comes late: it waits until all that was written has left.
    for (const event of ['end', 'close']) {
      stream.on(event, () => this.#end(new Error('Connection terminated unexpectedly')));
    }
  }

  get alive(): boolean {
    return this.#ended === undefined;
  }

  run(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      this.#options.onAsked();
      this.#gathered.push({ statement, values, resolve, reject });
      if (this.#gathered.length === 1 && !this.#preparing) process.nextTick(() => this.#flush());
    });
  }

  /** Sends all that was gathered, once every statement of it is prepared or refused. */
  #flush(): void {
    if (this.#ended || this.#preparing || this.#gathered.length === 0) return;
    const missing = this.#gathered.filter(({ statement }) => {
      const key = keyOf(statement);
      return !this.#prepared.has(key) && !this.#refused.has(key);
    });
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
    // Never the same twice: a first try may have prepared it and failed when it was described.
    const name = `${++this.#names} ${statement.name}`;
    for (const unused of this.#unused.splice(0)) writeClose(this.#out, unused);
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
          this.#refused.set(key, error);
          resolve();
        },
      };
      this.#sync([run], preparing);
    });
  }

  #writeRuns(runs: readonly Run[]): void {
    let step: Run[] = [];
    for (const run of runs) {
      const { transaction } = run.statement;
      if (this.#incomplete && transaction !== 'rolls-back') {
        const { failure } = this.#incomplete;
        this.#settle(() => run.reject(failure));
        continue;
      }
      try {
        this.#writeRun(run);
      } catch (error) {
        // Nothing of it was written.
        this.#settle(() => run.reject(error));
        if (this.#inTransaction || transaction === 'begins') this.#incomplete = { failure: error };
        continue;
      }
      step.push(run);
      if (transaction) {
        this.#inTransaction = transaction === 'begins';
        this.#incomplete = undefined;
      }
      if (this.#inTransaction) continue;
      this.#sync(step);
      step = [];
    }
    if (step.length > 0) this.#sync(step);
    this.#refused.clear();
    this.#forgetUnnamed(runs);
  }

  #writeRun(run: Run): void {
    const { statement, values } = run;
    const key = keyOf(statement);
    if (this.#refused.has(key)) throw this.#refused.get(key);
    const prepared = required(this.#prepared.get(key), 'prepared');
    writeRun(this.#out, prepared, values);
    run.fields = prepared.fields;
  }

  /** A statement without a name may never come again. */
  #forgetUnnamed(runs: readonly Run[]): void {
    for (const { statement } of runs) {
      const prepared = statement.name ? undefined : this.#prepared.get(statement.text);
      if (!prepared) continue;
      this.#prepared.delete(statement.text);
      this.#unused.push(prepared.name);
    }
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
      case backend.dataRow:
        takeRow(step, bytes, start);
        return;
      case backend.copyIn:
        // The server would wait for data without end, and ignore each Sync.
        throw new Error('COPY FROM STDIN needs a client of its own');
      case backend.commandComplete:
        if (isRefusedCommit(step, bytes, start)) {
          step.failure = required(this.#firstFailure, 'a statement has failed before');
          return;
        }
        step.answered += 1;
        step.rows.push([]);
        return;
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
        for (const settle of settlements(step)) this.#settle(settle);
        return;
    }
  }

  #onError(step: Step | undefined, error: ReturnType<typeof readError>): void {
    if (error.code !== inFailedTransaction) this.#firstFailure = error;
    if (step) step.failure = this.#firstFailure ?? error;
    // With it the server ends the session, whose other callers have the same reason.
    if (error.severity === 'FATAL' || error.severity === 'PANIC') this.#end(error);
  }

  #settle(settle: () => void): void {
    this.#options.onAnswered();
    settle();
  }

  #end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    // Its listeners are notified now, even if the server closes the connection late.
    this.#options.stream.destroy();
    for (const step of this.#steps.splice(0)) {
      for (const run of step.runs) this.#settle(() => run.reject(step.failure ?? error));
    }
    for (const run of this.#gathered.splice(0)) this.#settle(() => run.reject(error));
  }
}

const inFailedTransaction = '25P02';
