import {
  type BusinessClock,
  type Connect,
  type Connection,
  followClock,
  leaderLock,
  statement,
  usualHeartbeat,
} from '#database';

// A session-level lock: when the leader's process ends in any way, another can lead at once.
const tryToLead = statement({
  name: 'try-to-lead',
  text: 'select pg_try_advisory_lock($1) as leads',
});

/** Leader election: one process per database, on any host, runs the scheduled jobs. */
export interface Leader {
  /**
   * Whether this process leads; it becomes leader if there is none. Rejects without a database or
   * its time.
   */
  leads(): Promise<boolean>;
  close(): Promise<void>;
}

/** A process without the role `worker`: it never leads, and runs only the jobs of every process. */
export const follower: Leader = {
  leads: async () => false,
  close: async () => undefined,
};

/** The only process of its database. */
export const onlyOne: Leader = {
  leads: async () => true,
  close: async () => undefined,
};

export interface LeaderOptions {
  readonly connect: Connect;
  readonly clock: BusinessClock;
}

/**
 * Leadership saves work and log lines; correctness does not depend on it. A process that was cut
 * off may believe briefly that it still leads, and concurrent jobs do nothing twice.
 * A process whose clock differs from the database's would only block the others: it resigns and
 * tries again later.
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
        // A disconnected session must not keep the lock: without the heartbeat the server ends it.
        connection = await connect({ name: 'sampan leader', heartbeat: usualHeartbeat });
      }
      try {
        // Also checks that the session, and with it the lock, still exists.
        await followClock(connection, clock);
        isLeading ||= (await connection.run(tryToLead, [leaderLock]))[0]?.leads === true;
        return isLeading;
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}
