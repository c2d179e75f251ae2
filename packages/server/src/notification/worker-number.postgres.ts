import { assert } from '@sampan/primitives';
import { type Connection, statement } from '#database';

/** Key of the advisory lock: arbitrary, but different from all others. */
const lockClass = 7_226_729;
const workersMax = 1_000;

// A session-level advisory lock, so a number becomes free when its worker ends in any way; its
// claims are found by the number.
const claimNumber = statement({
  name: 'claim-notifier-number',
  text: 'select pg_try_advisory_lock($1, $2) as claimed',
});

/** The lowest number without a living worker; held while this connection lives. */
export async function claimWorkerNumber(connection: Connection): Promise<number> {
  for (let number = 0; number < workersMax; number++) {
    const [row] = await connection.run(claimNumber, [lockClass, number]);
    if (row?.claimed === true) return number;
  }
  assert(false, 'there are more numbers than workers');
}
