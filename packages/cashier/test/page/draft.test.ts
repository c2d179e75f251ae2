/**
 * Goal: what is typed and pressed makes the basket that the cashier sees, to the cent, and the server gets.
 * Method: the reducer gets keys and presses; its sums are compared with figures worked out by hand.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAmount } from '@sampan/primitives';
import {
  basketOf,
  type Draft,
  draftAfter,
  draftFrom,
  emptyDraft,
  shares,
  sumOf,
  typedAmount,
} from '../../page/charge/draft.ts';

const typed = (keys: readonly string[], currency: 'HKD' | 'JPY' = 'HKD') =>
  keys.reduce<Draft>(
    (draft, key) => draftAfter(draft, { is: 'key', key }, currency),
    emptyDraft('a'),
  );

const shown = (keys: readonly string[], currency: 'HKD' | 'JPY' = 'HKD') =>
  formatAmount(typedAmount(typed(keys, currency).typed, currency));

test('keys fill in cents from the right; a point means whole dollars', () => {
  assert.equal(shown(['4', '6', '00']), '46.00');
  assert.equal(shown(['4', '6']), '0.46');
  assert.equal(shown(['4', '6', '.']), '46.00');
  assert.equal(shown(['4', '6', '.', '5']), '46.50');
  assert.equal(shown(['4', '6', '.', '5', '0', '9']), '46.50');
  assert.equal(shown(['0', '00', '7']), '0.07');
  assert.equal(shown(['4', '6', '00', 'erase']), '4.60');
  assert.equal(shown(['5', '00', '.'], 'JPY'), '500');
});

test('eighteen digits are never an amount', () => {
  assert.equal(shown([...'288412345678901234']), '2884123.45');
});

test('items add up, once more is one more, and the typed amount becomes a line', () => {
  let draft = typed(['1', '2', '00']);
  for (const itemId of ['flat', 'bun', 'flat']) {
    draft = draftAfter(
      draft,
      { is: 'item', itemId, price: itemId === 'flat' ? '28.00' : '18.00' },
      'HKD',
    );
  }
  assert.deepEqual(draft.lines, [
    { quantity: 1, price: '12.00' },
    { itemId: 'flat', quantity: 2, price: '28.00' },
    { itemId: 'bun', quantity: 1, price: '18.00' },
  ]);
  assert.equal(sumOf(draft, 'HKD').total, '86.00');
  const less = draftAfter(
    draftAfter(draft, { is: 'less', index: 1 }, 'HKD'),
    { is: 'less', index: 0 },
    'HKD',
  );
  assert.equal(sumOf(less, 'HKD').total, '46.00');
});

test('a discount is of the lines, a tip of what is left, half a cent goes up', () => {
  let draft = draftFrom('a', { lines: [{ quantity: 1, price: '46.05' }] });
  draft = draftAfter(draft, { is: 'discount', part: { percent: '10' } }, 'HKD');
  draft = draftAfter(draft, { is: 'tip', part: { percent: '5' } }, 'HKD');
  assert.deepEqual(sumOf(draft, 'HKD'), {
    subtotal: '46.05',
    discount: '4.61',
    tip: '2.07',
    total: '43.51',
  });
  const free = draftAfter(draft, { is: 'discount', part: { amount: '99.00' } }, 'HKD');
  assert.equal(sumOf(free, 'HKD').total, '0.00', 'never less than nothing');
});

test('the server gets the typed amount as a line, and what it keeps comes back the same', () => {
  const draft = draftAfter(typed(['4', '6', '00']), { is: 'tip', part: { amount: '4.00' } }, 'HKD');
  const basket = basketOf(draft, 'HKD');
  assert.deepEqual(basket, { lines: [{ quantity: 1, price: '46.00' }], tip: { amount: '4.00' } });
  assert.equal(sumOf(draftFrom('a', basket), 'HKD').total, sumOf(draft, 'HKD').total);
});

test('shares of a sum add up to it', () => {
  assert.deepEqual(shares('46.00', 3, 'HKD'), ['15.34', '15.33', '15.33']);
  assert.deepEqual(shares('500', 3, 'JPY'), ['167', '167', '166']);
});
