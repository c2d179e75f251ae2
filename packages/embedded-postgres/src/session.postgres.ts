/** The one place where this package opens a connection, so that none waits without end. */
import { Socket } from 'node:net';
import { seconds, settlesWithin } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import pg from 'pg';

export interface Session {
  readonly client: pg.Client;
  /** Says goodbye, as far as PostgreSQL listens. */
  close(): Promise<void>;
}

/** Includes the log-in: what listens on the port may not be PostgreSQL. */
const openingMaxMs = 5_000;

/** On a slow disk the creation of a database takes seconds. */
const answerMaxMs = 60_000;

const farewellMax = seconds(2);

/** Opens a session; rejects when PostgreSQL cannot be reached. */
export async function openSession(url: string): Promise<Session> {
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: url,
    application_name: 'sampan start',
    connectionTimeoutMillis: openingMaxMs,
    query_timeout: answerMaxMs,
    stream: () => socket,
  });
  // Statements reject by themselves; without a listener the process would end.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    client,
    async close() {
      if (!(await settlesWithin(farewellMax, client.end(), systemTimers))) socket.destroy();
    },
  };
}
