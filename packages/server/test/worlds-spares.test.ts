/**
 * Goal: databases for new worlds are made ahead, by a first start already, and neither two servers at once nor
 * one that was killed in the middle leaves anything wrong.
 * Method: servers in this process on one database; what PostgreSQL has is read as the owner.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { NewWorldView } from '@sampan/api';
import pg from 'pg';
import { makeFirstKeys } from '#installation';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import type { RunningServer } from '../src/main/serve-options.ts';
import { serveHere } from './serve-here.ts';
import { dropAll } from './worlds-here.ts';

let database: TestDatabase;
let dataFolder: string;
let owner: pg.Client;
const servers: RunningServer[] = [];

before(async () => {
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'sampan-spares-'));
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
after(async () => {
  await stopAll();
  await owner.end();
  await dropAll(database.ownerUrl);
  await database.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

async function stopAll(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}

async function start(options: object = {}): Promise<RunningServer> {
  const server = await serveHere({ database, dataFolder, ...options });
  servers.push(server);
  return server;
}

async function create({ admin }: RunningServer): Promise<NewWorldView> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${admin}/admin/worlds`, { method: 'POST', headers, body: '{}' });
  const text = await response.text();
  assert.equal(response.status, 201, text);
  return JSON.parse(text);
}

const prefix = () => new URL(database.ownerUrl).pathname.slice(1);

/** The databases of the sandbox beside that of `main`, by what follows its name. */
const databases = (kind: 'template' | 'world') => databasesOf(prefix(), kind);

async function databasesOf(name: string, kind: string): Promise<readonly string[]> {
  const begin = `${name}_${kind}_`;
  const { rows } = await owner.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [begin],
  );
  return rows.map(({ datname }) => datname.slice(begin.length));
}

async function states(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await owner.query<{ state: string; number: number }>(
    'select state, count(*)::integer as number from sampan_worlds.databases group by state',
  );
  return Object.fromEntries(rows.map(({ state, number }) => [state, number]));
}

test('a first start copies its own database before it serves, and the first world is made of the copy', async () => {
  const own = await createTestDatabase();
  try {
    const server = await start({ database: own, firstKeys: makeFirstKeys() });
    const prefix = new URL(own.ownerUrl).pathname.slice(1);
    const [template, ...others] = await databasesOf(prefix, 'template');
    assert.match(String(template), /^\d+_[0-9a-f]+$/);
    assert.deepEqual(others, []);
    const { world, partners } = await create(server);
    for (const { id } of partners) {
      assert.equal((await fetch(`${server.admin}/w/${world}/admin/partners/${id}`)).status, 200);
      assert.equal((await fetch(`${server.admin}/admin/partners/${id}`)).status, 404);
    }
    assert.deepEqual(await databasesOf(prefix, 'template'), [template]);
  } finally {
    await stopAll();
    await dropAll(own.ownerUrl);
    await own.drop();
  }
});

test('a first start whose database another session uses makes the template when a world is wanted', async () => {
  // It was killed while it migrated a template.
  const draft = `${prefix()}_template_draft`;
  await owner.query(`create database ${pg.escapeIdentifier(draft)}`);
  const server = await start({ firstKeys: makeFirstKeys() });
  const world = await create(server);
  assert.equal(world.partners.length, 2);
  const templates = await databases('template');
  assert.equal(templates.length, 1);
  assert.match(String(templates[0]), /^\d+_[0-9a-f]+$/);
  await stopAll();
});

test('a start that ends before a world is wanted lets the next one make the template', async () => {
  const [template] = await databases('template');
  await owner.query(`drop database ${pg.escapeIdentifier(`${prefix()}_template_${template}`)}`);
  await start({ firstKeys: makeFirstKeys() });
  await stopAll();
  assert.deepEqual(await databases('template'), []);
  await create(await start());
  assert.deepEqual(await databases('template'), [template]);
  await stopAll();
});

test('two servers give each database to one world, also when more are wanted than are ready', async () => {
  const [one, other] = [await start(), await start()];
  const made = await Promise.all(
    Array.from({ length: 12 }, (_, index) => create(index % 2 === 0 ? one : other)),
  );
  const ids = made.flatMap(({ partners }) => partners.map(({ id }) => id));
  assert.equal(new Set(ids).size, 24);
  const wallets = made.flatMap((world) => world.wallets.map(({ walletId }) => walletId));
  assert.equal(new Set(wallets).size, 24);
  assert.equal((await databases('template')).length, 1);
  await stopAll();
  const { world, making = 0 } = await states();
  assert.deepEqual({ world, making }, { world: 14, making: 0 });
});

test('what a crash has left is dropped when a server prepares its worlds', async () => {
  const left = `${prefix()}_world_leftover`;
  await owner.query(`create database ${pg.escapeIdentifier(left)}`);
  await owner.query(
    `insert into sampan_worlds.databases (database, state, template, made_at, called_at)
     values ($1, 'making', 'any', now() - interval '2 days', now() - interval '2 days')`,
    [left],
  );
  const server = await start();
  server.prepareWorlds();
  const isListed = async () => {
    const list = 'select from sampan_worlds.databases where database = $1';
    return (await owner.query(list, [left])).rows.length > 0;
  };
  // It happens beside other work.
  while (await isListed()) await create(server);
  assert.ok(!(await databases('world')).includes('leftover'));
  await stopAll();
});
