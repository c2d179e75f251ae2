/**
 * Goal: an error about the database names the variable and the problem, and never a password.
 * Method: starts on databases that do not answer, refuse the log-in, or are too old.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '@sampan/cli';
import { systemClock } from '@sampan/primitives/node';
import { namedAddress, prepareDatabase, readDatabaseUrl, tooOld } from '#installation';
import { createTestDatabase } from '#test-kit';

const secret = 'a-secret-password';

/** What a start on these addresses says. */
async function said(url: string, ownerUrl = url): Promise<string> {
  const database = { url, ownerUrl, isNamed: true };
  const log = { warn: () => undefined };
  const refused = prepareDatabase({
    database,
    mode: 'production',
    production: false,
    log,
    clock: systemClock,
  });
  return refused.then(
    () => 'nothing',
    (error: unknown) => describe(error, false),
  );
}

test('a database that does not answer', async () => {
  const text = await said(`postgres://sampan:${secret}@127.0.0.1:1/sampan`);
  assert.match(
    text,
    /^Cannot connect to DATABASE_URL \(postgres:\/\/sampan@127\.0\.0\.1:1\/sampan\): .*ECONNREFUSED/,
  );
  assert.ok(!text.includes(secret));
  assert.equal(text.split('ECONNREFUSED').length, 2, 'it is said once');
});

test('roles that are not let in', async (t) => {
  const database = await createTestDatabase();
  t.after(() => database.drop());
  const wrong = (address: string) => {
    const url = new URL(address);
    url.username = 'nobody';
    url.password = secret;
    return url.href;
  };
  const server = await said(wrong(database.url));
  assert.match(server, /^Cannot connect to DATABASE_URL \(postgres:\/\/nobody@.*: .*nobody/);
  const owner = await said(database.url, wrong(database.ownerUrl));
  assert.match(owner, /^Cannot connect to DATABASE_OWNER_URL \(postgres:\/\/nobody@.*: .*nobody/);
  assert.ok(!`${server}${owner}`.includes(secret));
});

test('an old PostgreSQL', () => {
  const named = namedAddress(
    'DATABASE_URL',
    `postgres://sampan:${secret}@db/sampan?password=${secret}`,
  );
  assert.equal(
    tooOld(140_011, named),
    'PostgreSQL 15 or newer is needed; DATABASE_URL (postgres://sampan@db/sampan) is 14.11',
  );
});

test('what is no address is not repeated', () => {
  assert.equal(readDatabaseUrl('DATABASE_URL', undefined), undefined);
  assert.equal(readDatabaseUrl('DATABASE_URL', ''), undefined);
  for (const wrong of [`mysql://u:${secret}@db/x`, secret, `host=db password=${secret}`]) {
    assert.throws(
      () => readDatabaseUrl('DATABASE_URL', wrong),
      (error: Error) =>
        error.message.startsWith('DATABASE_URL needs') && !error.message.includes(secret),
    );
  }
});

test('a reason that the message holds already is not said twice', () => {
  const cause = new Error('Another Sampan already runs on this data folder');
  const error = new Error(`${cause.message}: http://127.0.0.1:8700/gateway.do`, { cause });
  assert.equal(describe(error, false), error.message);
  assert.equal(
    describe(new Error('no file', { cause }), false),
    `no file\n  because: ${cause.message}`,
  );
});
