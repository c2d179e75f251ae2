/**
 * Goal: retention deletes expired data in small indexed steps, with two concurrent processes and
 * after the death of either; money stays, the audit is clean, and every kept order answers as
 * before.
 * Method: a history of every kind of order; its repeats before and after; many rows; a folder.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { days, type Instant, instant, type PartnerId, type WalletId } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import pg from 'pg';
import { isTrade, type Pay, readOrder } from '#acquiring';
import { type Connection, connect } from '#database';
import type { Files } from '#statement';
import { fileWriterHere, hkd } from '#test-kit';
import { usualRetention } from '../src/main/retention-settings.ts';
import {
  type RetentionWorld,
  removeOld,
  removeOldFiles,
  stepMax,
} from '../src/platform/retention.ts';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

let world: SettlementWorld;
let root: string;
let files: Files;
let partner: PartnerId;
let buyer: WalletId;

beforeEach(async () => {
  world = await settlementWorld({ startAt: '2026-11-19 10:00' });
  root = await mkdtemp(join(tmpdir(), 'sampan-retention-'));
  files = world.platform.files({ folder: root, writer: fileWriterHere(world.url) });
  partner = await world.partner();
  buyer = await world.wallet('1000.00');
});
afterEach(async () => {
  await world.close();
  await rm(root, { recursive: true, force: true });
});

/** Runs statements as the job's connections do, and tells of each. */
function retention(
  onRun: (name: string, text: string, rows: number) => void = () => undefined,
): RetentionWorld {
  const settings = { url: world.ownerUrl, name: 'test retention', byIndexOnly: true };
  const openConnection = async (): Promise<Connection> => {
    const connection = await connect(settings);
    return {
      ...connection,
      get alive() {
        return connection.alive;
      },
      async run(statement, values) {
        const rows = await connection.run(statement, values);
        onRun(statement.name, statement.text, rows.length);
        return rows;
      },
    };
  };
  return {
    reader: world.scheduler.reader,
    openConnection,
    timers: systemTimers,
    isInterrupted: () => false,
    settings: usualRetention,
  };
}

const later = (count: number): Instant => {
  world.machine.set(instant(world.machine.now() + days(count)));
  return world.machine.now();
};

const rowsOf = async (table: string): Promise<number> =>
  Number((await world.sql(`select count(*) as rows from ${table}`))[0]?.['rows']);

/** One order of each kind; answers how to repeat each of them, and which are paid. */
async function history(): Promise<{
  repeat: () => Promise<string[]>;
  paid: () => Promise<string[]>;
}> {
  const prompted = await world.wallet('500.00', { passwordFreeLimit: hkd('0.00') });
  const payments: Pay[] = [];
  const pay = async (order: string, amount: string, wallet = buyer) => {
    const request = world.payment(partner, await world.code(wallet), amount, order);
    payments.push(request);
    return world.acquiring.pay(request);
  };
  const orderOf = (partnerTransId: string) => ({
    partnerId: partner,
    partnerTransId,
    tradeId: undefined,
  });
  for (const order of ['paid', 'refunded', 'returned', 'cancelled']) await pay(order, '10.00');
  await world.refund(partner, 'refunded', '4.00');
  await world.refund(partner, 'returned', '10.00');
  await world.acquiring.cancel({ ...orderOf('cancelled'), service: 'cancel' });
  for (const order of ['expired', 'closed', 'confirmed']) await pay(order, '7.00', prompted);
  await world.acquiring.cancel({ ...orderOf('closed'), service: 'cancel' });
  const waiting = await readOrder(world.connection, partner, 'confirmed');
  assert.ok(isTrade(waiting));
  const confirm = { walletId: prompted, partnerId: partner, tradeId: waiting.id } as const;
  await world.acquiring.confirm({ ...confirm, answer: 'confirm' });
  await world.acquiring.cancel({ ...orderOf('never came'), service: 'cancel' });
  payments.push({ ...(payments[0] as Pay), partnerTransId: 'never came' });

  const shown = (value: unknown): string =>
    JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part));
  const repeatOf = async (request: Pay): Promise<string> => {
    const order = await readOrder(world.connection, partner, request.partnerTransId);
    const refund = {
      ...orderOf(request.partnerTransId),
      partnerRefundId: `${request.partnerTransId}-back-4.00`,
      amount: hkd('4.00'),
      reason: 'too cold',
      mode: 'sync',
      notify: undefined,
    } as const;
    const refunded =
      request.partnerTransId === 'refunded' ? await world.acquiring.refund(refund) : undefined;
    return shown([await world.acquiring.pay(request), order, refunded]);
  };
  const paidOrders = ['paid', 'refunded', 'returned', 'cancelled', 'confirmed'];
  return {
    repeat: () => Promise.all(payments.map(repeatOf)),
    paid: () =>
      Promise.all(
        payments.filter(({ partnerTransId }) => paidOrders.includes(partnerTransId)).map(repeatOf),
      ),
  };
}

