/**
 * Goal: what an order comes to always adds up.
 * Method: drawn baskets; worked examples.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, compare, formatAmount, isNegative, subtract, zero } from '@sampan/primitives';
import fc from 'fast-check';
import type { Basket } from '../api/index.ts';
import { totalsOf } from './totals.ts';

const cents = (max: number) =>
  fc
    .integer({ min: 0, max })
    .map((minor) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`);
const percent = fc.record({ percent: fc.integer({ min: 0, max: 100 }).map(String) });

const baskets: fc.Arbitrary<Basket> = fc.record(
  {
    lines: fc.array(
      fc.record(
        {
          quantity: fc.integer({ min: 1, max: 20 }),
          price: cents(100_000),
          taxRate: fc.constantFrom('0.05', '0.08', '0'),
        },
        { requiredKeys: ['quantity', 'price'] },
      ),
      { maxLength: 12 },
    ),
    discount: percent,
    tip: fc.oneof(percent, fc.record({ amount: cents(10_000) })),
  },
  { requiredKeys: ['lines'] },
);

test('lines, discount, tip and total add up; the taxes are within what is sold', () => {
  fc.assert(
    fc.property(baskets, (basket) => {
      const totals = totalsOf(basket, 'HKD');
      assert.ok(totals.ok);
      const { lines, subtotal, discount, tip, total, taxes } = totals.value;
      const none = zero('HKD');
      assert.deepEqual(lines.reduce(add, none), subtotal);
      assert.deepEqual(add(subtract(subtotal, discount), tip), total);
      const tax = taxes.map(({ included }) => included).reduce(add, none);
      assert.ok(compare(tax, subtract(subtotal, discount)) <= 0);
      assert.ok(![discount, tip, total, ...taxes.map(({ included }) => included)].some(isNegative));
    }),
  );
});

test('a discount is spread over the rates without a cent lost', () => {
  const totals = totalsOf(
    {
      lines: [
        { quantity: 1, price: '10.80', taxRate: '0.08' },
        { quantity: 3, price: '10.50', taxRate: '0.05' },
      ],
      discount: { amount: '4.23' },
      tip: { percent: '12.5' },
    },
    'HKD',
  );
  assert.ok(totals.ok);
  const { subtotal, total, tip, taxes } = totals.value;
  assert.deepEqual([subtotal, tip, total].map(formatAmount), ['42.30', '4.76', '42.83']);
  assert.deepEqual(
    taxes.map(({ rate, included }) => `${rate} ${formatAmount(included)}`),
    ['0.08 0.72', '0.05 1.35'],
  );
});

test('what is no amount, and a discount above the order, are refused', () => {
  const refused = (basket: Basket) => {
    const totals = totalsOf(basket, 'HKD');
    return totals.ok ? undefined : totals.problem;
  };
  const line = { quantity: 1, price: '10.00' };
  assert.deepEqual(refused({ lines: [line, { quantity: 1, price: '1,00' }] }), {
    code: 'invalid-field',
    field: 'lines[1].price',
    expected: 'an amount in HKD',
  });
  assert.deepEqual(refused({ lines: [line], discount: { amount: '10.01' } }), {
    code: 'discount-too-large',
  });
  assert.deepEqual(refused({ lines: [line], discount: { percent: '101' } }), {
    code: 'discount-too-large',
  });
  assert.equal(refused({ lines: [line], discount: { percent: '100' } }), undefined);
});
