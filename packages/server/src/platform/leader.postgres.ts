import {
  type BusinessClock,
  type Connect,
  type Connection,
  followClock,
  statement,
  usualHeartbeat,
} from '#database';

/** Any number will do, as long as nothing else that we lock has it. */
const lockNumber = 7_226_729;

// The lock goes with the session: in whatever way its process ends, another can lead at once.
const tryToLead = statement({
  name: 'try-to-lead',
  text: 'select pg_try_advisory_lock($1) as leads',
});

/** One process of all that share a database, on whatever hosts: it runs what runs by the clock. */
export interface Leader {
  /** Whether this process leads; it begins to when nobody does. Rejects without a database or its time. */
  leads(): Promise<boolean>;
  close(): Promise<void>;
}

/** A process that is no worker: it never leads, and does only what every process does for itself. */
export const follower: Leader = {
  leads: async () => false,
  close: async () => undefined,
};

export interface LeaderOptions {
  readonly connect: Connect;
  readonly clock: BusinessClock;
}

/**
 * Leadership saves work and spares the log; nothing depends on it. A process that was cut off may
 * believe for a moment that it still leads, and what two do at once is done once all the same.
 *
 * A process whose clock is not the database's would only stand in the way of the others: it resigns,
 * and asks again later.
 */
export function leaderOf({ connect, clock }: LeaderOptions): Leader {
  let connection: Connection | undefined;
  let isLeading = false;
  async function close(): Promise<void> {
    isLeading = false;
    await connection?.close().catch(() => undefined);
  }
  return {
    async leads() {
      if (!connection?.alive) {
        isLeading = false;
        // A session that is cut off must not keep the lock: without the heartbeat the server ends it.
        connection = await connect({ name: 'sampan leader', heartbeat: usualHeartbeat });
      }
      try {
        // Also tells whether the session, and the lock with it, is still there.
        await followClock(connection, clock);
        isLeading ||= (await connection.run(tryToLead, [lockNumber]))[0]?.leads === true;
        return isLeading;
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}
