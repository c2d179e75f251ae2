/**
 * Goal: the overview of a partner's day says exactly what the list of trades and the files of the day say,
 * whether days are closed or not.
 * Method: random histories over midnights, with refunds, cancels, unpaid trades and both kinds of wallet;
 * each day's figures are computed from the trades and refunds themselves, and from the items that files
 * are made of, and compared to the cent; before any day is closed, and after.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  addDays,
  type BusinessDate,
  businessDate,
  formatAmount,
  hours,
  minutes,
  money,
  type PartnerId,
  startOfDay,
  type WalletId,
} from '@sampan/primitives';
import fc from 'fast-check';
import { listTrades, readRefundsOfTrades, type Trade } from '#acquiring';
import { readOverview } from '#app-api';
import { feeByRate, hkd } from '#test-kit';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

let world: SettlementWorld;
let buyers: readonly WalletId[];
/** Asks for the password of every payment. */
let careful: WalletId;

before(async () => {
  world = await settlementWorld({ startAt: '2026-09-14 21:00' });
  buyers = [await world.wallet('90000.00'), await world.wallet('90000.00', { inst: 'ALIPAYCN' })];
  careful = await world.wallet('90000.00', { passwordFreeLimit: hkd('0.00') });
});
after(() => world.close());

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('sell' as const),
      cents: fc.integer({ min: 100, max: 9_999 }),
      buyer: fc.nat(1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      which: fc.nat(20),
      percent: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ask' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      minutes: fc.integer({ min: 1, max: 600 }),
    }),
  },
);

type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

async function play(partnerId: PartnerId, actions: readonly Action[]): Promise<void> {
  const sold: string[] = [];
  for (const [index, each] of actions.entries()) {
    world.machine.advance(minutes(1));
    const order = `${partnerId}-${index}`;
    switch (each.kind) {
      case 'sell': {
        const told = await world.pay(
          partnerId,
          buyers[each.buyer] as WalletId,
          formatAmount(money('HKD', BigInt(each.cents))),
          order,
        );
        assert.equal(told.outcome, 'paid');
        sold.push(order);
        break;
      }
      case 'refund': {
        const which = sold[each.which % Math.max(sold.length, 1)];
        if (which === undefined) break;
        // What is too much, or of a cancelled trade, is refused: that is no history.
        await world.acquiring.refund({
          ...{
            partnerId,
            partnerTransId: which,
            tradeId: undefined,
            partnerRefundId: `back-${order}`,
          },
          ...{ amount: money('HKD', BigInt(each.percent * 20)), reason: 'cold' },
          ...{ mode: 'sync', notify: undefined },
        });
        break;
      }
      case 'cancel': {
        const which = sold[each.which % Math.max(sold.length, 1)];
        if (which === undefined) break;
        const request = { partnerId, partnerTransId: which, tradeId: undefined };
        await world.acquiring.cancel({ ...request, service: 'cancel' });
        break;
      }
      case 'ask':
        assert.equal((await world.pay(partnerId, careful, '1.00', order)).outcome, 'unknown');
        break;
      case 'wait':
        world.machine.advance(minutes(each.minutes));
    }
  }
}

interface Sums {
  payments: number;
  paid: bigint;
  refunds: number;
  refunded: bigint;
  fees: bigint;
  unpaid: number;
}

/** From the trades and refunds themselves. */
async function expectedOn(partnerId: PartnerId, day: BusinessDate): Promise<Sums> {
  const page = { after: undefined, limit: 5_000, now: world.machine.now() };
  const trades = await listTrades(world.connection, { partnerId }, page);
  const refunds = await readRefundsOfTrades(world.connection, trades);
  const sums = { payments: 0, paid: 0n, refunds: 0, refunded: 0n, fees: 0n, unpaid: 0 };
  for (const { payment, quote, closing, createdAt } of trades) {
    if (!payment) {
      if (businessDate(createdAt) === day) sums.unpaid += 1;
      continue;
    }
    if (businessDate(payment.paidAt) === day) {
      sums.payments += 1;
      sums.paid += quote.settlement.minor;
      sums.fees += payment.fee.minor;
    }
    if (closing?.cancelAction === 'refund' && businessDate(closing.at) === day) {
      sums.refunds += 1;
      sums.refunded += quote.settlement.minor;
      sums.fees -= payment.fee.minor;
    }
  }
  for (const { done, settlement, feeReturned } of refunds) {
    if (!done || businessDate(done.at) !== day) continue;
    sums.refunds += 1;
    sums.refunded += settlement.minor;
    sums.fees -= feeReturned.minor;
  }
  return sums;
}

/** From what the files of the day are made of. */
async function itemsOn(partnerId: PartnerId, day: BusinessDate) {
  const [row] = await world.sql(
    `select count(*) filter (where kind = 'payment')::integer as payments,
      count(*) filter (where kind <> 'payment')::integer as refunds,
      coalesce(sum(amount) filter (where kind = 'payment'), 0)::bigint as paid,
      coalesce(sum(amount) filter (where kind <> 'payment'), 0)::bigint as refunded,
      coalesce(sum(case kind when 'payment' then fee else -fee end), 0)::bigint as fees
    from settlement_items where partner_id = $1 and day = $2::date`,
    [partnerId, day],
  );
  return row;
}

