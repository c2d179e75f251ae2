import { Socket } from 'node:net';
import {
  type Duration,
  type Instant,
  instant,
  milliseconds,
  type Timers,
} from '@sampan/primitives';
import pg from 'pg';
import type { Statement } from './statement.ts';

/** A row as the driver gives it; each statement's function decodes its own. */
export type RawRow = Readonly<Record<string, unknown>>;

/**
 * One connection in pipeline mode: statements that are run without waiting in between travel in
 * one round trip and are answered in order.
 */
export interface Connection {
  /**
   * Rejects with what the server said. A statement that the server refuses only because an earlier
   * one of its transaction has failed (25P02) rejects with the failure of that one.
   */
  run(statement: Statement, values?: readonly unknown[]): Promise<readonly RawRow[]>;
  /** True until the connection is lost or closed. */
  readonly alive: boolean;
  /** The lane that this connection is, when it was opened for one. */
  readonly lane?: number;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly url: string;
  /** Shown by the database in its list of connections. */
  readonly name: string;
  /** How long a statement may wait for a lock before it fails. */
  readonly lockTimeoutMs?: number;
  /**
   * How long the database may owe answers and send none before the connection counts as lost. A host
   * that has vanished sends nothing, and the system would wait for a quarter of an hour.
   */
  readonly silence?: { readonly max: Duration; readonly timers: Timers };
  /**
   * For lanes, whose statements all go by keys: never read a table as a whole. The planner would
   * choose to while a table is new and small, and keep to it when it has grown.
   */
  readonly byIndexOnly?: boolean;
}

// 64-bit integers are bigint whatever their size, times are instants. Sessions speak UTC, so the
// text is always `2026-11-22 00:20:00.123+00`.
const types = {
  getTypeParser: ((oid: number, format?: string) => {
    if (oid === 20) return (text: string) => BigInt(text);
    if (oid === 1184) return (text: string) => readTimestamp(text);
    return pg.types.getTypeParser(oid, format as 'text');
  }) as typeof pg.types.getTypeParser,
};

function readTimestamp(text: string): Instant {
  return instant(Date.parse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`));
}

/** The text that stands for an instant in a statement's values. */
export const timestamp = (at: Instant): string => new Date(at).toISOString();

/** `timestamp` for a column that may be null. */
export const timestampOrNull = (at: Instant | undefined): string | null =>
  at === undefined ? null : timestamp(at);

/** The driver's settings that every connection of the system shares. */
export function driverSettings(options: ConnectionOptions): pg.ClientConfig {
  const { url, name, lockTimeoutMs, byIndexOnly } = options;
  const settings = [
    '-c timezone=UTC',
    '-c idle_in_transaction_session_timeout=30000',
    // For statements that are a transaction by themselves; `begin` says it for the others.
    '-c default_transaction_isolation=read\\ committed',
  ];
  if (lockTimeoutMs !== undefined) settings.push(`-c lock_timeout=${lockTimeoutMs}`);
  if (byIndexOnly) settings.push('-c enable_seqscan=off -c plan_cache_mode=force_generic_plan');
  return {
    connectionString: url,
    application_name: name,
    options: settings.join(' '),
    types,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  };
}

/** Opens a connection; rejects when the database cannot be reached. */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const socket = new Socket();
  const client = new pg.Client({
    ...driverSettings(options),
    pipeline: true,
    stream: () => socket,
  });
  let alive = true;
  const die = (): void => {
    alive = false;
  };
  client.on('error', die);
  client.on('end', die);
  await client.connect();
  const silence = watchSilence(socket, options.silence);
  const causeOf = firstFailures();
  return {
    get alive() {
      return alive;
    },
    async run({ name, text }, values = []) {
      gather(socket);
      silence.asked();
      try {
        const result = await client.query({ name, text, values: values as unknown[] });
        return result.rows as readonly RawRow[];
      } catch (error) {
        throw causeOf(error);
      } finally {
        silence.answered();
      }
    },
    async close() {
      alive = false;
      await client.end();
    },
  };
}

/**
 * Finds the cause of a statement's failure. Once a statement of a transaction has failed, the server
 * answers all that follow it with 25P02. Answers come in the order of the statements, so the failure
 * before them is the cause, however late the caller of the guilty statement hears of it.
 */
function firstFailures(): (error: unknown) => unknown {
  let first: unknown;
  return (error) => {
    if (!(error instanceof pg.DatabaseError)) return error;
    if (error.code !== '25P02') first = error;
    return first ?? error;
  };
}

/** What is written in one turn of the event loop leaves as one packet, not one for each statement. */
function gather(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  process.nextTick(() => socket.uncork());
}

/** Breaks the connection when answers are owed and none has come for too long. */
function watchSilence(socket: Socket, silence: ConnectionOptions['silence']) {
  if (!silence) return { asked: () => undefined, answered: () => undefined };
  const { max, timers } = silence;
  let owed = 0;
  let sinceMs = 0;
  let watching = false;
  const watch = async (): Promise<void> => {
    watching = true;
    while (owed > 0 && !socket.destroyed) {
      const left = max - (timers.monotonicMs() - sinceMs);
      if (left > 0) await timers.sleep(milliseconds(Math.ceil(left)));
      else
        socket.destroy(Object.assign(new Error('The database is silent'), { code: 'ETIMEDOUT' }));
    }
    watching = false;
  };
  return {
    asked: () => {
      if (owed++ > 0) return;
      sinceMs = timers.monotonicMs();
      if (!watching) void watch();
    },
    answered: () => {
      owed -= 1;
      sinceMs = timers.monotonicMs();
    },
  };
}
