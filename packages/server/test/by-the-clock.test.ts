/**
 * Goal: scheduled work happens at its time and once: accepted refunds in their night, trades that
 * finish.
 * Method: a world with a manual clock; each job is run before and after its instant.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { days, type PartnerId, type TradeId, type WalletId } from '@sampan/primitives';
import { finishTrades, type Payment, readTrade, runDueRefunds, statusAt } from '#acquiring';
import type { Reader } from '#database';
import { hkd, type TestWorld, testWorld, time } from '#test-kit';

let world: TestWorld;
let reader: Reader;
let partner: PartnerId;
let buyer: WalletId;
let orders = 0;

before(async () => {
  world = await testWorld();
  ({ reader } = world.platform);
});
after(async () => {
  await world.close();
});
beforeEach(async () => {
  partner = await world.partner();
  buyer = await world.wallet('1000.00');
});

const notify = { url: 'http://shop.example/notify', charset: 'UTF-8', signType: 'MD5' };

const runRefunds = () => runDueRefunds({ reader, acquiring: world.acquiring });
const runFinishing = () => finishTrades({ reader, acquiring: world.acquiring });

/** Pays at a partner who wants to be told. */
async function paid(amount: string): Promise<{ readonly id: TradeId; readonly order: string }> {
  const order = `by-the-clock-${++orders}`;
  const payment = world.payment(partner, await world.code(buyer), amount, order);
  const outcome = await world.acquiring.pay({ ...payment, details: { notify } });
  assert.equal(outcome.outcome, 'paid');
  return { id: outcome.trade.id, order };
}

const refund = (order: string, amount: string, mode: 'sync' | 'async') =>
  world.acquiring.refund({
    partnerId: partner,
    partnerTransId: order,
    tradeId: undefined,
    partnerRefundId: `${order}-refund-${amount}`,
    amount: hkd(amount),
    reason: '',
    mode,
    notify,
  });

const factsOf = async (id: TradeId) =>
  (await world.sql('select kind from facts where trade_id = $1 order by fact_id', [id])).map(
    ({ kind }) => kind,
  );

async function paymentOf(id: TradeId): Promise<Payment> {
  const trade = await readTrade(world.connection, id);
  assert.ok(trade?.payment);
  return trade.payment;
}

describe('accepted refunds', () => {
  test('wait for 23:00, are executed once, and are notified', async () => {
    const { id, order } = await paid('30.00');
    assert.equal((await refund(order, '10.00', 'async')).outcome, 'accepted');
    assert.deepEqual(await runRefunds(), { refunded: 0, postponed: 0, failed: 0 });
    assert.equal((await paymentOf(id)).refundReserved.minor, 1_000n);

    world.machine.set(time('2026-11-22 23:00'));
    assert.deepEqual(await runRefunds(), { refunded: 1, postponed: 0, failed: 0 });
    assert.deepEqual(await runRefunds(), { refunded: 0, postponed: 0, failed: 0 });
    const { refunded, refundReserved } = await paymentOf(id);
    assert.deepEqual([refunded.minor, refundReserved.minor], [1_000n, 0n]);
    assert.equal((await world.balance(buyer)).minor, 98_000n);
    assert.deepEqual(await factsOf(id), ['paid', 'refunded']);
    assert.deepEqual(await world.audit(), []);
  });

  test('many of them run in one go, two runs at once refund nothing twice', async () => {
    const trades = await Promise.all(Array.from({ length: 12 }, () => paid('5.00')));
    await Promise.all(trades.map(({ order }) => refund(order, '5.00', 'async')));
    world.machine.advance(days(1));
    const runs = await Promise.all([runRefunds(), runRefunds()]);
    assert.equal(
      runs.reduce((sum, { refunded }) => sum + refunded, 0),
      12,
    );
    assert.equal((await world.balance(buyer)).minor, 100_000n);
    assert.deepEqual(await world.audit(), []);
  });

  test('are tried again for 180 nights while receipts do not suffice; the 181st night fails them', async () => {
    const { id, order } = await paid('20.00');
    await refund(order, '20.00', 'async');
    // The receipts went elsewhere, as a settlement would take them.
    await world.sql('update partner_funds set balance = 0 where partner_id = $1', [partner]);
    for (let night = 1; night <= 180; night++) {
      world.machine.advance(days(1));
      assert.deepEqual(await runRefunds(), { refunded: 0, postponed: 1, failed: 0 });
    }
    world.machine.advance(days(1));
    assert.deepEqual(await runRefunds(), { refunded: 0, postponed: 0, failed: 1 });
    const { refunded, refundReserved } = await paymentOf(id);
    assert.deepEqual([refunded.minor, refundReserved.minor], [0n, 0n]);
    assert.deepEqual(await factsOf(id), ['paid']);
    assert.equal((await refund(order, '20.00', 'async')).outcome, 'refused');
    await world.sql('update partner_funds set balance = 2000 where partner_id = $1', [partner]);
  });
});

describe('trades whose refund period is over', () => {
  test('are finished once, and their partner is notified', async () => {
    const { id } = await paid('8.00');
    assert.equal(await runFinishing(), 0);
    world.machine.advance(days(361));
    assert.ok((await runFinishing()) >= 1);
    assert.equal(await runFinishing(), 0);
    const trade = await readTrade(world.connection, id);
    assert.ok(trade);
    assert.equal(trade.state, 'finished');
    assert.equal(statusAt(trade, world.machine.now()), 'finished');
    assert.deepEqual(await factsOf(id), ['paid', 'finished']);
    assert.deepEqual(await world.audit(), []);
  });

  test('wait for a refund that was accepted in time', async () => {
    const { id, order } = await paid('9.00');
    world.machine.advance(days(359));
    await refund(order, '4.00', 'async');
    world.machine.advance(days(2));
    await runFinishing();
    assert.deepEqual(await factsOf(id), ['paid']);
    await runRefunds();
    await runFinishing();
    assert.deepEqual(await factsOf(id), ['paid', 'refunded', 'finished']);
    assert.deepEqual(await world.audit(), []);
  });
});
