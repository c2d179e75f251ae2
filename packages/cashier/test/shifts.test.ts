/**
 * Goal: every payment, refund and cash move is in exactly one Z, and the Zs add up to what happened.
 * Method: drawn days with shifts that open and close between the payments, over a gateway in memory.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { add, formatAmount, parseAmount, required, subtract, zero } from '@sampan/primitives';
import type { ZView } from '../src/api/index.ts';
import { isDecided, last, type TillWorld, tillWorld } from '../test-kit/till-world.ts';

let world: TillWorld;
before(async () => {
  world = await tillWorld();
});
after(() => world.close());

const sum = (amounts: readonly string[]): string =>
  formatAmount(
    amounts.map((text) => required(parseAmount(text, 'HKD'), text)).reduce(add, zero('HKD')),
  );
const refusal = (code: string) => (error: unknown) => Object(error).code === code;

test('the Zs of many shifts add up to the payments and refunds', async () => {
  const { till, cashier, supervisor } = world;
  const people = [cashier, supervisor];
  const taken: string[] = [];
  const cash: string[] = [];
  const returned: string[] = [];
  const zs: ZView[] = [];
  let codes = 0;
  for (let shift = 1; shift <= 4; shift++) {
    till.shifts.begin({ id: `shift-${shift}0`, float: '100.00' }, cashier);
    for (let sale = 1; sale <= 6; sale++) {
      const id = `order-${shift}-${sale}`;
      const by = people[sale % 2] ?? cashier;
      const total = `${10 * sale + shift}.50`;
      world.order(id, total, sale % 3 === 0 ? { tip: { amount: '1.00' } } : {});
      if (sale % 3 === 1) {
        till.payments.otherwise(id, { id: `cash-${id}`, method: 'cash', amount: '5.00' }, by);
        cash.push('5.00');
      }
      codes += 1;
      const code = `28${String(codes).padStart(16, '0')}`;
      const { paymentId } = till.payments.scan(id, { id: `pay-${id}`, code }, by);
      // The last one of each shift is decided after the shift is closed.
      if (sale === 6) break;
      const order = await world.when(id, isDecided);
      taken.push(last(order).amount);
      if (sale % 4 !== 0) continue;
      till.refunds.refund(
        paymentId,
        { id: `refund-${id}`, amount: '2.50', reason: 'cold' },
        { cashierId: by },
      );
      await world.when(id, ({ state }) => state === 'partRefunded');
      returned.push('2.50');
    }
    const x = till.shifts.x();
    assert.equal(x.drawer.expected, undefined, 'the count is blind');
    const counts = [
      { cashierId: cashier, cash: '110.00' },
      { cashierId: supervisor, cash: '0.00' },
    ];
    const z = till.shifts.zView(till.shifts.close({ id: `shift-${shift}0`, counts }, cashier));
    assert.equal(z.stillUnknown.length, 1);
    zs.push(z);
    const late = await world.when(`order-${shift}-6`, isDecided);
    taken.push(last(late).amount);
  }
  till.shifts.begin({ id: 'shift-last', float: '0.00' }, cashier);
  zs.push(
    till.shifts.zView(
      till.shifts.close(
        { id: 'shift-last', counts: [{ cashierId: cashier, cash: '0.00' }] },
        cashier,
      ),
    ),
  );
  assert.deepEqual(
    zs.map(({ number }) => number),
    ['0001', '0002', '0003', '0004', '0005'],
  );
  assert.equal(sum(zs.map(({ payments }) => payments.amount)), sum(taken));
  assert.equal(
    zs.reduce((count, { payments }) => count + payments.count, 0),
    taken.length,
  );
  assert.equal(sum(zs.map(({ refunds }) => refunds.amount)), sum(returned));
  assert.equal(sum(zs.map(({ otherwise }) => otherwise.cash.amount)), sum(cash));
  for (const z of zs) {
    const ofCashiers = (pick: (line: ZView['cashiers'][number]) => string) =>
      sum(z.cashiers.map(pick));
    assert.equal(
      ofCashiers(({ wallets }) => wallets),
      z.payments.amount,
    );
    assert.equal(sum(z.wallets.map(({ amount }) => amount)), z.payments.amount);
    assert.equal(
      ofCashiers(({ cash: own }) => own),
      z.otherwise.cash.amount,
    );
    const net = subtract(
      required(parseAmount(z.payments.amount, 'HKD'), 'an amount'),
      required(parseAmount(z.refunds.amount, 'HKD'), 'an amount'),
    );
    assert.equal(formatAmount(net), z.walletsNet);
  }
  // Two sales in cash of five dollars each, one of each cashier, and the float of the first one.
  const [first] = zs;
  assert.equal(first?.drawer.difference, '0.00');
  assert.deepEqual(
    first?.cashiers.map(({ cashierId, difference }) => [cashierId, difference]),
    [
      [cashier, '5.00'],
      [supervisor, '-5.00'],
    ],
  );
});

test('one shift at a time; a closed one stays closed, and answers its Z', () => {
  const { shifts } = world.till;
  shifts.begin({ id: 'shift-a0', float: '10.00' }, world.cashier);
  assert.equal(shifts.begin({ id: 'shift-a0', float: '10.00' }, world.cashier).id, 'shift-a0');
  assert.throws(
    () => shifts.begin({ id: 'shift-a1', float: '0.00' }, world.cashier),
    refusal('shift-open'),
  );
  shifts.move({ id: 'move-001', kind: 'out', amount: '4.00', reason: 'milk' }, world.cashier);
  shifts.move({ id: 'move-001', kind: 'out', amount: '4.00', reason: 'milk' }, world.cashier);
  const counts = [{ cashierId: world.cashier, cash: '5.50' }];
  const z = shifts.close({ id: 'shift-a0', counts }, world.cashier);
  assert.deepEqual([z.report.drawer.expected, z.report.drawer.difference], ['6.00', '-0.50']);
  assert.deepEqual(shifts.close({ id: 'shift-a0', counts: [] }, world.supervisor), z);
  assert.throws(
    () => shifts.begin({ id: 'shift-a0', float: '0.00' }, world.cashier),
    refusal('shift-over'),
  );
  assert.equal(shifts.zReports({ limit: 1 })[0]?.id, z.id);
});

test('no Z changes: the database refuses it, and its digest follows from the one before', () => {
  const { z } = world.till.shifts;
  assert.notEqual(z('1').digest, z('2').digest);
  assert.throws(() => world.sql("update z_reports set record = '{}'"), /z_reports never changes/);
  assert.throws(() => world.sql('delete from z_reports'), /z_reports never changes/);
});
