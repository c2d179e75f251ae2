/**
 * Goal: a difference between a store and a file of either kind is found, of either side, and nothing
 * else.
 * Method: sales and refunds at a gateway in memory; files written as the server writes them, one
 * right and one for each change.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createPartner, memoryStore } from '@sampan/sdk';
import { reconcile } from '@sampan/sdk/files';
import { memoryGateway, type ScriptedAnswer, virtualTime } from '@sampan/sdk/testing';
import {
  cut,
  type Entry,
  settlementText,
  transactionText,
} from '../../protocol/test/money-files.ts';

const key = 'k'.repeat(32);
const partnerId = '2088000000000001';
const store = memoryStore();
let tradeOf: (id: string) => string;

/** On the day of the files, 2024-03-04: two paid, one refunded in part, one cancelled, one refused. */
before(async () => {
  const time = virtualTime(Date.UTC(2024, 2, 4, 2));
  const gateway = memoryGateway({ key, time });
  const partner = createPartner({
    gateway: 'test',
    id: partnerId,
    contract: 'hk',
    sign: { type: 'MD5', key },
    transport: gateway.transport,
    time,
    store,
  });
  const sell = (id: string) =>
    partner.collect({ id, amount: '39.25', currency: 'HKD', subject: 'Tea' }, '289216843756120934');
  await sell('T-1');
  tradeOf = (id) => gateway.orders.find(id)?.tradeId ?? `T-${id}`;
  await sell('T-2');
  await partner.refund({ id: 'T-2', refundId: 'R-2', amount: '10.00', currency: 'HKD' });
  const lost: readonly ScriptedAnswer[] = Array(20).fill('system-error');
  gateway.script({ pay: ['lost-reply'], query: lost });
  assert.equal((await sell('T-3')).outcome, 'notPaid');
  gateway.script({ pay: [{ refuse: 'BUYER_NOT_EXIST' }] });
  assert.equal((await sell('T-4')).outcome, 'notPaid');
});

const row = (kind: Entry['kind'], id: string, amount: string, order = id): Entry => ({
  kind,
  id,
  amount,
  fee: '0.00',
  order: tradeOf(order),
});
const right = (): readonly Entry[] => [
  row('payment', 'T-1', '39.25'),
  row('payment', 'T-2', '39.25'),
  row('payment', 'T-3', '39.25'),
  row('refund', 'R-2', '10.00', 'T-2'),
  row('cancel', 'T-3', '39.25'),
];

const writers = { transaction: transactionText, settlement: settlementText };
type Kind = keyof typeof writers;

async function breaksOf(entries: readonly Entry[], kind: Kind): Promise<readonly string[]> {
  const file = cut(writers[kind](entries));
  const { from, days, rows, breaks } = await reconcile({ store, partner: partnerId, file });
  assert.equal(from, kind);
  assert.deepEqual(days, ['2024-03-04']);
  assert.equal(rows, entries.length);
  return breaks.map(({ kind, id, here = '', there = '' }) => `${kind} ${id} ${here}|${there}`);
}

const without = (id: string, kind: Entry['kind']) =>
  right().filter((entry) => entry.id !== id || entry.kind !== kind);
const changed = (id: string, change: Partial<Entry>) =>
  right().map((entry) => (entry.id === id ? { ...entry, ...change } : entry));

for (const kind of ['transaction', 'settlement'] as const) {
  test(`${kind} file: a right one has no breaks`, async () => {
    assert.deepEqual(await breaksOf(right(), kind), []);
  });

  test(`${kind} file: each change is found`, async () => {
    const cases: readonly (readonly [readonly Entry[], string])[] = [
      [without('T-1', 'payment'), 'missing-there T-1 39.25|'],
      [without('R-2', 'refund'), 'missing-there R-2 10.00|'],
      [without('T-3', 'cancel'), 'status T-3 not paid|paid'],
      [changed('T-1', { amount: '39.20' }), 'amount T-1 39.25|39.20'],
      [changed('R-2', { amount: '10.01' }), 'amount R-2 10.00|10.01'],
      [changed('T-1', { currency: 'USD' }), 'currency T-1 HKD|USD'],
      [changed('T-1', { order: 'another' }), `trade T-1 ${tradeOf('T-1')}|another`],
      [[...right(), row('payment', 'T-9', '1.00')], 'missing-here T-9 |payment 1.00'],
      [[...right(), row('refund', 'R-9', '1.00')], 'missing-here R-9 |refund 1.00'],
      [[...right(), row('payment', 'T-4', '39.25')], 'status T-4 not paid|paid'],
      [[...right(), row('cancel', 'T-1', '39.25')], 'status T-1 paid|cancel'],
    ];
    for (const [entries, expected] of cases) {
      assert.deepEqual(await breaksOf(entries, kind), [expected]);
    }
  });
}

test('a settlement file names a cancel by the gateway’s id only', async () => {
  const settled = right().filter((entry) => entry.id !== 'T-3');
  // Its payment is in another file, so the store must know the trade.
  assert.deepEqual(await breaksOf([...settled, row('cancel', 'T-3', '39.25')], 'settlement'), []);
  assert.deepEqual(await breaksOf([...settled, row('cancel', 'T-9', '39.25')], 'settlement'), [
    'missing-here T-T-9 |cancel 39.25',
  ]);
});

test('a settlement file without a row has no day', async () => {
  const file = cut(settlementText([]));
  const { days, breaks } = await reconcile({ store, partner: partnerId, file });
  assert.deepEqual([days, breaks], [[], []]);
});
