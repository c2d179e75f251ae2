/**
 * Goal: every database has the schema in the repository, and every statement of the program fits
 * it.
 * Method: migrations run on empty databases, once, twice and two at a time; the result is compared
 * with `schema.sql`; all declared statements are planned as the server's own role.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { declaredStatements, migrate } from '#database';
import { createTestDatabase, dumpSchema, type TestDatabase } from '#test-kit';
import { codecOf } from '../src/database/wire/codec.ts';

const sources = new URL('../src/', import.meta.url);
const modules = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.postgres.ts'))
  .map((path) => path.slice(0, -'.postgres.ts'.length));

let database: TestDatabase;
let owner: pg.Client;
let server: pg.Client;

before(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  // As a lane: no table is read as a whole.
  const options = '-c enable_seqscan=off';
  server = new pg.Client({ connectionString: database.url, options });
  await Promise.all([owner.connect(), server.connect()]);
  for (const module of modules) await import(`../src/${module}.postgres.ts`);
});
after(async () => {
  await Promise.all([owner.end(), server.end()]);
  await database.drop();
});

/** The URL of a database with nothing in it. */
async function emptyDatabase(name: string): Promise<string> {
  await owner.query(`create database ${name} template template0`);
  const url = new URL(database.ownerUrl);
  url.pathname = `/${name}`;
  return url.href;
}

describe('migrations', () => {
  test('make the schema that stands in schema.sql; refresh it with npm run schema', async () => {
    const committed = readFileSync(new URL('../schema.sql', import.meta.url), 'utf8');
    assert.equal(await dumpSchema(database.ownerUrl), committed);
  });

  test('run from nothing, and running them again changes nothing', async () => {
    const url = await emptyDatabase(`again_${process.pid}`);
    try {
      await migrate(url, 'sampan');
      const once = await dumpSchema(url);
      await migrate(url, 'sampan');
      assert.equal(await dumpSchema(url), once);
      assert.equal(once, await dumpSchema(database.ownerUrl));
    } finally {
      await owner.query(`drop database again_${process.pid} with (force)`);
    }
  });

  test('make the same from nothing in one transaction and from an older schema one by one', async () => {
    const url = await emptyDatabase(`older_${process.pid}`);
    const older = new pg.Client({ connectionString: url });
    try {
      await older.connect();
      const folder = new URL('../migrations/', import.meta.url);
      const [first = ''] = readdirSync(folder).sort();
      await older.query(
        'create table migrations (' +
          'number integer primary key, name text not null, applied_at timestamptz not null)',
      );
      await older.query(readFileSync(new URL(first, folder), 'utf8'));
      await older.query('insert into migrations values (1, $1, now())', [first]);
      await migrate(url, 'sampan');
      assert.equal(await dumpSchema(url), await dumpSchema(database.ownerUrl));
      const applied = 'select number, name from migrations order by number';
      const transactions = 'select count(distinct applied_at)::integer as count from migrations';
      const [found, made] = [await older.query(applied), await owner.query(applied)];
      assert.deepEqual(found.rows, made.rows);
      assert.deepEqual((await older.query(transactions)).rows, [{ count: made.rows.length }]);
      assert.deepEqual((await owner.query(transactions)).rows, [{ count: 1 }]);
    } finally {
      await older.end();
      await owner.query(`drop database older_${process.pid} with (force)`);
    }
  });

  test('carry the closed days and the moved clock over to where neither can be taken back', async () => {
    const url = await emptyDatabase(`clock_${process.pid}`);
    const old = new pg.Client({ connectionString: url });
    try {
      await old.connect();
      await old.query(
        'create table migrations (number integer, name text, applied_at timestamptz)',
      );
      const folder = new URL('../migrations/', import.meta.url);
      const files = readdirSync(folder).sort();
      const before = files.slice(0, files.indexOf('0012-least-privilege.sql'));
      for (const [index, file] of before.entries()) {
        await old.query(readFileSync(new URL(file, folder), 'utf8'));
        await old.query('insert into migrations values ($1, $2, now())', [index + 1, file]);
      }
      await old.query(
        `update business_clock set offset_ms = 86400000, closed_through = '2026-11-21'`,
      );
      await migrate(url, 'sampan');
      const { rows } = await old.query(`select offset_ms, day::text from clock_moves, closed_days`);
      assert.deepEqual(rows, [{ offset_ms: '86400000', day: '2026-11-21' }]);
    } finally {
      await old.end();
      await owner.query(`drop database clock_${process.pid} with (force)`);
    }
  });

  test('wait for each other when several processes start at once', async () => {
    const url = await emptyDatabase(`at_once_${process.pid}`);
    try {
      await Promise.all([1, 2, 3, 4].map(() => migrate(url, 'sampan')));
      assert.equal(await dumpSchema(url), await dumpSchema(database.ownerUrl));
    } finally {
      await owner.query(`drop database at_once_${process.pid} with (force)`);
    }
  });
});

