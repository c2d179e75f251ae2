import { milliseconds } from '@sampan/primitives';
import type { Connect, Connection, Purpose } from './connection.postgres.ts';
import { usualHeartbeat } from './silence.ts';

/** No statement of a small system takes longer; a slower one is stopped. */
const longest = milliseconds(7_000);

const purposes: Readonly<Record<'reads' | 'writes', Purpose>> = {
  reads: {
    name: 'sampan reads',
    heartbeat: usualHeartbeat,
    settings: { default_transaction_read_only: 'on', statement_timeout: String(longest) },
  },
  writes: { name: 'sampan writes', heartbeat: usualHeartbeat },
};

interface Shared {
  readonly opening: Promise<Connection>;
  users: number;
}

/**
 * For a system that must cost few connections: all its readers share one, and all its writers share
 * another, whatever each is for. Connections that hold locks or transactions stay their holder's own.
 * A shared one closes when its last user has closed it.
 *
 * ```ts
 * const platform = await openPlatform({ connect: sharedConnections(connectTo({ url })), … });
 * ```
 */
export function sharedConnections(connect: Connect): Connect {
  const open = new Map<Purpose['shares'], Shared>();

  async function share(kind: 'reads' | 'writes'): Promise<Connection> {
    const shared = await joined(kind);
    try {
      return handleOf(await shared.opening, () => leave(kind, shared));
    } catch (error) {
      await leave(kind, shared);
      throw error;
    }
  }

  /** Counts the user before it looks whether the connection lives, so that it is not closed meanwhile. */
  async function joined(kind: 'reads' | 'writes'): Promise<Shared> {
    const known = open.get(kind);
    if (known) {
      known.users += 1;
      if (await lives(known)) return known;
      if (open.get(kind) === known) open.delete(kind);
      await leave(kind, known);
    }
    // Callers that found the same one lost open one new connection together.
    const shared = open.get(kind) ?? { opening: connect(purposes[kind]), users: 0 };
    open.set(kind, shared);
    shared.users += 1;
    return shared;
  }

  async function leave(kind: 'reads' | 'writes', shared: Shared): Promise<void> {
    shared.users -= 1;
    if (shared.users > 0) return;
    if (open.get(kind) === shared) open.delete(kind);
    await (await shared.opening.catch(() => undefined))?.close();
  }

  return (purpose) => (purpose.shares ? share(purpose.shares) : connect(purpose));
}

const lives = async ({ opening }: Shared): Promise<boolean> =>
  opening.then(
    ({ alive }) => alive,
    () => false,
  );

/** One user's view of a connection that others use too. */
function handleOf(connection: Connection, leave: () => Promise<void>): Connection {
  let isClosed = false;
  return {
    run: (statement, values) => connection.run(statement, values),
    get alive() {
      return !isClosed && connection.alive;
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await leave();
    },
  };
}
