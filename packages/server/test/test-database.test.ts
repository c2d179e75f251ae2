/**
 * Goal: every test file has its own database, however many start at once.
 * Method: several are created concurrently; what one writes the others do not see.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { createTestDatabase } from '#test-kit';

test('databases made at the same time are separate and can be dropped', async () => {
  const databases = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase()));
  await Promise.all(
    databases.map(async ({ ownerUrl }, index) => {
      await query(ownerUrl, `create table only_here as select ${index} as value`);
      assert.deepEqual(await query(ownerUrl, 'select value from only_here'), [{ value: index }]);
    }),
  );
  await Promise.all(databases.map((database) => database.drop()));
  await assert.rejects(query(databases[0]?.ownerUrl ?? '', 'select 1'), /does not exist/);
});

test('the server role of a test database owns nothing and may not create tables', async () => {
  const database = await createTestDatabase();
  assert.deepEqual(await query(database.url, 'select current_user as name'), [{ name: 'sampan' }]);
  await assert.rejects(query(database.url, 'create table mine (id int)'), /permission denied/);
  await database.drop();
});

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
