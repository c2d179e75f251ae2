// Goal: no money appears or vanishes.
// Method: figures of the documents, tables, properties.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bigInt, constantFrom, property as forAll, assert as property } from 'fast-check';
import {
  AssertionFailed,
  add,
  compare,
  convert,
  currencies,
  decimalsOf,
  equalMoney,
  formatAmount,
  money,
  parseAmount,
  portion,
  rate,
  subtract,
} from './index.ts';

test('AUD 369.30 at 5.4194 is CNY 2001.38', () => {
  const paid = convert(money('AUD', 36_930n), rate('5.4194'), 'CNY', 'half-up');
  assert.equal(formatAmount(paid), '2001.38');
});

test('0.6 % of AUD 369.30 is AUD 2.22', () => {
  const fee = portion(money('AUD', 36_930n), rate('0.006'), 'half-up');
  assert.equal(formatAmount(fee), '2.22');
});

test('half a minor unit goes up, unless it is dropped', () => {
  assert.equal(portion(money('HKD', 50n), rate('0.01'), 'half-up').minor, 1n);
  assert.equal(portion(money('HKD', 49n), rate('0.01'), 'half-up').minor, 0n);
  assert.equal(portion(money('HKD', 199n), rate('0.01'), 'down').minor, 1n);
});

test('between currencies of different decimals the value stays', () => {
  assert.equal(
    formatAmount(convert(money('JPY', 5_000n), rate('0.05'), 'CNY', 'half-up')),
    '250.00',
  );
  assert.equal(formatAmount(convert(money('CNY', 25_000n), rate('20'), 'JPY', 'half-up')), '5000');
  assert.equal(formatAmount(convert(money('THB', 1n), rate('0.2'), 'CNY', 'half-up')), '0.00');
});

test('an amount is read strictly', () => {
  const none = [
    '1e3',
    '0.001',
    '-1',
    '+1',
    '100.999',
    '１２',
    ' 1',
    '1 ',
    '1,00',
    '',
    '1'.repeat(30),
    '01',
    '00',
    '.5',
    '5.',
    '1\n',
  ];
  for (const text of none) assert.equal(parseAmount(text, 'HKD'), undefined, JSON.stringify(text));
  assert.deepEqual(parseAmount('0', 'HKD'), money('HKD', 0n));
  assert.deepEqual(parseAmount('0.00', 'HKD'), money('HKD', 0n));
  assert.deepEqual(parseAmount('10', 'HKD'), money('HKD', 1_000n));
  assert.deepEqual(parseAmount('10.0', 'HKD'), money('HKD', 1_000n));
  assert.deepEqual(parseAmount('999999999.99', 'HKD'), money('HKD', 99_999_999_999n));
  assert.deepEqual(parseAmount('5000', 'JPY'), money('JPY', 5_000n));
  assert.equal(parseAmount('5000.0', 'JPY'), undefined);
});

test('what is written is read again', () => {
  property(
    forAll(
      bigInt({ min: 0n, max: 99_999_999_999n }),
      constantFrom(...currencies),
      (minor, currency) => {
        const amount = money(currency, decimalsOf(currency) === 0 ? minor / 100n : minor);
        assert.deepEqual(parseAmount(formatAmount(amount), currency), amount);
      },
    ),
  );
});

test('a negative amount is written with its sign', () => {
  assert.equal(formatAmount(money('HKD', -5n)), '-0.05');
});

test('sums come apart again, and order agrees with difference', () => {
  property(
    forAll(bigInt(), bigInt(), (left, right) => {
      const [a, b] = [money('HKD', left), money('HKD', right)];
      assert.ok(equalMoney(subtract(add(a, b), b), a));
      assert.equal(compare(a, b), left < right ? -1 : left > right ? 1 : 0);
    }),
  );
});

test('currencies do not mix', () => {
  assert.throws(() => add(money('HKD', 1n), money('USD', 1n)), AssertionFailed);
});

test('a portion and a conversion are never more than half a unit off', () => {
  property(
    forAll(
      bigInt({ min: 0n, max: 10n ** 12n }),
      bigInt({ min: 0n, max: 10n ** 9n }),
      (minor, part) => {
        const share = { numerator: part, scale: 6 };
        const off = portion(money('HKD', minor), share, 'half-up').minor * 10n ** 6n - minor * part;
        assert.ok(2n * off <= 10n ** 6n && 2n * off > -(10n ** 6n));
      },
    ),
  );
});
