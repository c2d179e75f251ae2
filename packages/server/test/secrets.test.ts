/**
 * Goal: secrets are stored sealed under an external key, from the first start on, through a
 * rotation, and after a kill at any moment.
 * Method: the steps of `start` for secrets, on real databases and in separate folders; transactions
 * are aborted and a process is killed in between; rows are read as the owner.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { PartnerId } from '@sampan/primitives';
import { systemClock, systemRandom } from '@sampan/primitives/node';
import pg from 'pg';
import { type Connection, connect, inTransaction, migrate } from '#database';
import {
  addSecretsKeyToFile,
  openSecretBox,
  prepareSecrets,
  type SecretsOptions,
  sealedColumns,
  secretsKeyFile,
} from '#installation';
import { currentMd5Key, insertPartnerKeys, platformKeys, readPartnerKeys } from '#partner';
import { keyIdOf, parseSecretsKey, type SecretBox, sealing, sealStored } from '#secrets';
import { hostKeys } from '#sftp';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import { sampan } from './sampan-process.ts';

const partner = '2088000000000001' as PartnerId;
const md5Key = '0123456789abcdef0123456789abcdef';
const [keyA, keyB] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string];
const idOf = (key: string) => parseSecretsKey(key)?.id ?? '';
const migrations = new URL('../migrations/', import.meta.url);

let database: TestDatabase;
let owner: Connection;
let dataFolder: string;
let said: string[];

beforeEach(async () => {
  said = [];
  dataFolder = mkdtempSync(join(tmpdir(), 'sampan-secrets-'));
  mkdirSync(join(dataFolder, 'keys'), { mode: 0o700 });
  database = await createTestDatabase();
  owner = await connect({ url: database.ownerUrl, name: 'test owner' });
});
afterEach(async () => {
  await owner.close();
  await database.drop();
  rmSync(dataFolder, { recursive: true, force: true });
});

const sql = (text: string, values: readonly unknown[] = []) =>
  owner.run({ name: '', text }, values);

/** What `start` does. */
function prepare(environment: SecretsOptions['environment'] = {}, more = {}): Promise<SecretBox> {
  const log = { info: (line: string) => said.push(line), warn: (line: string) => said.push(line) };
  const { ownerUrl } = database;
  const usual = { external: false, production: false, clock: systemClock, random: systemRandom };
  return prepareSecrets({ ownerUrl, dataFolder, environment, log, ...usual, ...more });
}

const boxOfFolder = () => openSecretBox({ dataFolder, environment: {}, random: systemRandom });

/** Every sealed value, by its place. */
async function stored(): Promise<ReadonlyMap<string, string>> {
  const rows =
    await sql(`select partner_id || kind || number as place, key as value from partner_keys
      where kind = 'md5'
    union all select 'platform', private_key from platform_keys
    union all select kind, private_key from sftp_host_keys order by 1`);
  return new Map(rows.map(({ place, value }) => [String(place), String(value)]));
}

async function keyIds(): Promise<readonly (string | undefined)[]> {
  return [...new Set([...(await stored()).values()].map(keyIdOf))];
}

async function addPartner(box: SecretBox, id = partner): Promise<void> {
  const key = { number: 1, madeAt: 0 as never, validUntil: undefined };
  const keys = { md5: [{ ...key, value: { reveal: () => md5Key } as never }], rsa: [] };
  await inTransaction(owner, () => insertPartnerKeys(owner, id, keys, box));
}

async function opensEverything(box: SecretBox): Promise<void> {
  assert.equal(currentMd5Key(partner, await readPartnerKeys(owner, partner, box)).reveal(), md5Key);
  assert.match((await platformKeys(owner, box)).privateKey.reveal(), /BEGIN PRIVATE KEY/);
  assert.equal((await hostKeys(owner, box)).length, 3);
}

