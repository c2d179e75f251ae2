/**
 * Goal: a database from before exchange rates works after the upgrade: its data are unchanged, and
 * every order can be refunded, cancelled, confirmed and notified.
 * Method: the schema of that time with an operator's rows; then the newer migrations, the money
 * path on top of them, and the audit.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { days, type PartnerId, required, type TradeId, type WalletId } from '@sampan/primitives';
import pg from 'pg';
import { type Acquiring, audit, readOrder, readTrade, takeFacts } from '#acquiring';
import { type Connection, connect, migrate } from '#database';
import type { Platform } from '#platform';
import { hkd, type TestWorld, testWorld } from '#test-kit';
import { insertPaymentCode, issuePaymentCode } from '#wallet';

const home = '2088000000000011' as PartnerId;
const abroad = '2088000000000022' as PartnerId;
/** A mainland wallet, in HKD as all were. */
const buyer = '2088000000000033' as WalletId;

/** The last migration before rates. */
const newestThen = 7;

const migrations = new URL('../migrations/', import.meta.url);
const name = `upgraded_${process.pid}`;

let world: TestWorld;
let connection: Connection;
let platform: Platform;
let acquiring: Acquiring;

before(async () => {
  world = await testWorld();
  await world.sql(`create database ${name} template template0`);
  await inOldDatabase(fillAsThen);
  await migrate(located(world.ownerUrl), 'sampan');
  await inOldDatabase(async (run) => {
    await run(`update rates_in_effect set rates = '{"HKD":"0.838800"}'`);
  });
  connection = await connect({ url: located(world.url), name: 'test upgraded' });
  platform = await world.open({ url: located(world.url) });
  ({ acquiring } = platform);
});
after(async () => {
  await Promise.all([connection.close(), platform.close()]);
  await world.sql(`drop database ${name} with (force)`);
  await world.close();
});

function located(url: string): string {
  const there = new URL(url);
  there.pathname = `/${name}`;
  return there.href;
}

type Run = (text: string) => Promise<unknown>;

async function inOldDatabase(use: (run: Run) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: located(world.ownerUrl) });
  await client.connect();
  try {
    await use((text) => client.query(text));
  } finally {
    await client.end();
  }
}

