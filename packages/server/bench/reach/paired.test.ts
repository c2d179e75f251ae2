/** Goal: what is compared takes turns. Method: a machine that gets slower with everything that it does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratios } from './paired.ts';

test('every second round goes the other way round, and the ratio keeps its sides', async () => {
  const order: string[] = [];
  const measure = (name: string, value: number) => async () => {
    order.push(name);
    return value;
  };
  assert.deepEqual(await ratios(3, measure('ours', 3), measure('theirs', 2)), [1.5, 1.5, 1.5]);
  assert.deepEqual(order, ['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
});