describe('a first start', () => {
  test('makes a key file of ours alone, and keys that lie sealed under it', async () => {
    const box = await prepare();
    await addPartner(box);
    await opensEverything(box);
    assert.equal(statSync(secretsKeyFile(dataFolder)).mode & 0o777, 0o600);
    assert.deepEqual(await keyIds(), [box.preferred]);
    const dump = JSON.stringify([...(await stored())]);
    assert.ok(!dump.includes('PRIVATE') && !dump.includes(md5Key));
    assert.deepEqual(readdirSync(join(dataFolder, 'keys')), ['secrets-key'], 'no draft is left');
  });

  test('of two processes at once ends with one key', async () => {
    const boxes = await Promise.all([prepare(), prepare(), prepare()]);
    assert.equal(new Set(boxes.map(({ preferred }) => preferred)).size, 1);
    assert.deepEqual(await keyIds(), [boxes[0]?.preferred]);
  });

  test('takes the key of the environment, and then makes no file', async () => {
    const box = await prepare({ SAMPAN_SECRETS_KEY: keyA });
    assert.equal(box.preferred, idOf(keyA));
    assert.ok(!existsSync(secretsKeyFile(dataFolder)));
    await prepare({ SAMPAN_SECRETS_KEY: Buffer.from(keyA, 'hex').toString('base64') });
  });

  test('in production, on a database elsewhere, needs to be given one', async () => {
    const elsewhere = { external: true, production: true };
    await assert.rejects(prepare({}, elsewhere), /SAMPAN_SECRETS_KEY is not set.*openssl rand/);
    assert.ok(!existsSync(secretsKeyFile(dataFolder)));
    assert.deepEqual(await keyIds(), []);
    await prepare({ SAMPAN_SECRETS_KEY: keyA }, elsewhere);
  });

  for (const bad of ['secret', 'a'.repeat(63), `${keyA} ${'x'.repeat(64)}`]) {
    test(`refuses what is no key, and does not repeat it: ${bad.slice(0, 8)}…`, async () => {
      const failure = await prepare({ SAMPAN_SECRETS_KEY: bad }).catch((error: Error) => error);
      assert.match(String(failure), /SAMPAN_SECRETS_KEY must be 32 bytes as 64 hexadecimal digits/);
      assert.ok(!String(failure).includes(bad));
    });
  }
});

describe('a database that is sealed under another key', () => {
  test('is refused at once, by the name of the variable; nothing is changed or made', async () => {
    await addPartner(await prepare({ SAMPAN_SECRETS_KEY: keyA }));
    const before = await stored();
    const expected = new RegExp(
      `under the key ${idOf(keyA)}, which is not given.*SAMPAN_SECRETS_KEY`,
    );
    await assert.rejects(prepare({ SAMPAN_SECRETS_KEY: keyB }), expected);
    await assert.rejects(prepare(), expected);
    assert.ok(!existsSync(secretsKeyFile(dataFolder)));
    assert.deepEqual(await stored(), before);
  });

  test('is served when the previous key is given too, and stays under it until it is rotated', async () => {
    await addPartner(await prepare({ SAMPAN_SECRETS_KEY: keyA }));
    const both = { SAMPAN_SECRETS_KEY: keyB, SAMPAN_SECRETS_KEY_PREVIOUS: keyA };
    const box = await prepare(both);
    await opensEverything(box);
    await addPartner(box, '2088000000000002' as PartnerId);
    assert.deepEqual(await keyIds(), [idOf(keyA)], 'servers that do not know the new key go on');
    assert.match(said.join('\n'), /sampan secrets rotate/);
  });
});

