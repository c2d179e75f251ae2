import type { Duplex } from 'node:stream';
import type { Duration } from '@sampan/primitives';
import pg from 'pg';
import { type ClientOptions, openClient } from './client.postgres.ts';
import { withDefaults } from './silence.ts';
import { type Statement, statement } from './statement.ts';
import { WireSession } from './wire/wire-session.ts';

/** A row as the driver gives it; each statement's function decodes its own. */
export type RawRow = Readonly<Record<string, unknown>>;

/**
 * One connection in pipeline mode: statements sent without waiting in between share one round trip
 * and are answered in order.
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
  /**
   * Only single statements run over it, so it may be shared with others that read, or that write; see
   * `sharedConnections`.
   */
  readonly shares?: 'reads' | 'writes';
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

const ask = statement({ name: 'ask-whether-connected', text: 'select true as connected' });

/** Opens a connection; rejects when the database cannot be reached. */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const { heartbeat, listening } = options;
  const { timers } = withDefaults(options.silence);
  let alive = true;
  const die = (): void => {
    alive = false;
  };
  const open = await openClient(options, (opening) => {
    opening.on('error', die);
    opening.on('end', die);
  });
  const { client, silence } = open;
  // The driver knows the stream and the number of its session, and its types do not say so.
  const { connection: opened, processID } = client as unknown as {
    readonly connection: { readonly stream: Duplex };
    readonly processID: number;
  };
  const session = new WireSession({
    stream: opened.stream,
    onAsked: silence.asked,
    onAnswered: silence.answered,
    onNotification:
      listening &&
      (({ processId, payload }) => listening.onMessage(payload, processId === processID)),
  });
  const connection: Connection = {
    get alive() {
      return alive && session.alive;
    },
    run: (statement, values = []) => session.run(statement, values),
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
  { channel, onEnd }: Listening,
): Promise<void> {
  try {
    await connection.run({ name: '', text: `listen ${pg.escapeIdentifier(channel)}` });
  } catch (error) {
    await connection.close();
    throw error;
  }
  client.on('end', onEnd);
  if (!connection.alive) onEnd();
}
