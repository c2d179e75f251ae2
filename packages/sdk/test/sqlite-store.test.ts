/**
 * Goal: a store in a SQLite database keeps the promises of one in a file, in a database that the
 * merchant uses for other things too.
 * Method: libsql; processes of their own where two programs meet; a property compares it with a map.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createPartner } from '@sampan/sdk';
import { sqliteReader, sqliteStore } from '@sampan/sdk/sqlite';
import { memoryGateway, virtualTime } from '@sampan/sdk/testing';
import {
  array,
  asyncProperty,
  boolean,
  constantFrom,
  assert as property,
  string,
  tuple,
} from 'fast-check';
import Database from 'libsql';
import { program } from '../../server/test-kit/index.ts';

let folder: string;
let files = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-sqlite-'));
});
after(() => rm(folder, { recursive: true }));
const newPath = (): string => join(folder, `store-${++files}.db`);

const firstValue = (database: InstanceType<typeof Database>, sql: string): unknown =>
  Object.values(Object(database.prepare(sql).get()))[0];

test('texts are there again after a restart, and the open ones are named', async () => {
  const path = newPath();
  const database = new Database(path);
  const store = sqliteStore(database);
  await store.write('a', 'first', true);
  await store.write('b', '茶 "quoted"\n', true);
  await store.write('a', 'second', false);
  await store.close();
  database.close();
  const again = sqliteStore(new Database(path));
  assert.equal(await again.read('a'), 'second');
  assert.equal(await again.read('b'), '茶 "quoted"\n');
  assert.equal(await again.read('c'), undefined);
  assert.deepEqual(await again.openKeys(), ['b']);
  await again.close();
});

test('a write is synced to the disk, and the folder with it', () => {
  const database = new Database(newPath());
  database.exec('pragma synchronous = off');
  sqliteStore(database);
  assert.equal(firstValue(database, 'pragma synchronous'), 3);
});

test('a database that cannot keep what it confirms is refused', () => {
  assert.throws(() => sqliteStore(new Database(':memory:')), /one in memory survives no crash/);
  const careless = new Database(newPath());
  careless.exec('pragma journal_mode = off');
  assert.throws(() => sqliteStore(careless), /with journal_mode off a crash may damage/);
  // And it is not locked.
  careless.exec('pragma journal_mode = wal');
  sqliteStore(careless);
});

test('writes at the same time share a transaction, and each key has its last text', async () => {
  const writes = array(
    tuple(constantFrom('a', 'b', 'c'), string({ maxLength: 20, unit: 'grapheme' }), boolean()),
    { maxLength: 60 },
  );
  await property(
    asyncProperty(writes, async (given) => {
      const database = new Database(newPath());
      const store = sqliteStore(database);
      await Promise.all(given.map((each) => store.write(...each)));
      for (const key of ['a', 'b', 'c']) {
        const last = given.findLast(([name]) => name === key);
        assert.equal(await store.read(key), last?.[1]);
        assert.equal((await store.openKeys()).includes(key), last?.[2] ?? false);
      }
      await store.close();
      database.close();
    }),
    { numRuns: 30 },
  );
});

test('entries are read in pages, while others are written', async () => {
  const store = sqliteStore(new Database(newPath()));
  const keys = Array.from({ length: 501 }, (_, at) => `sale/1/${at}`);
  await Promise.all([...keys, 'sale/10/x', 'refund/1/x'].map((key) => store.write(key, key, true)));
  const seen: string[] = [];
  for await (const [key, text] of store.entries('sale/1/')) {
    assert.equal(text, key);
    if (seen.length % 100 === 0) await store.write('sale/1/0', 'sale/1/0', false);
    seen.push(key);
  }
  assert.deepEqual(seen, keys.sort());
});

test('inside a transaction of the merchant’s a write fails, because its commit is not known', async () => {
  const database = new Database(newPath());
  const store = sqliteStore(database);
  database.exec('begin');
  await assert.rejects(store.write('a', '1', true), /within a transaction/);
  database.exec('commit');
  await store.write('a', '1', true);
  assert.equal(await store.read('a'), '1');
  await assert.rejects(store.write('b', '\0', true), /U\+0000/);
});

test('a database that another program is writing: nothing is sent, and the sale keeps its id', async () => {
  const path = newPath();
  const database = new Database(path);
  const time = virtualTime();
  const key = 'k'.repeat(32);
  const gateway = memoryGateway({ key, time });
  const partner = createPartner({
    gateway: 'test',
    id: '2088000000000001',
    contract: 'hk',
    sign: { type: 'MD5', key },
    transport: gateway.transport,
    time,
    store: sqliteStore(database),
  });
  database.exec('pragma busy_timeout = 1');
  const other = new Database(path);
  other.exec('begin immediate');
  const terms = { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Tea' } as const;
  const take = () => partner.collect(terms, '289216843756120934');
  await assert.rejects(take(), /database is locked/);
  assert.deepEqual(gateway.calls, []);
  other.exec('commit');
  assert.equal((await take()).outcome, 'paid');
  assert.equal(gateway.orders.find('T-1')?.charges, 1);
});

/** A program that opens the store, says so, and waits. */
const holder = (path: string) => {
  const { flags, file } = program(new URL('store-holder.program.ts', import.meta.url));
  return [...flags, file, path];
};

test('a second program is refused while the first one lives, and not after it was killed', async (t) => {
  const path = newPath();
  const first = spawn(process.execPath, holder(path), { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => first.kill('SIGKILL'));
  const [said] = await once(first.stdout, 'data');
  assert.equal(String(said), 'open\n');
  const database = new Database(path);
  assert.throws(() => sqliteStore(database), /is in use by another program/);
  const second = spawnSync(process.execPath, holder(path), { input: '', encoding: 'utf8' });
  assert.match(second.stderr, /is in use by another program/);
  // What it has written may be read meanwhile, and the rest of the database is free.
  assert.equal(await sqliteReader(database).read('held'), 'by the first');
  database.exec('create table menu (dish text)');
  first.kill('SIGKILL');
  await once(first, 'exit');
  const next = sqliteStore(database);
  assert.deepEqual(await next.openKeys(), ['held']);
  assert.throws(() => sqliteStore(new Database(path)), /in use/, 'nor twice in one program');
  await next.close();
  await sqliteStore(new Database(path)).close();
});