const amount = (minor: bigint) => formatAmount(money('HKD', minor));

async function overviewOf(id: PartnerId, day: BusinessDate) {
  const partner = { id, currency: 'HKD' } as const;
  return readOverview(world.connection, { partner, day, now: world.machine.now() });
}

async function compare(partnerId: PartnerId, days: readonly BusinessDate[]): Promise<void> {
  for (const day of days) {
    const expected = await expectedOn(partnerId, day);
    const seen = await overviewOf(partnerId, day);
    const figures = {
      payments: seen.paid.payments,
      paid: seen.paid.amount,
      ...{ refunds: seen.refunded.refunds, refunded: seen.refunded.amount },
      ...{ fees: seen.fees, begun: seen.begun },
    };
    assert.deepEqual(figures, {
      ...{ payments: expected.payments, paid: amount(expected.paid) },
      ...{ refunds: expected.refunds, refunded: amount(expected.refunded) },
      ...{ fees: amount(expected.fees), begun: expected.payments + expected.unpaid },
    });
    const inHours = seen.hours.reduce((sum, { payments }) => sum + payments, 0);
    const inWallets = seen.wallets.reduce((sum, { payments }) => sum + payments, 0);
    assert.deepEqual([inHours, inWallets], [expected.payments, expected.payments]);
    assert.deepEqual(seen.days.at(-1), {
      ...{ day, payments: expected.payments, amount: amount(expected.paid) },
      ...{ refunded: amount(expected.refunded), begun: seen.begun },
    });
  }
}

test('every day of a random history, open and closed, equals its trades and its items', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
      const partnerId = await world.partner({ fee: feeByRate('0.006') });
      const first = businessDate(world.machine.now());
      await play(partnerId, actions);
      // The last trade that was asked for has expired.
      world.machine.advance(minutes(4));
      const last = businessDate(world.machine.now());
      const days: BusinessDate[] = [];
      for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
      await compare(partnerId, days);
      world.machine.set(startOfDay(addDays(last, 1)));
      world.machine.advance(minutes(5));
      await world.scheduler.closeDays();
      await compare(partnerId, days);
      for (const day of days) {
        const { unpaid: _unpaid, ...expected } = await expectedOn(partnerId, day);
        assert.deepEqual(await itemsOn(partnerId, day), expected);
      }
      assert.deepEqual(await world.broken(), []);
    }),
    { numRuns: 25 },
  );
});

test('the same weekday a week before counts until the same time', async () => {
  const partnerId = await world.partner();
  const monday = addDays(businessDate(world.machine.now()), 7);
  const at = (day: BusinessDate, hour: number, minute: number) => {
    world.machine.set(startOfDay(day));
    world.machine.advance(hours(hour));
    world.machine.advance(minutes(minute));
  };
  const buyer = buyers[0] as WalletId;
  for (const [hour, minute] of [
    [9, 10],
    [10, 5],
    [10, 55],
    [15, 0],
  ] as const) {
    at(monday, hour, minute);
    await world.sell(partnerId, buyer, '1.00', `week-${hour}-${minute}`);
  }
  const next = addDays(monday, 7);
  for (const isClosed of [false, true]) {
    if (isClosed) await world.scheduler.closeDays();
    else at(next, 10, 30);
    const seen = await overviewOf(partnerId, next);
    assert.deepEqual(seen.paid.earlier, { payments: 2, amount: '2.00' });
    assert.deepEqual(
      seen.hours
        .filter(({ earlier }) => earlier.payments > 0)
        .map(({ hour, earlier }) => [hour, earlier.payments]),
      [
        [9, 1],
        [10, 2],
        [15, 1],
      ],
    );
  }
});

test('a trade that waits now is asked for, and a payment long after its trade began is on its day', async () => {
  const partnerId = await world.partner();
  const start = addDays(businessDate(world.machine.now()), 1);
  world.machine.set(startOfDay(start));
  world.machine.advance(hours(23));
  const buyer = buyers[0] as WalletId;
  const precreated = await world.acquiring.precreate({
    ...{ partnerId, partnerTransId: 'slow', amount: hkd('5.00'), settlementCurrency: 'HKD' },
    ...{ subject: 'tea', details: {}, orderCode: 'k3v9m2k3v9m2k3v9m2k3v9m2' },
    expiry: () => startOfDay(addDays(start, 2)),
  });
  assert.equal(precreated.outcome, 'pre-ordered');
  const scanned = await world.acquiring.scan({
    walletId: buyer,
    partnerId,
    orderCode: 'k3v9m2k3v9m2k3v9m2k3v9m2',
  });
  assert.equal(scanned.outcome, 'opened');
  const [trade] = (await listTrades(
    world.connection,
    { partnerId },
    { after: undefined, limit: 1, now: world.machine.now() },
  )) as [Trade];
  assert.equal((await overviewOf(partnerId, start)).asking, 1);
  world.machine.advance(hours(3));
  const confirmed = await world.acquiring.confirm({
    ...{ walletId: buyer, partnerId, tradeId: trade.id },
    answer: 'confirm',
  });
  assert.equal(confirmed.outcome, 'paid');
  const next = addDays(start, 1);
  const seen = await overviewOf(partnerId, next);
  assert.deepEqual([seen.paid.payments, seen.asking], [1, 0]);
  await compare(partnerId, [start, next]);
});
