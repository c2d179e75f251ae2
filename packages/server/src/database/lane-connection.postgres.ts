import { required } from '@sampan/primitives';
import { type Connection, type ConnectionOptions, connect } from './connection.postgres.ts';
import { statement } from './statement.ts';

/**
 * Any number will do, as long as nothing else that we lock has it. Closing a day knows by it which
 * sessions may book entries.
 */
export const laneLockClass = 7_226_728;

/** More than any database has connections. */
const lanesMax = 10_000;

// The lock goes with the session: in whatever way a process ends, its numbers become free, and not
// before its transactions are over.
const claimNumber = statement({
  name: 'claim-lane-number',
  text: 'select pg_try_advisory_lock($1, $2) as claimed',
});

/**
 * Makes a connection one of a lane. The lowest number that no other living lane has is claimed for it,
 * so that any number of processes, on any number of hosts, share a database without being told of
 * each other.
 */
export async function asLane(opening: Promise<Connection>): Promise<Connection> {
  const connection = await opening;
  try {
    const lane = await claim(connection);
    return Object.assign(connection, { lane });
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
}

export const connectLane = (options: ConnectionOptions): Promise<Connection> =>
  asLane(connect(options));

async function claim(connection: Connection): Promise<number> {
  let found: number | undefined;
  for (let lane = 0; found === undefined && lane < lanesMax; lane++) {
    const [row] = await connection.run(claimNumber, [laneLockClass, lane]);
    if (row?.claimed === true) found = lane;
  }
  return required(found, 'there are more numbers than lanes');
}
