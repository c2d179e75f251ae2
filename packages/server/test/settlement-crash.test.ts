/**
 * Goal: a process that dies at any step of closing or settling a day leaves nothing partial and
 * nothing twice; nor do concurrent processes.
 * Method: the connection is lost before or after each statement in turn, and the process stops;
 * then another process does the work again.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  addDays,
  businessDate,
  type PartnerId,
  startOfDay,
  type WalletId,
} from '@sampan/primitives';
import type { Connection } from '#database';
import { plannedSettlement } from '#settlement';
import { feeByRate } from '#test-kit';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

let world: SettlementWorld;
let partner: PartnerId;
let buyer: WalletId;

before(async () => {
  world = await settlementWorld({ startAt: '2026-11-16 10:00' });
  buyer = await world.wallet('100000.00');
});
after(() => world.close());
beforeEach(async () => {
  partner = await world.partner({ fee: feeByRate('0.01'), settlement: { calendars: [] } });
});

const today = () => businessDate(world.machine.now());

/** Monday to Thursday are settled on the next day, so every case uses one of these. */
async function sellOnAWorkingDay(): Promise<void> {
  do world.machine.set(startOfDay(addDays(today(), 1)));
  while (![1, 2, 3, 4].includes(new Date(`${today()}T12:00:00Z`).getUTCDay()));
  const order = await world.sell(partner, buyer, '100.00');
  await world.refund(partner, order, '40.00');
  for (const amount of ['5.00', '6.00', '7.00']) await world.sell(partner, buyer, amount);
}

/** A process that dies when it is about to run its `step`-th statement. */
function dying(step: number) {
  let count = 0;
  let dead = false;
  const wrap = (connection: Connection): Connection => ({
    ...connection,
    get alive() {
      return connection.alive && !dead;
    },
    close: () => connection.close(),
    async run(statement, values) {
      const mine = !dead && ++count === step;
      if (mine || dead) {
        dead = true;
        await connection.close().catch(() => undefined);
        throw Object.assign(new Error('the process is gone'), { code: 'XX000' });
      }
      return connection.run(statement, values);
    },
  });
  return { scheduler: world.schedulerOf({ wrap, chunk: 2 }), died: () => dead };
}

// To the database the loss after a statement is the loss before the next one. What an audit would find
// broken stays so: it looks once, after all of these days.
describe('closing a day', () => {
  test('survives the loss of the process before each of its statements', async () => {
    let steps = 0;
    for (let isThrough = false; !isThrough; steps++) {
      await sellOnAWorkingDay();
      const day = today();
      world.machine.set(startOfDay(addDays(day, 1)));
      const { scheduler, died } = dying(steps + 1);
      const closed = await scheduler.closeDays().catch(() => undefined);
      isThrough = !died();
      assert.equal(closed !== undefined, isThrough, `step ${steps + 1}`);
      await world.scheduler.closeDays();
      const { length } = await world.items(partner);
      assert.equal(length, 5 * (steps + 1), `step ${steps + 1}`);
      const days = await world.days(partner);
      assert.equal(days.at(-1), `${day} 5 7722 - open`);
    }
    assert.deepEqual(await world.broken(), []);
    assert.ok(steps > 12, `${steps} steps`);
  });

  test('is done once by several processes at once', async () => {
    await sellOnAWorkingDay();
    world.machine.set(startOfDay(addDays(today(), 1)));
    const many = Array.from({ length: 4 }, () => world.schedulerOf({ chunk: 2 }));
    const runs = await Promise.all(many.map((scheduler) => scheduler.closeDays()));
    assert.equal(
      runs.reduce((sum, { items }) => sum + items, 0),
      5,
    );
    assert.deepEqual(await world.broken(), []);
  });
});

describe('settling', () => {
  test('survives the loss of the process before each of its statements', async () => {
    let steps = 0;
    for (let isThrough = false; !isThrough; steps++) {
      await sellOnAWorkingDay();
      const on = addDays(today(), 1);
      world.machine.set(startOfDay(on));
      await world.scheduler.closeDays();
      world.machine.set(plannedSettlement(on));
      const { scheduler, died } = dying(steps + 1);
      const settled = await scheduler.settleDue().catch(() => undefined);
      isThrough = !died();
      assert.equal(settled !== undefined, isThrough, `step ${steps + 1}`);
      await world.scheduler.settleDue();
      const batches = await world.batches(partner);
      assert.equal(batches.length, steps + 1, `step ${steps + 1}`);
      assert.equal(batches.at(-1), `${on} ${on} 15:46:00 5 7722`);
      assert.equal(await world.funds(partner), 0n);
    }
    assert.deepEqual(await world.broken(), []);
    assert.ok(steps > 10, `${steps} steps`);
  });

  test('pays once, however many processes run it at once', async () => {
    const partners: PartnerId[] = [];
    for (let count = 0; count < 8; count++) {
      partner = await world.partner({ settlement: { calendars: [] } });
      partners.push(partner);
    }
    await sellOnAWorkingDay();
    for (const each of partners.slice(0, -1)) await world.sell(each, buyer, '3.00');
    world.machine.set(plannedSettlement(addDays(today(), 1)));
    await world.scheduler.closeDays();
    const many = Array.from({ length: 4 }, () => world.schedulerOf());
    const runs = await Promise.all(many.map((scheduler) => scheduler.settleDue()));
    assert.equal(
      runs.reduce((sum, { settled }) => sum + settled, 0),
      8,
    );
    for (const each of partners) {
      assert.equal((await world.batches(each)).length, 1);
      assert.equal(await world.funds(each), 0n);
    }
    assert.deepEqual(await world.broken(), []);
  });

  test('goes on beside payments and refunds of the same partner', async () => {
    await sellOnAWorkingDay();
    const on = addDays(today(), 1);
    world.machine.set(startOfDay(on));
    await world.scheduler.closeDays();
    world.machine.set(plannedSettlement(on));
    const other = await world.process({ lanes: 2 });
    const orders = Array.from({ length: 30 }, (_, index) => `beside-${index}`);
    const [settled] = await Promise.all([
      world.scheduler.settleDue(),
      ...orders.map(async (order) => {
        const code = await world.code(buyer);
        const paid = await other.pay(world.payment(partner, code, '2.00', order));
        assert.equal(paid.outcome, 'paid');
        await world.refund(partner, order, '0.50');
      }),
    ]);
    assert.deepEqual(settled, { settled: 1, waiting: 0 });
    assert.equal((await world.batches(partner)).at(-1), `${on} ${on} 15:46:00 5 7722`);
    // 1.50 less 1 % of each: the fee of 0.02 goes back by half a cent rounded up.
    const [row] = await world.sql(
      `select sum(case when credit like 'payable/%' then amount else -amount end) as sum
      from transfers where $1 in (credit, debit)`,
      [`payable/${partner}/HKD`],
    );
    assert.equal(String(row?.['sum']), String(await world.funds(partner)));
    assert.deepEqual(await world.broken(), []);
  });
});
