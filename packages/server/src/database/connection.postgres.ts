import type { Socket } from 'node:net';
import type { Duration, Instant } from '@sampan/primitives';
import pg from 'pg';
import { type ClientOptions, openClient } from './client.postgres.ts';
import { withDefaults } from './silence.ts';
import { type Statement, statement } from './statement.ts';

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

export interface ConnectionOptions extends ClientOptions {
  readonly listening?: Listening;
}

/** What a connection is for: its name, its patience, its limits. Where the database is, `connect` knows. */
export type Purpose = Omit<ConnectionOptions, 'url' | 'signal' | 'silence'>;

/** Opens a connection to the one database of a system. */
export type Connect = (purpose: Purpose) => Promise<Connection>;

/** A channel of `LISTEN` that a connection hears. */
export interface Listening {
  readonly channel: string;
  /** Called with each message; `isOwn` when this very connection sent it. */
  onMessage(payload: string, isOwn: boolean): void;
  /** The connection is lost or closed: messages may be missed from now on. */
  onEnd(): void;
}

/** The text that stands for an instant in a statement's values. */
export const timestamp = (at: Instant): string => new Date(at).toISOString();

const ask = statement({ name: 'ask-whether-connected', text: 'select true as connected' });

/** Opens a connection; rejects when the database cannot be reached. */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const { heartbeat, listening } = options;
  const { timers } = withDefaults(options.silence);
  let alive = true;
  const die = (): void => {
    alive = false;
  };
  const open = await openClient(options, {
    pipeline: true,
    onOpening: (opening) => {
      opening.on('error', die);
      opening.on('end', die);
    },
  });
  const { client, socket, silence } = open;
  const causeOf = firstFailures();
  const connection: Connection = {
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
      await open.close();
    },
  };
  if (listening) await listen(client, connection, listening);
  if (heartbeat !== undefined) void beat(heartbeat);
  return connection;

  async function beat(every: Duration): Promise<void> {
    while (alive) {
      await timers.sleep(every);
      if (alive && silence.isQuiet()) await connection.run(ask).catch(() => undefined);
    }
  }
}

/** Where a database is, and what holds for every connection to it. */
export type Database = Pick<
  ConnectionOptions,
  'url' | 'signal' | 'silence' | 'heartbeat' | 'lockTimeoutMs' | 'onConnection'
>;

/**
 * ```ts
 * const platform = await openPlatform({ connect: connectTo({ url }), … });
 * ```
 */
export const connectTo =
  (database: Database): Connect =>
  (purpose) =>
    connect({ ...purpose, ...database });

async function listen(
  client: pg.Client,
  connection: Connection,
  { channel, onMessage, onEnd }: Listening,
): Promise<void> {
  // The driver knows the number of its session and its types do not say so.
  const { processID } = client as unknown as { readonly processID: unknown };
  client.on('notification', ({ processId, payload = '' }) => {
    onMessage(payload, processId === processID);
  });
  try {
    await connection.run({ name: '', text: `listen ${pg.escapeIdentifier(channel)}` });
  } catch (error) {
    await connection.close();
    throw error;
  }
  client.on('end', onEnd);
  if (!connection.alive) onEnd();
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
