/**
 * Goal: production never serves a sandbox's data, nor the other way round.
 * Method: databases and data folders are prepared by a start in one mode, and then started in the
 * other.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '@sampan/primitives/node';
import { connect } from '#database';
import { checkFolderMode, type Mode, noteFolderMode, prepareDatabase } from '#installation';
import { createTestDatabase } from '#test-kit';

/** An empty database; `start` prepares it as a start in that mode does. */
async function database(t: { after(fn: () => Promise<void>): void }) {
  const made = await createTestDatabase();
  const owner = await connect({ url: made.ownerUrl, name: 'test owner' });
  t.after(async () => {
    await owner.close();
    await made.drop();
  });
  return {
    sql: (text: string) => owner.run({ name: '', text }),
    url: made.url,
    start: (mode: Mode) =>
      prepareDatabase({
        database: made,
        mode,
        production: false,
        log: { warn: () => undefined },
        clock: systemClock,
      }),
  };
}

for (const [first, other] of [
  ['sandbox', 'production'],
  ['production', 'sandbox'],
] as const) {
  test(`a database of ${first} is refused to ${other}`, async (t) => {
    const { start } = await database(t);
    await start(first);
    await start(first);
    await assert.rejects(
      start(other),
      new RegExp(`^Error: The database belongs to .*${first}.*${other}.*--data.*DATABASE_URL`),
    );
  });

  test(`a data folder of ${first} is refused to ${other}`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'sampan-mode-'));
    t.after(() => rm(folder, { recursive: true }));
    await checkFolderMode(folder, other);
    await noteFolderMode(folder, first);
    await checkFolderMode(folder, first);
    await assert.rejects(checkFolderMode(folder, other), new RegExp(`${first}.*${other}`));
  });
}

test('a database that a newer program has migrated is refused', async (t) => {
  const { sql, start } = await database(t);
  await sql("insert into migrations values (9999, '9999-of-tomorrow.sql', current_timestamp)");
  await assert.rejects(start('production'), /schema 9999 .* newer program/);
});

test('an older database whose clock was moved is a sandbox', async (t) => {
  const { sql, start } = await database(t);
  await sql('insert into clock_moves values (1)');
  await assert.rejects(start('production'), /belongs to a sandbox/);
  await start('sandbox');
});

test("the server's role cannot change what a database is for", async (t) => {
  const { sql, start, url } = await database(t);
  await start('sandbox');
  await sql('delete from installation');
  const server = await connect({ url, name: 'test server' });
  const written = server.run({
    name: '',
    text: "insert into installation values (1, 'production', now())",
  });
  await assert.rejects(
    written.finally(() => server.close()),
    /permission denied/,
  );
});