/** Makes the schema as it was, and what an operator had in it: each payment is 30.00, the fee 1 %. */
async function fillAsThen(run: Run): Promise<void> {
  await run('create table migrations (number integer, name text, applied_at timestamptz)');
  const files = readdirSync(migrations).sort().slice(0, newestThen);
  for (const [index, file] of files.entries()) {
    await run(readFileSync(new URL(file, migrations), 'utf8'));
    await run(`insert into migrations values (${index + 1}, '${file}', now())`);
  }
  await run(`insert into partners values
    ('${home}', 'Home', 'hk', 'HKD', 'active', 'k', null, '{ALIPAYHK,ALIPAYCN}', null, '0.01', true, 360, false, now()),
    ('${abroad}', 'Abroad', 'global', 'HKD', 'active', 'k', null, '{ALIPAYCN}', null, '0.01', true, 360, false, now());
  insert into partner_accounts values ('${home}', 'HKD'), ('${abroad}', 'HKD');
  insert into partner_funds values ('${home}', 'HKD', 0, 7920), ('${abroad}', 'HKD', 0, 5940);
  insert into wallets values ('${buyer}', 'ALIPAYCN', 'HKD', 86000, 'active', '13900000033',
    2000, null, null, null, '2026-11-22', 14000, 14000, now());
  insert into entries values ('2026112200000000000000000000', 'top-up', '${buyer}', '2026-11-22 01:00Z');
  insert into transfers values
    ('2026112200000000000000000000', 0, 'bank/HKD', 'wallet/${buyer}', 'HKD', 100000)`);
  await run(paidThen(home, 'paid', 1));
  await run(paidThen(home, 'refunded in part', 2, { refunded: 1000, feeReturned: 10 }));
  await run(paidThen(home, 'to be refunded', 3, { reserved: 1000 }));
  await run(paidThen(abroad, 'paid', 4));
  await run(paidThen(abroad, 'to be refunded', 5, { reserved: 1000 }));
  await run(`insert into trades (partner_id, partner_trans_id, trade_id, product, state, currency, amount,
      wallet_id, inst, buyer_login, subject, details, created_at, expires_at, fee_rate, fee,
      fee_returned, refunded, refund_reserved)
    values ('${home}', 'waiting', '${idOf(6)}', 'barcode', 'waiting', 'HKD', 3000, '${buyer}', 'ALIPAYCN',
      '139****0033', 'tea', '{}', '2026-11-22 01:59Z', '2026-11-22 02:02Z', '0', 0, 0, 0, 0);
  insert into entries values ('2026112200000000000000000099', 'refund', '${idOf(2)}', '2026-11-22 01:40Z');
  insert into transfers values
    ('2026112200000000000000000099', 0, 'fee-income/HKD', 'payable/${home}/HKD', 'HKD', 10),
    ('2026112200000000000000000099', 1, 'payable/${home}/HKD', 'wallet/${buyer}', 'HKD', 1000);
  insert into refunds values ('${home}', 'part', 'refunded in part', '${idOf(2)}', 'HKD', 1000, '', 'done',
    10, '2026-11-22 01:40Z', '2026-11-22 01:40Z', '2026112200000000000000000099', null, null, 0);
  insert into refunds values
    ('${home}', 'night', 'to be refunded', '${idOf(3)}', 'HKD', 1000, '', 'accepted',
      0, '2026-11-22 01:50Z', null, null, null, '2026-11-22 15:00Z', 0),
    ('${abroad}', 'night', 'to be refunded', '${idOf(5)}', 'HKD', 1000, '', 'accepted',
      0, '2026-11-22 01:50Z', null, null, '${address}', '2026-11-22 15:00Z', 0);
  insert into facts values ('2026112200000000000000000088', '${abroad}', '${idOf(4)}', 'paid',
    '2026-11-22 01:30Z', '${address}', '${factThen}', null)`);
}

const idOf = (number: number): TradeId => `202611220000000000000000001${number}` as TradeId;

const address = JSON.stringify({ url: 'http://shop.example/', charset: 'UTF-8', signType: 'MD5' });

/** What a fact held: a trade without a quote. */
const factThen = JSON.stringify({
  trade: {
    partnerId: abroad,
    partnerTransId: 'paid',
    id: idOf(4),
    state: 'paid',
    amount: { currency: 'HKD', minor: { $: '3000' } },
    details: {},
  },
});

interface Back {
  readonly refunded?: number;
  readonly reserved?: number;
  readonly feeReturned?: number;
}

function paidThen(partner: PartnerId, order: string, number: number, back: Back = {}): string {
  const { refunded = 0, reserved = 0, feeReturned = 0 } = back;
  const entry = `202611220000000000000000002${number}`;
  return `insert into trades (partner_id, partner_trans_id, trade_id, product, state, currency, amount,
      wallet_id, inst, buyer_login, subject, details, created_at, expires_at, paid_at, fee_rate, fee,
      fee_returned, refunded, refund_reserved, refund_until, entry_id)
    values ('${partner}', '${order}', '${idOf(number)}', 'barcode', 'paid', 'HKD', 3000, '${buyer}',
      'ALIPAYCN', '139****0033', 'tea', '{}', '2026-11-22 01:30Z', '2026-11-22 01:33Z',
      '2026-11-22 01:30Z', '0.01', 30, ${feeReturned}, ${refunded}, ${reserved},
      '2027-11-17 01:30Z', '${entry}');
  insert into entries values ('${entry}', 'payment', '${idOf(number)}', '2026-11-22 01:30Z');
  insert into transfers values
    ('${entry}', 0, 'wallet/${buyer}', 'payable/${partner}/HKD', 'HKD', 3000),
    ('${entry}', 1, 'payable/${partner}/HKD', 'fee-income/HKD', 'HKD', 30)`;
}