describe('an order', () => {
  test('that is kept answers a repeat as before, and the audit is clean', async () => {
    const { repeat, paid } = await history();
    const now = later(29);
    const before = await repeat();
    const { counts } = await removeOld(retention(), now);
    assert.equal(counts['orders'], 0);
    assert.ok((counts['codes'] ?? 0) >= 7, 'codes go after a day');
    assert.deepEqual(await repeat(), before);
    assert.deepEqual(await world.broken(), []);

    // After more than a year only what was never paid is gone, and its tombstones.
    const muchLater = later(500);
    const paidBefore = await paid();
    assert.equal((await removeOld(retention(), muchLater)).counts['orders'], 3);
    assert.deepEqual(await paid(), paidBefore);
    assert.equal(await readOrder(world.connection, partner, 'never came'), undefined);
    assert.deepEqual(await world.broken(), []);
  });

  test('that was cancelled before it came is refused for as long as it is remembered', async () => {
    const order = { partnerId: partner, partnerTransId: 'late', tradeId: undefined };
    await world.acquiring.cancel({ ...order, service: 'cancel' });
    await removeOld(retention(), later(29));
    const told = await world.pay(partner, buyer, '5.00', 'late');
    assert.deepEqual(told, { outcome: 'refused', refusal: 'trade-closed' });
  });

  test('that is unpaid is deleted with its code, however long codes are kept', async () => {
    const prompted = await world.wallet('50.00', { passwordFreeLimit: hkd('0.00') });
    await world.pay(partner, prompted, '5.00', 'prompted');
    const settings = { ...usualRetention, codes: undefined };
    const { counts } = await removeOld({ ...retention(), settings }, later(31));
    assert.deepEqual([counts['orders'], counts['codes']], [1, undefined]);
    assert.equal(await rowsOf('payment_codes'), 0);
    assert.deepEqual(await world.broken(), []);
  });
});

/** Rows that are over, and as many that are not. */
async function many(count: number): Promise<void> {
  const old = "timestamptz '2026-01-01 00:00+08' + number * interval '1 second'";
  const fresh = "timestamptz '2026-11-19 09:00+08' + number * interval '10 ms'";
  for (const [kind, at] of [
    ['old', old],
    ['new', fresh],
  ] as const) {
    const id = kind === 'old' ? '20260101' : '20261119';
    const from = `from generate_series(1, ${count}) as number`;
    await world.sql(
      `insert into payment_codes (code, wallet_id, issued_at, expires_at)
      select '${kind === 'old' ? 28 : 29}' || lpad(number::text, 16, '0'), $1, ${at}, ${at} ${from}`,
      [buyer],
    );
    await world.sql(
      `insert into facts (fact_id, partner_id, trade_id, kind, happened_at, notify,
        content, taken_at)
      select '${id}' || lpad(number::text, 20, '0'), $1, '', 'paid', ${at}, '{}', '{}',
        case when number > 1 then ${at} end ${from}`,
      [partner],
    );
    await world.sql(
      `insert into deliveries (notify_id, partner_id, trade_id, receiver, url, sign_type,
        charset, fields, state, attempts, step, planned_at, latest_sent_at, created_at)
      select '${kind}' || number, $1, '', '', '', 'MD5', 'UTF-8', '[]',
        case when number > 1 then 'delivered' else 'waiting' end, 1, 1, ${at},
        case when number = 2 then ${fresh} else ${at} end, ${at} ${from}`,
      [partner],
    );
    await world.sql(`insert into delivery_attempts (notify_id, number, planned_at, sent_at, duration_ms)
      select '${kind}' || number, 1, ${at}, ${at}, 1 ${from}`);
    await world.sql(
      `insert into sessions (token_hash, wallet_id, created_at, seen_at, expires_at)
      select md5('${kind}' || number), $1, ${at}, ${at}, ${at} + interval '30 days' ${from}`,
      [buyer],
    );
    await world.sql(`insert into pin_tries (subject, tries, tried_at, locked_until)
      select '${kind}/' || number, 1, ${at}, case when number = 1 then ${fresh} end ${from}`);
    await world.sql(
      `insert into trades (partner_id, partner_trans_id, product, state, currency, amount,
        subject, details, created_at, fee, fee_returned, refunded, refund_reserved, fee_rate)
      select $1, '${kind}' || number, 'none', 'tombstone', 'HKD', 0, '', '{}', ${at}, 0, 0, 0, 0, '0'
        ${from}`,
      [partner],
    );
  }
}

const tables = [
  ...['payment_codes', 'facts', 'deliveries', 'delivery_attempts', 'sessions', 'pin_tries'],
  'trades',
];

const counted = async (): Promise<Record<string, number>> =>
  Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await rowsOf(table)])));

