/** The only place where this package opens a connection, so that every wait has a limit. */
import { Socket } from 'node:net';
import { seconds, settlesWithin } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import pg from 'pg';

export interface Session {
  readonly client: pg.Client;
  /** Closes the connection cleanly if PostgreSQL responds. */
  close(): Promise<void>;
}

/** Includes authentication: another program may be listening on the port. */
const openingMaxMs = 5_000;

/** Creating a database takes seconds on a slow disk. */
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
  // Statements reject on their own; without a listener the error event would end the process.
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