describe('a database from before', () => {
  let name: string;
  let old: TestDatabase;

  /** The schema of that time, with an operator's secrets in clear. */
  beforeEach(async () => {
    name = `clear_${process.pid}_${Math.trunc(performance.now())}`;
    await sql(`create database ${name} template template0`);
    const located = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
    old = { ...database, url: located(database.url), ownerUrl: located(database.ownerUrl) };
    await owner.close();
    owner = await connect({ url: old.ownerUrl, name: 'test owner' });
    await sql('create table migrations (number integer, name text, applied_at timestamptz)');
    const files = readdirSync(migrations).sort();
    const before = files.slice(
      0,
      files.findIndex((file) => file.includes('sealed-secrets')),
    );
    const client = new pg.Client({ connectionString: old.ownerUrl });
    await client.connect();
    for (const [index, file] of before.entries()) {
      await client.query(readFileSync(new URL(file, migrations), 'utf8'));
      await client.query(`insert into migrations values (${index + 1}, '${file}', now())`);
    }
    await client.end();
    await sql(`insert into partners (partner_id, name, contract, currency, status, md5_key, public_key,
        accepts, fee_rate, refund_returns_fee, refund_period_days, timestamp_expires, created_at)
      values ('${partner}', 'Tea', 'hk', 'HKD', 'active', '${md5Key}', 'OUR PARTNER', '{}', '0', true,
        360, false, '2026-11-22T02:00:00Z')`);
    await sql(`insert into platform_keys values (1, 'BEGIN PRIVATE KEY in clear', 'PUBLIC')`);
    await migrate(old.ownerUrl, 'sampan');
    [database, old] = [old, database];
  });
  afterEach(async () => {
    await owner.close();
    database = old;
    owner = await connect({ url: database.ownerUrl, name: 'test owner' });
    await sql(`drop database ${name} with (force)`);
  });

  const files = async () =>
    (
      await sql(`select pg_relation_filenode(name::regclass)::text as file
      from unnest(array['partners', 'partner_keys', 'platform_keys']) as name`)
    ).map(({ file }) => file);

  test('is sealed by the first start, and its old copies are wiped', async () => {
    assert.equal((await stored()).get(`${partner}md51`), md5Key, 'until then it lies in clear');
    const before = await files();
    const box = await prepare();
    await opensEverything(box);
    const keys = await readPartnerKeys(owner, partner, box);
    assert.deepEqual(
      keys.rsa.map(({ value }) => value),
      ['OUR PARTNER'],
    );
    assert.equal(keys.md5[0]?.madeAt, Date.parse('2026-11-22T02:00:00Z'));
    assert.match(said.join('\n'), /2 secrets lay in the database in clear and are sealed now/);
    for (const [index, file] of (await files()).entries()) {
      assert.notEqual(file, before[index], 'the table was written anew');
    }
    const again = await stored();
    await prepare();
    assert.deepEqual(await stored(), again, 'the next start changes nothing');
  });

  test('a start that dies before it commits has done nothing, and the next one does all', async () => {
    writeFileSync(secretsKeyFile(dataFolder), `${keyA}\n`);
    const box = boxOfFolder();
    for (let statements = 3; ; statements++) {
      const before = await stored();
      const dying = dyingAfter(owner, statements);
      const died = await sealStored(dying, sealedColumns, box).then(
        () => false,
        () => true,
      );
      if (!died) break;
      assert.deepEqual(await stored(), before, `after ${statements} statements`);
    }
    await opensEverything(await prepare());
  });
});

/** A connection whose transaction is broken off after so many statements. */
function dyingAfter(connection: Connection, statements: number): Connection {
  let run = 0;
  return {
    ...connection,
    alive: true,
    async run(statement, values) {
      run += 1;
      if (run > statements && statement.text !== 'rollback') throw new Error('killed');
      return connection.run(statement, values);
    },
  };
}