const refund = (
  partnerId: PartnerId,
  order: string,
  refundId: string,
  amount: string,
  mode: 'sync' | 'async' = 'sync',
) =>
  acquiring.refund({
    partnerId,
    partnerTransId: order,
    tradeId: undefined,
    partnerRefundId: refundId,
    amount: hkd(amount),
    reason: '',
    mode,
    notify: undefined,
  });

const balance = async (): Promise<unknown> =>
  (await connection.run({ name: '', text: 'select balance from wallets' }))[0]?.['balance'];

async function pay(partner: PartnerId, order: string) {
  const code = issuePaymentCode(
    { id: buyer, inst: 'ALIPAYCN' },
    18,
    world.machine.now(),
    world.random,
  );
  await insertPaymentCode(connection, code);
  return acquiring.pay({ ...world.payment(partner, code.code, '10.00'), partnerTransId: order });
}

test('the book holds, and everything was in one currency', async () => {
  assert.deepEqual(await audit(connection), []);
  for (const number of [1, 2, 3, 4, 5, 6]) {
    const { amount, quote } = required(await readTrade(connection, idOf(number)), 'it is kept');
    assert.deepEqual([quote.charge, quote.settlement], [amount, amount]);
  }
});

test('what was refunded in part is refunded as a whole, with the rest of its fee', async () => {
  const done = await refund(home, 'refunded in part', 'rest', '20.00');
  assert.equal(done.outcome, 'refunded');
  const trade = required(await readTrade(connection, idOf(2)), 'it is kept');
  assert.equal(trade.state, 'closed');
  assert.equal(trade.payment?.feeReturned.minor, 30n);
  const again = await refund(home, 'refunded in part', 'part', '10.00');
  assert.equal(again.outcome === 'refunded' && again.refund.charge.minor, 1_000n);
  assert.equal(await balance(), 88_000n);
});

test('an accepted refund is pulled forward, another one goes in its night', async () => {
  assert.equal((await refund(abroad, 'to be refunded', 'night', '10.00')).outcome, 'refunded');
  assert.equal(await balance(), 89_000n);
});

test('a payment of the day is cancelled', async () => {
  const cancel = { partnerTransId: 'paid', tradeId: undefined, service: 'cancel' } as const;
  for (const partnerId of [home, abroad]) {
    const { outcome } = await acquiring.cancel({ partnerId, ...cancel });
    assert.equal(outcome, 'cancelled');
  }
  assert.equal(await balance(), 95_000n);
});

test('a waiting prompt is confirmed at the amount shown to the buyer', async () => {
  const answer = { walletId: buyer, partnerId: home, tradeId: idOf(6), answer: 'confirm' } as const;
  assert.equal((await acquiring.confirm(answer)).outcome, 'paid');
  assert.equal(await balance(), 92_000n);
});

test('a fact that was not taken yet has the settled amount', async () => {
  const facts = await takeFacts(connection, 10, world.machine.now());
  const { trade } = required(
    facts.find(({ id }) => id.endsWith('88')),
    'the fact',
  );
  assert.deepEqual(trade.quote.settlement, hkd('30.00'));
});

test('the wallet pays in HKD at home, and not where CNY must be told', async () => {
  assert.equal((await pay(home, 'at home')).outcome, 'paid');
  assert.deepEqual(await pay(abroad, 'abroad'), {
    outcome: 'refused',
    refusal: 'wallet-kind-not-accepted',
  });
  assert.equal(await readOrder(connection, abroad, 'abroad'), undefined);
  assert.equal(await balance(), 91_000n);
});

test('in the night the other refund is done, and the book still holds', async () => {
  world.machine.advance(days(1));
  const order = { partnerId: home, partnerTransId: 'to be refunded', partnerRefundId: 'night' };
  assert.equal((await acquiring.executeAcceptedRefund(order)).outcome, 'refunded');
  assert.equal(await balance(), 92_000n);
  assert.deepEqual(await audit(connection), []);
});
