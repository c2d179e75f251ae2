import { assert } from '@sampan/primitives';
import { type Connection, statement } from '#database';

/** Any number will do, as long as nothing else that we lock has it. */
const lockClass = 7_226_729;
const workersMax = 1_000;

// The lock goes with the session, so a number becomes free when its worker is gone, however that
// has ended; what it had claimed is known by the number.
const claimNumber = statement({
  name: 'claim-notifier-number',
  text: 'select pg_try_advisory_lock($1, $2) as claimed',
});

/** The lowest number that no living worker has; it is this connection's as long as that lives. */
export async function claimWorkerNumber(connection: Connection): Promise<number> {
  for (let number = 0; number < workersMax; number++) {
    const [row] = await connection.run(claimNumber, [lockClass, number]);
    if (row?.claimed === true) return number;
  }
  assert(false, 'there are more numbers than workers');
}