describe('statements', () => {
  test('are all declared, so that their names are their own', () => {
    const declared = new Set(declaredStatements().map(({ name }) => name));
    const missing = modules.flatMap((module) => {
      const text = readFileSync(new URL(`${module}.postgres.ts`, sources), 'utf8');
      const named = [...text.matchAll(/name: '([a-z-]+)',\s*text:/g)].map(([, name]) => name ?? '');
      return named.filter((name) => !declared.has(name));
    });
    assert.deepEqual(missing, [], 'wrap these in statement({ … })');
  });

  test('fit the schema, and the server may run every one of them', async () => {
    const failures: string[] = [];
    for (const { name, plan } of await plans()) {
      if (plan instanceof Error) failures.push(`${name}: ${plan.message}`);
    }
    assert.deepEqual(failures, []);
  });

  test('have values and columns whose types the connection reads as such, and not as their text', async () => {
    // A domain's columns arrive as its base type; its values, and intervals, are written as text.
    const asText = ['interval', 'void', 'payment_code_digits', 'wallet_digits'];
    const typesOf = `select oid::integer, typname as name from pg_prepared_statements as prepared
      cross join lateral unnest(parameter_types || result_types) as used (type)
      join pg_type on pg_type.oid = type where prepared.name = $1`;
    const unread: string[] = [];
    for (const { name, text, transaction } of declaredStatements()) {
      if (transaction) continue;
      await owner.query(`prepare "${name}" as ${text}`);
      const { rows } = await owner.query<{ oid: number; name: string }>(typesOf, [name]);
      for (const type of rows) {
        const isKnown = codecOf(type.oid).format === 'binary' || asText.includes(type.name);
        if (!isKnown) unread.push(`${name}: ${type.name}`);
      }
      await owner.query(`deallocate "${name}"`);
    }
    assert.deepEqual(unread, [], 'add their binary form to database/wire/codec.ts');
  });

  test("that remove for good are the owner's alone", async () => {
    const refused: string[] = [];
    for (const { name, text } of ownersOnly()) {
      await assert.rejects(server.query(`explain (generic_plan) ${text}`), { code: '42501' });
      refused.push(name);
    }
    assert.deepEqual(refused.sort(), [
      'delete-old-deliveries',
      'delete-old-facts',
      'delete-old-partner-files',
      'delete-old-payment-codes',
      'delete-old-refusal-counts',
      'delete-old-unpaid-orders',
    ]);
  });

  test('that a lane runs never read a table as a whole', async () => {
    const ofLanes = /^(lock|insert|update|store|use|select-(partners|booked|missed))/;
    for (const { name, plan } of await plans()) {
      if (!ofLanes.test(name) || plan instanceof Error) continue;
      assert.ok(!plan.some((line) => /Seq Scan/.test(line)), [name, ...plan].join('\n'));
    }
  });

  test('that lock funds find orders by their whole key, however few a partner had at the planning', async () => {
    const partner = `'2088' || lpad((number % 1000)::text, 12, '0')`;
    await owner.query('begin; set local enable_seqscan = off');
    try {
      await owner.query(`insert into trades (partner_id, partner_trans_id, product, state, currency,
          amount, subject, details, created_at, fee_rate, fee, fee_returned, refunded, refund_reserved)
        select ${partner}, number, 'none', 'tombstone', 'HKD', 0, '', '{}', current_timestamp, '0',
          0, 0, 0, 0 from generate_series(1, 5000) as number`);
      await owner.query('analyze trades');
      const ofFunds = declaredStatements().filter(({ name }) => /of-paid-orders$/.test(name));
      assert.equal(ofFunds.length, 3);
      for (const { name, text } of ofFunds) {
        const { rows } = await owner.query(`explain (generic_plan) ${text}`);
        const plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
        const scans = plan.split('trades_pkey').slice(1);
        assert.ok(scans.length > 0, plan);
        for (const scan of scans) {
          assert.match(scan, /^[^\n]*\n *Index Cond: .*partner_trans_id = /, `${name}\n${plan}`);
        }
      }
    } finally {
      await owner.query('rollback');
    }
  });
});

