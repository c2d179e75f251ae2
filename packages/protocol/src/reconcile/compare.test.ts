/**
 * Goal: every difference between own book and file is reported once, and nothing else.
 * Method: tables of small books and files; rows as a partner and the server write them.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  book,
  cut,
  type Entry,
  type Kind,
  settlementText,
  transactionText,
} from '../../test/money-files.ts';
import { type Break, breakView } from './breaks.ts';
import { reconcile } from './reconcile.ts';

async function found(file: string, own: string): Promise<readonly Break[]> {
  const read = await reconcile(cut(file), cut(own), 'UTF-8');
  assert.ok(
    read.ok,
    read.ok ? '' : `${read.problem.in} ${read.problem.line} ${read.problem.reason}`,
  );
  return read.value.breaks;
}

/** `amount P-1 100.00/101.00`: own book, file. */
const said = (breaks: readonly Break[]): readonly string[] =>
  breaks.map((each) => {
    const { kind, id, here, there } = breakView(each);
    const value = (side: typeof here) => {
      if (!side) return '-';
      if (kind === 'fee') return side.fee;
      if (kind === 'status') return side.type;
      return kind === 'currency' ? side.currency : side.amount;
    };
    return `${kind} ${id} ${value(here)}/${value(there)}`;
  });

const pay = (id: string, change: Partial<Entry> = {}): Entry => ({
  kind: 'payment',
  id,
  amount: '100.00',
  fee: '0.60',
  ...change,
});
const other = (kind: Kind, id: string, change: Partial<Entry> = {}): Entry =>
  pay(id, { kind, ...change });

const table: readonly (readonly [
  what: string,
  own: readonly Entry[],
  file: readonly Entry[],
  breaks: readonly string[],
])[] = [
  ['both empty', [], [], []],
  ['the same rows in another order', [pay('A'), pay('B')], [pay('B'), pay('A')], []],
  ['a row that the own book lacks', [pay('A')], [pay('A'), pay('B')], ['missing-here B -/100.00']],
  ['a row that the file lacks', [pay('A'), pay('B')], [pay('A')], ['missing-there B 100.00/-']],
  ['an amount', [pay('A', { amount: '100.01' })], [pay('A')], ['amount A 100.01/100.00']],
  ['an amount without decimals', [pay('A', { amount: '100' })], [pay('A')], []],
  [
    'an amount with a minus',
    [other('refund', 'R', { amount: '-100.0' })],
    [other('refund', 'R')],
    [],
  ],
  ['a fee', [pay('A', { fee: '0.06' })], [pay('A')], ['fee A 0.06/0.60']],
  ['a fee that the own book does not say', [pay('A', { fee: '' })], [pay('A')], []],
  [
    'amount and fee at once',
    [pay('A', { amount: '1', fee: '0' })],
    [pay('A')],
    ['amount A 1.00/100.00', 'fee A 0.00/0.60'],
  ],
  [
    'a currency; its amounts are not compared',
    [pay('A', { currency: 'USD', amount: '1' })],
    [pay('A')],
    ['currency A USD/HKD'],
  ],
  [
    'another type under the same id',
    [pay('A')],
    [other('cancel', 'A')],
    ['status A PAYMENT/CANCEL'],
  ],
  [
    'a cancel that the own book missed; the payment stands on both sides',
    [pay('A')],
    [pay('A'), other('cancel', 'A')],
    ['missing-here A -/100.00'],
  ],
  [
    'a cancel here that is a reversal there',
    [pay('A'), other('cancel', 'A')],
    [pay('A'), other('reversal', 'A')],
    ['status A CANCEL/REVERSAL'],
  ],
  [
    'a row twice in the own book',
    [pay('A'), pay('A', { amount: '7' })],
    [pay('A')],
    ['duplicate A 7.00/-'],
  ],
  ['a row twice in the file', [pay('A')], [pay('A'), pay('A')], ['duplicate A -/100.00']],
  [
    'a row twice in the file that the own book lacks',
    [],
    [pay('A'), pay('A')],
    ['missing-here A -/100.00', 'duplicate A -/100.00'],
  ],
  [
    'a row twice on both sides',
    [pay('A'), pay('A')],
    [pay('A'), pay('A')],
    ['duplicate A -/100.00', 'duplicate A 100.00/-'],
  ],
  [
    'a refund with the id of another order',
    [pay('A'), other('refund', 'A', { amount: '5' })],
    [other('refund', 'A', { amount: '5' }), pay('A')],
    [],
  ],
  [
    'yen',
    [pay('A', { amount: '5000', fee: '30.00' }), pay('B', { amount: '5000.50', fee: '' })],
    [
      pay('A', { amount: '5000', fee: '30', currency: 'JPY' }),
      pay('B', { amount: '5000', fee: '30', currency: 'JPY' }),
    ],
    ['amount B 5000.50/5000'],
  ],
];

