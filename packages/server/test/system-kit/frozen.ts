/**
 * Stops a server in the middle of a step: writers of the table wait for a lock that the test
 * holds, inside their transaction.
 */
import assert from 'node:assert/strict';
import pg from 'pg';

/**
 * Starts work that will write to the table, and does something else while it waits there;
 * nothing has been written when this resolves. Rejects when the work ends without writing.
 */
export async function whileWaiting(
  ownerUrl: string,
  table: string,
  work: { readonly begin: () => Promise<void>; readonly meanwhile: () => Promise<void> },
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // A killed PostgreSQL takes the lock with it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    // Reading goes on, inserting does not.
    await client.query(`lock table ${table} in share mode`);
    let ended = '';
    work.begin().then(
      () => {
        ended = 'it was done without';
      },
      (error: unknown) => {
        ended = String(error);
      },
    );
    await someoneWaits(client, table, () => ended);
    await work.meanwhile();
  } finally {
    await client.query('rollback').catch(() => undefined);
    await client.end().catch(() => undefined);
  }
}

async function someoneWaits(client: pg.Client, table: string, ended: () => string): Promise<void> {
  const text = `select count(*)::int as waiting from pg_locks
    where not granted and relation = $1::regclass`;
  while (ended() === '') {
    const { rows } = await client.query(text, [table]);
    if (rows[0].waiting > 0) return;
  }
  assert.fail(`nobody came to write to ${table}: ${ended()}`);
}
