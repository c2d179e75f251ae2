/**
 * Goal: closing a day takes up every payment, refund and cancel exactly once, on the day of its
 * instant, and nothing later is dated on that day.
 * Method: a world with a manual clock; lanes whose transactions are held open over midnight.
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
import { BusinessClock, type Connection, followClock } from '#database';
import { feeByRate, hkd, time } from '#test-kit';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

let world: SettlementWorld;
let partner: PartnerId;
let buyer: WalletId;

before(async () => {
  world = await settlementWorld();
});
after(() => world.close());
beforeEach(async () => {
  // A fresh day, with nothing left over from the test before.
  const tomorrow = addDays(businessDate(world.machine.now()), 1);
  world.machine.set(startOfDay(tomorrow));
  await world.scheduler.closeDays();
  world.at(`${tomorrow} 10:00`);
  partner = await world.partner({ fee: feeByRate('0.01') });
  buyer = await world.wallet('1000.00');
});

const today = () => businessDate(world.machine.now());
const midnight = () => world.machine.set(startOfDay(addDays(today(), 1)));

describe('items', () => {
  test('are the payments, refunds and cancels of the day, gross, with their fees', async () => {
    const day = today();
    const [first, second, third] = [`${day}-a`, `${day}-b`, `${day}-c`];
    await world.sell(partner, buyer, '100.00', first);
    await world.refund(partner, first, '40.00');
    await world.sell(partner, buyer, '55.00', second);
    await world.cancel(partner, second);
    await world.sell(partner, buyer, '10.00', third);
    await world.cancel(partner, third, 'reverse');
    assert.deepEqual(await world.items(partner), []);
    midnight();
    assert.deepEqual(await world.scheduler.closeDays(), { days: 1, items: 6 });
    assert.deepEqual(await world.items(partner), [
      `${day} payment ${first} - 10000 100`,
      `${day} refund ${first} ${first}-back-40.00 4000 40`,
      `${day} payment ${second} - 5500 55`,
      `${day} cancel ${second} - 5500 55`,
      `${day} payment ${third} - 1000 10`,
      `${day} reversal ${third} - 1000 10`,
    ]);
    assert.deepEqual(await world.days(partner), [`${day} 6 5940 - open`]);
    assert.deepEqual(await world.broken(), []);
  });

  test('of a refund belong to the day of the refund', async () => {
    const day = today();
    const order = await world.sell(partner, buyer, '30.00');
    midnight();
    await world.refund(partner, order, '30.00');
    midnight();
    await world.scheduler.closeDays();
    assert.deepEqual(await world.days(partner), [
      `${day} 1 2970 - open`,
      `${addDays(day, 1)} 1 -2970 - open`,
    ]);
    assert.deepEqual(await world.broken(), []);
  });

  test('are made once, however often and by however many a day is closed', async () => {
    for (let sale = 0; sale < 12; sale++) await world.sell(partner, buyer, '1.00');
    midnight();
    const runs = await Promise.all(
      [world.scheduler, world.schedulerOf(), world.schedulerOf()].map((each) => each.closeDays()),
    );
    assert.equal(
      runs.reduce((sum, { items }) => sum + items, 0),
      12,
    );
    assert.deepEqual(await world.scheduler.closeDays(), { days: 0, items: 0 });
    assert.deepEqual(await world.broken(), []);
  });

  test('of the first and last instant of a day are of that day', async () => {
    const day = today();
    const order = (name: string) => `${day}-${name}`;
    midnight();
    await world.scheduler.closeDays();
    const next = addDays(day, 1);
    await world.sell(partner, buyer, '1.00', order('first'));
    world.machine.set(time(`${next} 23:59:59`));
    await world.sell(partner, buyer, '2.00', order('last'));
    midnight();
    await world.sell(partner, buyer, '4.00', order('after'));
    await world.scheduler.closeDays();
    assert.deepEqual(await world.items(partner), [
      `${next} payment ${order('first')} - 100 1`,
      `${next} payment ${order('last')} - 200 2`,
    ]);
  });
});

describe('standard partners', () => {
  test('have their amounts in CNY beside those of the settlement currency (14 §4.3)', async () => {
    const fee = feeByRate('0.006');
    const abroad = await world.partner({ contract: 'global', currency: 'AUD', fee });
    await world.rates({ AUD: '5.4194' });
    const mainland = await world.wallet('5000.00', { inst: 'ALIPAYCN' });
    const price = { currency: 'AUD', minor: 369_30n } as const;
    const paid = await world.pay(abroad, mainland, price, 'abroad');
    assert.equal(paid.outcome, 'paid');
    midnight();
    await world.scheduler.closeDays();
    const [item] = await world.sql(
      `select currency, amount, fee, amount_cny, fee_cny from settlement_items
      where partner_id = $1`,
      [abroad],
    );
    assert.deepEqual(item, {
      currency: 'AUD',
      amount: 369_30n,
      fee: 2_22n,
      amount_cny: 2001_38n,
      fee_cny: 12_01n,
    });
    assert.deepEqual(await world.broken(), []);
  });
});

describe('days', () => {
  test('without entries are passed over in one step, however many', async () => {
    const day = today();
    await world.sell(partner, buyer, '5.00');
    world.machine.set(startOfDay(addDays(day, 400)));
    assert.deepEqual(await world.scheduler.closeDays(), { days: 1, items: 1 });
    const [{ rows } = {}] = await world.sql(
      'select count(*) as rows from business_days where day > $1',
      [day],
    );
    assert.ok((rows as bigint) <= 1n);
    assert.deepEqual(await world.days(partner), [`${day} 1 495 - open`]);
  });

  test('that were missed are closed in order', async () => {
    const day = today();
    for (let count = 0; count < 4; count++) {
      await world.sell(partner, buyer, '1.00');
      midnight();
    }
    assert.deepEqual(await world.scheduler.closeDays(), { days: 4, items: 4 });
    const found = await world.days(partner);
    assert.deepEqual(
      found.map((each) => each.slice(0, 10)),
      [0, 1, 2, 3].map((count) => addDays(day, count)),
    );
  });

  test('that are closed are over for every process, also for a machine whose clock is late', async () => {
    const day = today();
    midnight();
    await world.scheduler.closeDays();
    const late = new BusinessClock({ now: () => time(`${day} 23:59:58`) });
    await followClock(world.connection, late);
    assert.equal(late.now(), startOfDay(addDays(day, 1)));
    // Its own clock counts again as soon as it gets there.
    const fine = new BusinessClock({ now: () => time(`${addDays(day, 1)} 00:00:01`) });
    await followClock(world.connection, fine);
    assert.equal(fine.now(), time(`${addDays(day, 1)} 00:00:01`));
  });

  test('become due at midnight when something was booked, and never else', async () => {
    const [closing] = world.scheduler.jobs;
    const span = () => ({
      after: world.machine.now(),
      until: startOfDay(addDays(today(), 300)),
    });
    await world.sell(partner, buyer, '1.00');
    assert.equal(await closing.nextDue(span()), startOfDay(addDays(today(), 1)));
    const { after } = span();
    assert.equal(await closing.nextDue({ after, until: startOfDay(today()) }), undefined);
    midnight();
    await closing.runDue(world.machine.now());
    assert.equal(await closing.nextDue(span()), undefined);
  });
});

describe('a transaction that is under way at midnight', () => {
  /** Holds the commit of the next payment of a process of its own. */
  async function heldPayment(order: string) {
    let release = (): void => undefined;
    let reached = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const atCommit = new Promise<void>((resolve) => {
      reached = resolve;
    });
    let isArmed = false;
    const wrap = (connection: Connection): Connection => ({
      ...connection,
      get alive() {
        return connection.alive;
      },
      async run(statement, values) {
        if (isArmed && statement.name === 'commit') {
          reached();
          await released;
        }
        return connection.run(statement, values);
      },
    });
    const process = await world.process({ wrap });
    const request = world.payment(partner, await world.code(buyer), '7.00', order);
    isArmed = true;
    const paying = process.pay(request);
    await atCommit;
    return { paying, release };
  }

  test('is waited for, and counts to the day of its instant', async () => {
    const day = today();
    world.machine.set(time(`${day} 23:59:59`));
    const { paying, release } = await heldPayment(`${day}-late`);
    midnight();
    let closed = false;
    const closing = world.scheduler.closeDays().then((counts) => {
      closed = true;
      return counts;
    });
    // The day has ended for all other processes: payments are now dated on the next day.
    await until(async () => (await closedThrough()) === day);
    await world.sell(partner, await world.wallet('10.00'), '1.00', `${day}-next`);
    assert.equal(closed, false);
    release();
    assert.equal((await paying).outcome, 'paid');
    assert.deepEqual(await closing, { days: 1, items: 1 });
    assert.deepEqual(await world.items(partner), [`${day} payment ${day}-late - 700 7`]);
    midnight();
    await world.scheduler.closeDays();
    assert.equal((await world.items(partner)).length, 2);
    assert.deepEqual(await world.broken(), []);
  });

  test('has its number before it asks for the time, whatever it books for a partner', async () => {
    const seen: string[] = [];
    const numbers: Promise<unknown>[] = [];
    let doing = '';
    const wrap = (connection: Connection): Connection => ({
      ...connection,
      get alive() {
        return connection.alive;
      },
      async run(statement, values) {
        if (statement.name === 'read-clock' && doing !== '') {
          const number = connection.run({
            name: '',
            text: 'select pg_current_xact_id_if_assigned()',
          });
          const said = doing;
          numbers.push(
            number.then(([row]) => {
              if (row?.['pg_current_xact_id_if_assigned'] !== null) seen.push(said);
            }),
          );
        }
        return connection.run(statement, values);
      },
    });
    const process = await world.process({ wrap });
    const prompted = await world.wallet('50.00', { passwordFreeLimit: hkd('0.00') });
    const order = { partnerId: partner, partnerTransId: `${today()}-one`, tradeId: undefined };
    const back = { reason: '', notify: undefined, amount: hkd('1.00') };
    const steps: Readonly<Record<string, () => Promise<unknown>>> = {
      'the first payment of a partner in a new lane': async () =>
        process.pay(world.payment(partner, await world.code(buyer), '9.00', order.partnerTransId)),
      'a refund': () => process.refund({ ...order, ...back, partnerRefundId: 'one', mode: 'sync' }),
      'a cancel': async () => {
        const other = await world.sell(partner, buyer, '2.00');
        return process.cancel({ ...order, partnerTransId: other, service: 'cancel' });
      },
      'a payment that is confirmed': async () => {
        const code = await world.code(prompted);
        const paid = await process.pay(world.payment(partner, code, '3.00'));
        assert.ok(paid.outcome === 'unknown');
        const { partnerId, id } = paid.trade;
        return process.confirm({ walletId: prompted, partnerId, tradeId: id, answer: 'confirm' });
      },
    };
    for (const [name, step] of Object.entries(steps)) {
      doing = name;
      await step();
    }
    await Promise.all(numbers);
    assert.deepEqual([...new Set(seen)], Object.keys(steps));
  });

  async function closedThrough(): Promise<unknown> {
    const [row] = await world.sql('select max(day)::text as day from closed_days');
    return row?.['day'];
  }
});

/** Looks again and again, for ten seconds at most. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 2_000; look++) {
    if (await holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail('it never came to be');
}