const manyRows = 1_200;
/** What is still to be told or sent, was sent lately, or locks a PIN stays, however old. */
const left = {
  payment_codes: manyRows,
  facts: manyRows + 1,
  deliveries: manyRows + 2,
  delivery_attempts: manyRows + 2,
  sessions: manyRows,
  pin_tries: manyRows + 1,
  trades: manyRows,
};

describe('removing', () => {
  test('goes in small steps, each by an index', async () => {
    await many(manyRows);
    const texts = new Map<string, string>();
    const now = world.machine.now();
    const job = retention((name, text, rows) => {
      texts.set(name, text);
      assert.ok(rows <= stepMax, `${name} removed ${rows} rows at once`);
    });
    const { counts } = await removeOld(job, now);
    assert.deepEqual(await counted(), left);
    assert.equal(counts['deliveries'], manyRows - 2);
    assert.equal(texts.size, 8);
    const options = '-c enable_seqscan=off';
    const client = new pg.Client({ connectionString: world.ownerUrl, options });
    await client.connect();
    try {
      for (const [name, text] of texts) {
        const { rows } = await client.query(`explain (generic_plan) ${text}`);
        const lines = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
        assert.doesNotMatch(lines, /Seq Scan/, `${name}\n${lines}`);
        assert.match(lines, /Limit/, `${name} is bounded`);
      }
    } finally {
      await client.end();
    }
    assert.deepEqual((await removeOld(job, now)).counts['codes'], 0);
  });

  test('is done once by two processes at once', async () => {
    await many(manyRows);
    const now = world.machine.now();
    const both = await Promise.all([removeOld(retention(), now), removeOld(retention(), now)]);
    assert.deepEqual(await counted(), left);
    const sum = (name: string) => both.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0);
    assert.equal(sum('codes'), manyRows);
    assert.equal(sum('orders'), manyRows);
  });

  test('ends after its step when the process is to stop', async () => {
    await many(manyRows);
    let steps = 0;
    const stopping = { ...retention(() => steps++), isInterrupted: () => steps > 0 };
    const { counts } = await removeOld(stopping, world.machine.now());
    assert.equal(counts['codes'], stepMax);
    assert.equal(steps, 1);
  });

  test('takes nothing of what is kept for ever', async () => {
    await many(10);
    const before = await counted();
    const forever = {
      codes: undefined,
      deliveries: undefined,
      orders: undefined,
      files: undefined,
    };
    await removeOld({ ...retention(), settings: forever }, world.machine.now());
    const after = await counted();
    assert.deepEqual(
      { ...after, sessions: before['sessions'], pin_tries: before['pin_tries'] },
      before,
    );
  });
});

describe('a file', () => {
  /** Files of the 19th and 20th; the first is older than is kept. */
  async function twoFiles(): Promise<RetentionWorld & { readonly folder: Files['folder'] }> {
    await world.sell(partner, buyer, '10.00');
    world.at('2026-11-20 10:00');
    await world.sell(partner, buyer, '20.00');
    world.at('2026-11-21 10:00');
    await world.scheduler.closeDays();
    await files.jobs.runNow(world.machine.now());
    world.machine.set(instant(Date.parse('2027-12-25T10:00:00+08:00')));
    return { ...retention(), folder: files.folder };
  }

  const lying = async () => (await readdir(join(root, partner))).sort();
  const [first, second] = ['transaction_20261119.txt', 'transaction_20261120.txt'];
  const listed = async () => (await files.shelf.list(partner)).map(({ name }) => name.slice(17));

  test('leaves the list first, then the disk; through a death in between nothing is left', async () => {
    const old = await twoFiles();
    const now = world.machine.now();
    assert.equal((await removeOldFiles(old, now)).counts['removed'], 0, 'it is still listed');
    assert.equal((await removeOld(old, now)).counts['files'], 1);
    // The process dies here: the file is unlisted, but its bytes are still on disk.
    assert.deepEqual(await listed(), [second]);
    assert.equal(await files.shelf.open(partner, `${partner}_${first}`), undefined);
    assert.deepEqual(await lying(), [`${partner}_${first}`, `${partner}_${second}`]);
    assert.equal((await removeOldFiles(old, now)).counts['removed'], 1);
    assert.deepEqual(await lying(), [`${partner}_${second}`]);
    // It is not made again, and the one that is kept is whole.
    assert.deepEqual(await files.jobs.runNow(now), { made: 0 });
    const open = await files.shelf.open(partner, `${partner}_${second}`);
    assert.ok((open?.size ?? 0) > 0);
    await open?.close();
    assert.deepEqual(await world.broken(), []);
  });

  test('of another name is left alone', async () => {
    const old = await twoFiles();
    await writeFile(join(root, partner, 'notes of 20261119.txt'), 'ours to keep');
    await removeOld(old, world.machine.now());
    assert.equal((await removeOldFiles(old, world.machine.now())).counts['removed'], 1);
    assert.deepEqual(await lying(), [`${partner}_${second}`, 'notes of 20261119.txt']);
  });
});
