/**
 * Goal: statistics are computed correctly.
 * Method: small lists with known answers.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, percentile, sorted, spreadOf, table } from './figures.ts';

test('a percentile is the value below which that share lies', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.equal(percentile(hundred, 0.5), 51);
  assert.equal(percentile(hundred, 0.99), 100);
  assert.equal(percentile(hundred, 0), 1);
  assert.equal(percentile([7], 0.99), 7);
  assert.equal(percentile([], 0.99), 0);
});

test('a spread holds the median and the extremes of the rounds, and leaves them in their order', () => {
  const rounds = [30, 10, 20];
  assert.deepEqual(spreadOf(rounds), { median: 20, least: 10, most: 30, rounds: 3 });
  assert.deepEqual(rounds, [30, 10, 20]);
  assert.deepEqual(sorted(rounds), [10, 20, 30]);
  assert.equal(median([10, 9]), 10);
});

test('columns line up, numbers to the right', () => {
  assert.equal(
    table([
      ['', 'a second'],
      ['payments', '9'],
      ['x', '10000'],
    ]),
    ['          a second', 'payments         9', 'x            10000'].join('\n'),
  );
});