interface Planned {
  readonly name: string;
  readonly plan: readonly string[] | Error;
}

const ownersOnly = () => declaredStatements().filter(({ byOwner }) => byOwner);

/** Plans every declared statement as the role that runs it, without running it. */
async function plans(): Promise<readonly Planned[]> {
  const planned: Planned[] = [];
  for (const { name, text, byOwner } of declaredStatements()) {
    if (/^(begin|commit|rollback)\b/.test(text)) continue;
    try {
      const { rows } = await (byOwner ? owner : server).query(`explain (generic_plan) ${text}`);
      planned.push({ name, plan: rows.map((row) => String(row['QUERY PLAN'])) });
    } catch (error) {
      planned.push({ name, plan: error as Error });
    }
  }
  return planned;
}

describe('the database itself refuses', () => {
  const wallet = `insert into wallets (wallet_id, inst, currency, balance, status, login_id,
    spent_day, spent_month, created_at)
    values ('2160000000000001', 'ALIPAYHK', 'HKD', 100, 'active', 'x', 0, 0, current_timestamp)`;
  const trade = (change: string) => `insert into trades (partner_id, partner_trans_id, trade_id,
      product, state, currency, amount, subject, details, created_at, fee_rate, fee, fee_returned,
      refunded, refund_reserved)
    values ('2088000000000001', 'o', 't', 'barcode', 'waiting', 'HKD', 100, '', '{}',
      current_timestamp, '0', 10, 0, 0, 0);
    update trades set ${change}`;
  const transfer = (values: string) =>
    `insert into transfers (entry_id, position, debit, credit, currency, amount) values (${values})`;

  const refused: readonly [what: string, text: string][] = [
    ['an overdraft', `${wallet}; update wallets set balance = -1`],
    ['two wallets with one login', `${wallet}; ${wallet.replace('0001', '0002')}`],
    ['refunds beyond the amount', trade('refunded = 101')],
    ['refunds and reservations beyond the amount', trade('refunded = 60, refund_reserved = 41')],
    ['a negative reservation', trade('refund_reserved = -1')],
    ['more fee returned than taken', trade('fee_returned = 11')],
    ['a payment without its entry', trade('paid_at = current_timestamp')],
    ['a trade of nothing', trade('amount = 0, fee = 0')],
    ['an unknown state', trade("state = 'lost'")],
    ['a second order with the same key', `${trade('fee = 0')}; ${trade('fee = 0')}`],
    ['a transfer of nothing', transfer("'e', 0, 'a', 'b', 'HKD', 0")],
    ['a negative transfer', transfer("'e', 0, 'a', 'b', 'HKD', -1")],
    ['a transfer to itself', transfer("'e', 0, 'a', 'a', 'HKD', 1")],
    [
      'an entry booked twice',
      "insert into entries select 'e', 'payment', 'c', current_timestamp from generate_series(1, 2)",
    ],
  ];
  for (const [what, text] of refused) {
    test(what, async () => {
      await owner.query('begin');
      try {
        await assert.rejects(owner.query(text), /violates|duplicate key/);
      } finally {
        await owner.query('rollback');
      }
    });
  }
});
