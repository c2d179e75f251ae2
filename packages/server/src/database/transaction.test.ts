/**
 * Goal: the cause of a failed transaction is what the server said first.
 * Method: statements of a real PostgreSQL that fail as asked, with others under way behind them.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import { type Connection, connect } from './connection.postgres.ts';
import { inTransaction } from './transaction.postgres.ts';

let database: TestDatabase;
let connection: Connection;

before(async () => {
  database = await createTestDatabase();
  const owner = await connect({ url: database.ownerUrl, name: 'test owner' });
  const text = `create function fail_with(code text) returns void language plpgsql as
    $$ begin raise exception 'as asked' using errcode = code; end $$`;
  await owner.run({ name: '', text });
  await owner.close();
  connection = await connect({ url: database.url, name: 'test' });
});
after(async () => {
  await connection.close();
  await database.drop();
});

const fail = (code: string) =>
  connection.run({ name: 'test-fail-with', text: 'select fail_with($1)' }, [code]);
const look = () => connection.run({ name: 'test-look', text: 'select 1 as one' });

/** A nested helper: its caller gets the failure some turns later. */
async function nested(code: string): Promise<void> {
  const failing = (async () => await Promise.all([fail(code)]))();
  await (async () => await failing)();
}

test('a failure inside a helper is the cause, not what follows it', async () => {
  for (const code of ['40P01', '23505', '55P03']) {
    const failed = inTransaction(connection, () => Promise.all([nested(code), look(), look()]));
    await assert.rejects(failed, { code });
  }
});

test('every statement behind a failed one says what has failed', async () => {
  const failed = inTransaction(connection, async () => {
    const all = await Promise.allSettled([look(), fail('40001'), look(), fail('23505')]);
    const codes = all.map((one) => one.status === 'rejected' && one.reason.code);
    assert.deepEqual(codes, [false, '40001', '40001', '40001']);
    await look();
  });
  await assert.rejects(failed, { code: '40001' });
  assert.deepEqual(await inTransaction(connection, look), [{ one: 1 }]);
});

test('a transaction reads what is committed, whatever the default of the database', async () => {
  const show = { name: '', text: "select current_setting('transaction_isolation') as level" };
  const name = new URL(database.url).pathname.slice(1);
  const owner = await connect({ url: database.ownerUrl, name: 'test owner' });
  const text = `alter database ${name} set default_transaction_isolation = 'serializable'`;
  await owner.run({ name: '', text });
  await owner.close();
  const other = await connect({ url: database.url, name: 'test' });
  try {
    assert.deepEqual(await other.run(show), [{ level: 'read committed' }]);
    // Also on a session with other settings, as behind a connection pool.
    const set = 'set session characteristics as transaction isolation level repeatable read';
    await other.run({ name: '', text: set });
    const [row] = await inTransaction(other, () => other.run(show));
    assert.equal(row?.level, 'read committed');
  } finally {
    await other.close();
  }
});