test('transaction files: each row of the table has exactly its breaks', async () => {
  for (const [what, own, file, breaks] of table) {
    assert.deepEqual(said(await found(transactionText(file), book(own))), breaks, what);
  }
});

const cancelled = [pay('A', { order: 'T1' }), other('cancel', 'A', { order: 'T1' })];

const settled: typeof table = [
  ['an order that was cancelled, found by its payment', cancelled, cancelled, []],
  ['the same, the cancel first', cancelled, [...cancelled].reverse(), []],
  [
    'a cancel alone, found by our id in the own book',
    [other('cancel', 'A', { order: 'T1', transactionId: 'T1' })],
    [other('cancel', 'A', { order: 'T1' })],
    [],
  ],
  [
    'a cancel alone, booked under our id',
    [other('cancel', 'T1')],
    [other('cancel', 'A', { order: 'T1' })],
    [],
  ],
  [
    'a cancel alone whose order is unknown',
    [other('cancel', 'A')],
    [other('cancel', 'A', { order: 'T1' })],
    ['missing-here T1 -/100.00', 'missing-there A 100.00/-'],
  ],
  [
    'a cancel of another amount',
    [pay('A'), other('cancel', 'A', { amount: '99' })],
    cancelled,
    ['amount A 99.00/100.00'],
  ],
  [
    'a cancel that the own book missed, under the id of the order',
    [pay('A')],
    cancelled,
    ['missing-here A -/100.00'],
  ],
  [
    'a cancelled order that the own book missed',
    [],
    cancelled,
    ['missing-here A -/100.00', 'missing-here A -/100.00'],
  ],
  [
    'a cancel twice in the file',
    cancelled,
    [...cancelled, other('cancel', 'A', { order: 'T1' })],
    ['duplicate A -/100.00'],
  ],
  [
    'a refund and a reversal, which the file does not tell apart',
    [pay('A'), other('reversal', 'A'), pay('B'), other('refund', 'R')],
    [pay('A'), other('reversal', 'A'), pay('B'), other('refund', 'R')],
    [],
  ],
  [
    'a refund that the own book has as a payment',
    [pay('R')],
    [other('refund', 'R')],
    ['status R PAYMENT/REFUND'],
  ],
];

test('settlement files: each row of the table has exactly its breaks', async () => {
  for (const [what, own, file, breaks] of settled) {
    assert.deepEqual(said(await found(settlementText(file), book(own))), breaks, what);
  }
});

test('a break says where each side has its row', async () => {
  const breaks = await found(
    transactionText([pay('A'), pay('B')]),
    book([pay('B', { amount: '7', currency: 'HKD' })]),
  );
  assert.deepEqual(breaks.map(breakView), [
    {
      id: 'A',
      kind: 'missing-here',
      type: 'PAYMENT',
      side: undefined,
      transactionId: 'T-A',
      here: undefined,
      there: { line: 3, type: 'PAYMENT', amount: '100.00', currency: 'HKD', fee: '0.60' },
    },
    {
      id: 'B',
      kind: 'amount',
      type: 'PAYMENT',
      side: undefined,
      transactionId: 'T-B',
      here: { line: 2, type: 'PAYMENT', amount: '7.00', currency: 'HKD', fee: '0.60' },
      there: { line: 4, type: 'PAYMENT', amount: '100.00', currency: 'HKD', fee: '0.60' },
    },
  ]);
});
