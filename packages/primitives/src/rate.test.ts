// Goal: a rate is exact and keeps its decimals. Method: a table and a property.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bigInt, property as forAll, integer, assert as property } from 'fast-check';
import { formatRate, parseRate, rate, rateText, ratio } from './index.ts';

test('a rate is read exactly, or not at all', () => {
  assert.deepEqual(parseRate('5.4194'), { numerator: 54_194n, scale: 4 });
  assert.deepEqual(parseRate('1'), { numerator: 1n, scale: 0 });
  for (const text of ['', '.5', '5.', '-1', '1e1', '1,5', '01', '1.123456789', ' 1']) {
    assert.equal(parseRate(text), undefined, text);
  }
  assert.throws(() => rate('x'));
});

test('a rate is shown with 8 decimals, and never shortened', () => {
  assert.equal(formatRate(rate('6.6464'), 8), '6.64640000');
  assert.equal(formatRate(rate('0.006'), 8), '0.00600000');
  assert.throws(() => formatRate(rate('0.006'), 2));
});

test('the shortest text drops only zeros behind the point', () => {
  assert.equal(rateText(rate('0.838800')), '0.8388');
  assert.equal(rateText(rate('1.00')), '1');
  assert.equal(rateText(rate('100')), '100');
});

test('what is written is read again', () => {
  property(
    forAll(bigInt({ min: 0n, max: 10n ** 9n }), integer({ min: 0, max: 8 }), (numerator, scale) => {
      assert.deepEqual(parseRate(formatRate({ numerator, scale }, scale)), { numerator, scale });
    }),
  );
});

test('the ratio of two rates is rounded half up to the decimals that are asked for', () => {
  const text = (left: string, right: string) => formatRate(ratio(rate(left), rate(right), 8), 8);
  assert.equal(text('0.838800', '6.534600'), '0.12836287');
  assert.equal(text('6.534600', '0.838800'), '7.79041488');
  assert.equal(text('1', '3'), '0.33333333');
  assert.equal(text('2', '3'), '0.66666667');
  assert.equal(text('0.00000001', '2'), '0.00000001');
  assert.throws(() => ratio(rate('1'), rate('0'), 8));
});
