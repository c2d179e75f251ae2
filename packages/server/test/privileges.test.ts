/**
 * Goal: the server's role has exactly the privileges that the server needs, table by table.
 * Method: the catalogue's tables, columns and privileges are compared with the declared list;
 * forbidden statements are tried; each privilege is revoked once, and then a statement of ours must
 * fail.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import {
  type Connection,
  connect,
  declaredStatements,
  excessOf,
  migrate,
  type Statement,
  serverPrivileges,
} from '#database';
import { createTestDatabase, type TestDatabase } from '#test-kit';

const sources = new URL('../src/', import.meta.url);

let database: TestDatabase;
let owner: pg.Client;
let server: pg.Client;
let connection: Connection;

before(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  server = new pg.Client({ connectionString: database.url });
  await Promise.all([owner.connect(), server.connect()]);
  connection = await connect({ url: database.url, name: 'test privileges' });
  for (const path of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    const [, module] = /^(.+)\.postgres\.ts$/.exec(path) ?? [];
    if (module !== undefined) await import(`../src/${module}.postgres.ts`);
  }
});
after(async () => {
  await Promise.all([owner.end(), server.end(), connection.close()]);
  await database.drop();
});

test('every table is in the list, and the list has no other', async () => {
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relkind in ('r', 'p', 'v', 'm', 'S') and relnamespace = 'public'::regnamespace",
  );
  assert.deepEqual(rows.map(({ name }) => name).sort(), Object.keys(serverPrivileges).sort());
});

test('the catalogue grants what the list says, of every table and every column', async () => {
  const words = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'];
  const { rows } = await server.query<Readonly<Record<string, string | boolean>>>(
    `select relname as table, attname as column, word,
       has_column_privilege(attrelid, attnum, word) as held
     from pg_class join pg_attribute on attrelid = pg_class.oid
       cross join unnest(array['select', 'insert', 'update', 'references']) as word
     where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
     union all
     select relname, null, word, has_table_privilege(oid, word) from pg_class cross join unnest($1::text[]) as word
     where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    [words],
  );
  assert.ok(rows.length > 1_000, 'all were looked at');
  for (const { table, column, word, held } of rows) {
    const { select = true, insert, update = [], ...rest } = serverPrivileges[String(table)] ?? {};
    const said: Readonly<Record<string, boolean>> = {
      select,
      insert: insert === true,
      // Of a whole table never: new columns do not become changeable by themselves.
      update: column !== null && update.includes(String(column)),
      delete: rest.delete === true,
    };
    assert.equal(held, said[String(word)] ?? false, `${word} ${column ?? ''} on ${table}`);
  }
});

describe('the role is refused', () => {
  const denied: readonly string[] = [
    "update entries set cause = ''",
    'delete from entries',
    'truncate entries',
    'update transfers set amount = 1',
    'delete from transfers',
    'truncate transfers',
    'update settlement_items set amount = 1',
    'delete from settlement_items',
    'delete from settlement_batches',
    'update settlement_batches set net = 0',
    'update settlement_batches set settled_on = settled_on - 1',
    'delete from partner_days',
    'delete from closed_days',
    "update closed_days set day = '2020-01-01'",
    'delete from clock_moves',
    'update clock_moves set offset_ms = 1',
    'delete from trades',
    'update trades set amount = 1',
    "update trades set partner_trans_id = ''",
    'delete from refunds',
    'update refunds set amount = 1',
    'delete from wallets',
    "update wallets set login_id = ''",
    'delete from partners',
    'delete from partner_funds',
    'delete from payouts',
    "update payouts set account = ''",
    'delete from payout_orders',
    "update platform_keys set private_key = ''",
    'delete from platform_keys',
    "update sftp_host_keys set private_key = ''",
    'delete from exchange_rates',
    "update exchange_rates set rate = ''",
    'select from migrations',
    "insert into migrations values (99, 'x', current_timestamp)",
    'delete from migrations',
    'drop table wallets',
    'alter table wallets drop constraint wallets_balance_check',
    'create table mine (id int)',
    'create index on trades (subject)',
    'create rule r as on insert to entries do instead nothing',
    'lock table entries in access exclusive mode',
    'set role postgres',
  ];
  for (const text of denied) {
    test(text, async () => {
      await server.query('begin');
      try {
        // Insufficient privilege, and not some other mistake.
        await assert.rejects(server.query(text), { code: '42501' });
      } finally {
        await server.query('rollback');
      }
    });
  }
});

test('no privilege is granted in vain: without it one of our statements cannot run', async () => {
  const kept: string[] = [];
  const statements = declaredStatements().filter(({ text }) => !/^(begin|commit|roll)/.test(text));
  for (const [table, { insert, update = [], ...rest }] of Object.entries(serverPrivileges)) {
    const about = statements.filter(({ text }) => new RegExp(`\\b${table}\\b`).test(text));
    const clauses = [
      ...(insert ? ['insert'] : []),
      ...update.map((column) => `update (${pg.escapeIdentifier(column)})`),
      ...(rest.delete ? ['delete'] : []),
    ];
    for (const clause of clauses) {
      await owner.query(`revoke ${clause} on ${table} from sampan`);
      if (await allRun(about)) kept.push(`${clause} on ${table}`);
      await owner.query(`grant ${clause} on ${table} to sampan`);
    }
  }
  assert.deepEqual(kept, []);
});

async function allRun(statements: readonly Statement[]): Promise<boolean> {
  for (const { text } of statements) {
    const refused = await server.query(`explain (generic_plan) ${text}`).then(
      () => false,
      ({ code }) => code === '42501',
    );
    if (refused) return false;
  }
  return true;
}

describe('what a role can do beyond its needs is named', () => {
  test('nothing of the role that migrations provide for', async () => {
    assert.deepEqual(await excessOf(connection), []);
  });

  const excesses: readonly [grant: string, revoke: string, named: readonly string[]][] = [
    [
      'grant delete on settlement_batches to sampan',
      'revoke delete on settlement_batches from sampan',
      ['delete on settlement_batches'],
    ],
    [
      'grant update (kind, cause) on entries to public',
      'revoke update (kind, cause) on entries from public',
      ['update (kind, cause) on entries'],
    ],
    [
      'grant truncate on trades to sampan',
      'revoke truncate on trades from sampan',
      ['truncate on trades'],
    ],
    [
      'grant create on schema public to sampan',
      'revoke create on schema public from sampan',
      ['create in schema public'],
    ],
  ];
  for (const [grant, revoke, named] of excesses) {
    test(grant, async () => {
      await owner.query(grant);
      try {
        assert.deepEqual(await excessOf(connection), named);
      } finally {
        await owner.query(revoke);
      }
    });
  }

  test('the owner, who can do everything', async () => {
    const asOwner = await connect({ url: database.ownerUrl, name: 'test owner' });
    try {
      const excess = await excessOf(asOwner);
      assert.ok(excess.includes('change the tables, as their owner'), excess.join('; '));
      assert.ok(excess.includes('delete on entries'), excess.join('; '));
    } finally {
      await asOwner.close();
    }
  });
});

test('a database from before is brought to the same: what was granted too much is taken away', async () => {
  await owner.query('grant all on all tables in schema public to sampan');
  await owner.query('grant update (kind) on entries to sampan, public');
  assert.notDeepEqual(await excessOf(connection), []);
  await migrate(database.ownerUrl, 'sampan');
  assert.deepEqual(await excessOf(connection), []);
});
