/**
 * The one place where the driver opens a connection, so that none is without its limits: for opening,
 * for silence, for a session whose client has vanished.
 */
import { Socket } from 'node:net';
import { type Duration, type Instant, instant, seconds, settlesWithin } from '@sampan/primitives';
import pg from 'pg';
import {
  type Progress,
  type SilenceLimit,
  type SilenceWatch,
  watchSilence,
  withDefaults,
} from './silence.ts';

export interface ClientOptions {
  readonly url: string;
  /** Shown by the database in its list of connections. */
  readonly name: string;
  /** How long a statement may wait for a lock before it fails. */
  readonly lockTimeoutMs?: number;
  /** From when a database that owes an answer counts as lost. */
  readonly silence?: SilenceLimit;
  /**
   * `prompt` statements never take as long as the limit for silence. `long` ones may: then the server is
   * asked over another connection whether it still works on them.
   */
  readonly patience?: 'prompt' | 'long';
  /**
   * How long the connection may be idle before it sends a heartbeat. Every connection that holds a
   * session lock, listens, or must be ready at once has one; when it stops, the server ends the
   * session and frees its locks.
   */
  readonly heartbeat?: Duration;
  /**
   * For lanes, whose statements all use keys: disables sequential scans. The planner would choose
   * one while a table is small, and keep that plan after it has grown.
   */
  readonly byIndexOnly?: boolean;
  /** More settings of the session. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Breaks the connection, and any attempt to open one, when the process has waited enough. */
  readonly signal?: AbortSignal;
  /** Called with a connection's name when it opens (1) and ends (-1). */
  readonly onConnection?: (name: string, change: 1 | -1) => void;
}

export interface OpenClient {
  readonly client: pg.Client;
  readonly socket: Socket;
  readonly silence: SilenceWatch;
  /** Waits for what is owed, as long as the database is not silent; then says goodbye, not for long. */
  close(): Promise<void>;
}

/** Includes the log-in: a proxy may accept the connection and never say a word. */
const openingMaxMs = 5_000;

/** A goodbye takes one packet; a database that is gone gets no more. */
const farewellMax = seconds(2);

/**
 * Opens a client; rejects when the database cannot be reached. `onOpening` sees it before it connects, so that
 * no event is missed.
 */
export async function openClient(
  options: ClientOptions,
  onOpening?: (client: pg.Client) => void,
): Promise<OpenClient> {
  const { signal, patience = 'prompt' } = options;
  if (signal?.aborted) throw stopping();
  const limit = withDefaults(options.silence);
  const socket = new Socket();
  const client = new pg.Client({
    ...driverSettings(options),
    connectionTimeoutMillis: Math.min(openingMaxMs, limit.max),
    stream: () => socket,
  });
  // The failure reaches the waiting callers; without a listener the process would end.
  client.on('error', () => undefined);
  onOpening?.(client);
  const abort = (): void => {
    socket.destroy(stopping());
  };
  signal?.addEventListener('abort', abort);
  socket.once('close', () => signal?.removeEventListener('abort', abort));
  try {
    await client.connect();
  } catch (error) {
    socket.destroy();
    throw error;
  }
  options.onConnection?.(options.name, 1);
  socket.once('close', () => options.onConnection?.(options.name, -1));
  const progress = patience === 'long' ? () => progressOf(client, options) : undefined;
  const silence = watchSilence({ socket, limit, ...(progress && { progress }) });
  const close = async (): Promise<void> => {
    await silence.quiet();
    const ended = client.end();
    if (!(await settlesWithin(farewellMax, ended, limit.timers))) socket.destroy();
  };
  return { client, socket, silence, close };
}

const stopping = (): Error =>
  Object.assign(new Error('The server stops'), { code: 'ECONNABORTED' });

/** Asks over a second connection what the server does for the first. */
async function progressOf(client: pg.Client, options: ClientOptions): Promise<Progress> {
  const { url, silence, signal } = options;
  const asking = await openClient({
    url,
    name: 'sampan progress',
    ...(silence && { silence }),
    ...(signal && { signal }),
  });
  try {
    // The driver knows the number of its session and its types do not say so.
    const { processID } = client as unknown as { readonly processID: number };
    asking.silence.asked();
    const { rows } = await asking.client.query<{ state: string | null; waits: string | null }>(
      'select state, wait_event_type as waits from pg_stat_activity where pid = $1',
      [processID],
    );
    const [session] = rows;
    if (!session?.state) return 'unknown';
    // An active session that waits for its client has answered, and the answer does not arrive.
    return session.state === 'active' && session.waits !== 'Client' ? 'working' : 'not-working';
  } finally {
    asking.socket.destroy();
  }
}

/**
 * A transaction of prompt statements goes on within milliseconds. One that does not by the time that its
 * client would call the database silent has lost that client, and frees its locks.
 */
const longIdleInTransactionMs = 30_000;
const marginMs = 2_000;

/**
 * By when the server, too, notices a client that has vanished, and frees the locks of its session:
 * its host is asked after 10 seconds without a word, every 2 seconds, 5 times.
 */
const serverNotices =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=5';

function driverSettings(options: ClientOptions): pg.ClientConfig {
  const { url, name, lockTimeoutMs, byIndexOnly, patience, heartbeat, settings = {} } = options;
  const lateMs = withDefaults(options.silence).max + marginMs;
  const idleMs = patience === 'long' ? longIdleInTransactionMs : lateMs;
  const words = [
    '-c timezone=UTC',
    `-c idle_in_transaction_session_timeout=${idleMs}`,
    // For statements that are a transaction by themselves; `begin` says it for the others.
    '-c default_transaction_isolation=read\\ committed',
    serverNotices,
  ];
  if (heartbeat !== undefined) words.push(`-c idle_session_timeout=${lateMs + heartbeat}`);
  if (lockTimeoutMs !== undefined) words.push(`-c lock_timeout=${lockTimeoutMs}`);
  if (byIndexOnly) words.push('-c enable_seqscan=off -c plan_cache_mode=force_generic_plan');
  for (const [key, value] of Object.entries(settings)) words.push(`-c ${key}=${value}`);
  return {
    connectionString: url,
    application_name: name,
    options: words.join(' '),
    types,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
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