describe('sampan secrets rotate', () => {
  const environment = (more: Readonly<Record<string, string>> = {}) => ({
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    ...more,
  });
  const rotate = (more: Readonly<Record<string, string>> = {}) =>
    sampan(['secrets', 'rotate', '--data', dataFolder, '--json'], environment(more));

  test('makes a new key in the file; what runs meanwhile opens and seals with it', async () => {
    const running = await prepare();
    await addPartner(running);
    const before = running.preferred;
    const { code, stdout, stderr } = await rotate();
    assert.equal(code, 0, stderr);
    const { key, previousKey, sealed } = JSON.parse(stdout);
    assert.deepEqual([previousKey, sealed], [before, 5]);
    assert.deepEqual(await keyIds(), [key]);
    await opensEverything(running);
    await addPartner(running, '2088000000000002' as PartnerId);
    assert.deepEqual(await keyIds(), [key]);
    await opensEverything(await prepare());
    assert.equal(statSync(secretsKeyFile(dataFolder)).mode & 0o777, 0o600);
  });

  test('of two at once both succeed, and no key is lost', async () => {
    await addPartner(await prepare());
    const [one, two] = await Promise.all([rotate(), rotate()]);
    assert.deepEqual([one?.code, two?.code], [0, 0], `${one?.stderr}${two?.stderr}`);
    await opensEverything(boxOfFolder());
  });

  test('without the present key changes nothing and makes none', async () => {
    await addPartner(await prepare({ SAMPAN_SECRETS_KEY: keyA }));
    const { code, stderr } = await rotate();
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`${idOf(keyA)}, which is not given`));
    assert.ok(!existsSync(secretsKeyFile(dataFolder)));
    const alone = await rotate({ SAMPAN_SECRETS_KEY_PREVIOUS: keyA });
    assert.match(alone.stderr, /SAMPAN_SECRETS_KEY_PREVIOUS is set, but SAMPAN_SECRETS_KEY is not/);
  });

  test('takes the key of the environment, and says what to do when it is no new one', async () => {
    await addPartner(await prepare({ SAMPAN_SECRETS_KEY: keyA }));
    const same = await rotate({ SAMPAN_SECRETS_KEY: keyA });
    assert.equal(same.code, 1);
    assert.match(same.stderr, /SAMPAN_SECRETS_KEY_PREVIOUS/);
    const without = await rotate({ SAMPAN_SECRETS_KEY: keyB });
    assert.match(without.stderr, new RegExp(`${idOf(keyA)}, which is not given`));
    assert.deepEqual(await keyIds(), [idOf(keyA)]);
    const both = { SAMPAN_SECRETS_KEY: keyB, SAMPAN_SECRETS_KEY_PREVIOUS: keyA };
    assert.equal((await rotate(both)).code, 0);
    assert.deepEqual(await keyIds(), [idOf(keyB)]);
    await opensEverything(await prepare({ SAMPAN_SECRETS_KEY: keyB }));
    await assert.rejects(prepare({ SAMPAN_SECRETS_KEY: keyA }), /not given/);
  });

  test('sealing during a rotation waits for its end, and then uses the new key', async () => {
    const running = await prepare();
    await addPartner(running);
    const rotator = await connect({ url: database.ownerUrl, name: 'test rotator' });
    const blocker = await connect({ url: database.ownerUrl, name: 'test blocker' });
    try {
      await addSecretsKeyToFile(dataFolder, systemRandom);
      await blocker.run({ name: '', text: 'begin' });
      await blocker.run({ name: '', text: 'select from sftp_host_keys for update' });
      const box = boxOfFolder();
      const rotating = sealStored(rotator, sealedColumns, box, { rotate: true });
      await waitingForLock('test rotator');
      const adding = addPartner(running, '2088000000000002' as PartnerId);
      await waitingForLock('test owner', blocker);
      await blocker.run({ name: '', text: 'commit' });
      await Promise.all([rotating, adding]);
      assert.deepEqual(await keyIds(), [box.preferred]);
    } finally {
      await Promise.all([rotator.close(), blocker.close()]);
    }
  });

  test('killed in the middle it has changed nothing, and is run again', {
    timeout: 60_000,
  }, async () => {
    await addPartner(await prepare());
    const before = await stored();
    await sql('begin');
    await sql('select from sftp_host_keys for update');
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('../bin/sampan.js', import.meta.url)),
        'secrets',
        'rotate',
        '--data',
        dataFolder,
      ],
      { env: { ...process.env, ...environment() }, stdio: 'ignore' },
    );
    const ended = once(child, 'exit');
    const watcher = await connect({ url: database.ownerUrl, name: 'test watcher' });
    try {
      await waitingForLock('sampan secrets', watcher);
      child.kill('SIGKILL');
      await ended;
    } finally {
      await watcher.close();
      await sql('commit');
    }
    assert.deepEqual(await stored(), before);
    await opensEverything(await prepare());
    const lines = readFileSync(secretsKeyFile(dataFolder), 'utf8').trim().split('\n');
    assert.equal(lines.length, 2, 'the new key was made already');
    const { code, stderr } = await rotate();
    assert.equal(code, 0, stderr);
    assert.deepEqual(await keyIds(), [idOf(lines[0] ?? '')], 'and is used, not another one');
    await opensEverything(await prepare());
  });
});

/** Settles when the session of that name waits for a lock. */
async function waitingForLock(name: string, connection: Connection = owner): Promise<void> {
  const text = `select from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'
    and datname = current_database()`;
  for (;;) {
    if ((await connection.run({ name: '', text }, [name])).length > 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('sealing in a transaction of its own sees the key that the database names', async () => {
  const box = await prepare({ SAMPAN_SECRETS_KEY: keyA });
  const seal = await inTransaction(owner, () => sealing(owner, box));
  assert.equal(keyIdOf(seal('x', ['place'])), idOf(keyA));
});
