/**
 * Goal: the portal finds out by itself which column of a book is which, how large a sign is, and what its addresses say.
 * Method: tables.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeOf } from '../src/portal/codes/sign-size.ts';
import { readDeliveriesPlace, readFilesPlace } from '../src/portal/places.ts';
import { areEnough, guessColumns } from '../src/portal/reconcile/guess-columns.ts';
import { parseSearch, stringifySearch } from '../src/shared/address.ts';

test('columns are known by their usual names, in three languages and any writing', () => {
  const known = { partner_transaction_id: 'Order No.', amount: 'TOTAL', type: 'kind' };
  assert.deepEqual(guessColumns(['Order No.', 'cashier', 'TOTAL', 'kind']), known);
  assert.deepEqual(guessColumns(['訂單編號', '金額', '手續費']), {
    partner_transaction_id: '訂單編號',
    amount: '金額',
    fee: '手續費',
  });
  const own = ['partner_transaction_id', 'transaction_id', 'amount', 'currency', 'fee', 'type'];
  assert.deepEqual(Object.values(guessColumns(own)).sort(), [...own].sort());
  assert.equal(areEnough(guessColumns(own)), true);
  for (const names of [['a', 'b'], ['amount'], ['order'], []]) {
    assert.equal(areEnough(guessColumns(names)), false, names.join());
  }
});

test('a column has one meaning', () => {
  const { partner_transaction_id: id, transaction_id: tradeId } = guessColumns(['id', 'amount']);
  assert.deepEqual([id, tradeId], ['id', undefined]);
});

test('the size of a sign is that of its drawing', () => {
  const svg = (more: string) => `<svg width="105mm" height="148mm" ${more}><path/></svg>`;
  const paper = { width: '105', height: '148' };
  assert.deepEqual(sizeOf(svg('')), { ...paper, code: undefined, far: undefined });
  assert.deepEqual(sizeOf(svg('data-code-mm="60"')), { ...paper, code: '60', far: '60' });
  assert.equal(sizeOf('<svg width="10" height="10"/>'), undefined);
});

test('addresses are read as they are written, and what they say wrongly is left out', () => {
  const read = (text: string) => parseSearch(text);
  assert.deepEqual(readFilesPlace(read('?day=2026-11-25&kind=settlement')), {
    day: '2026-11-25',
    kind: 'settlement',
  });
  assert.deepEqual(readFilesPlace(read('?day=25.11.&kind=rates')), {
    day: undefined,
    kind: undefined,
  });
  const place = { trade: '2026112522001', state: 'given-up', open: 'n1' } as const;
  assert.deepEqual(readDeliveriesPlace(read(stringifySearch(place))), place);
});
