/**
 * Goal: arrivals have the requested rate and spread.
 * Method: seeded chance.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@sampan/primitives';
import { median } from '../figures.ts';
import { arrivals, type Schedule } from './schedule.ts';

const schedule = (change: Partial<Schedule> = {}): readonly number[] =>
  arrivals({
    kind: 'poisson',
    perSecond: 2_000,
    count: 20_000,
    random: seededRandom(7),
    ...change,
  });

const pauses = (times: readonly number[]): readonly number[] =>
  times.map((time, index) => time - (times[index - 1] ?? 0));

test('fixed arrivals come at equal pauses', () => {
  assert.deepEqual(schedule({ kind: 'fixed', perSecond: 100, count: 3 }), [10, 20, 30]);
});

test('Poisson arrivals have the rate, never step back, and are bursty as they should be', () => {
  const each = pauses(schedule());
  const mean = each.reduce((sum, pause) => sum + pause, 0) / each.length;
  assert.ok(Math.abs(mean - 0.5) < 0.01, `mean pause ${mean} ms`);
  assert.ok(each.every((pause) => pause >= 0));
  // The median of an exponential distribution is ln 2 of its mean, its deviation the mean itself.
  assert.ok(Math.abs(median(each) / mean - Math.LN2) < 0.02);
  const deviation = Math.sqrt(
    each.reduce((sum, pause) => sum + (pause - mean) ** 2, 0) / each.length,
  );
  assert.ok(Math.abs(deviation / mean - 1) < 0.03);
});

test('the same seed makes the same arrivals, another one others', () => {
  assert.deepEqual(schedule(), schedule());
  assert.notDeepEqual(schedule(), schedule({ random: seededRandom(8) }));
});
