/**
 * Goal: an accepted refund has its turn when the documents say, GMT+8.
 * Method: a table of when it was paid for and accepted, and when its first run is.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dashedTime } from '@sampan/primitives';
import { time } from '#test-kit';
import { firstRun, nextNight } from './refund-runs.ts';

const rows = [
  // contract, paid, accepted, first run
  ['hk', '2026-11-22 10:00', '2026-11-22 12:00', '2026-11-22 23:00'],
  ['hk', '2026-11-20 10:00', '2026-11-22 12:00', '2026-11-22 23:00'],
  ['hk', '2026-11-22 10:00', '2026-11-22 22:59', '2026-11-22 23:00'],
  ['hk', '2026-11-22 10:00', '2026-11-22 23:00', '2026-11-23 00:00'],
  ['hk', '2026-11-22 10:00', '2026-11-22 23:30', '2026-11-23 00:00'],
  ['hk', '2026-11-22 10:00', '2026-11-23 03:10', '2026-11-23 04:00'],
  ['hk', '2026-11-22 10:00', '2026-11-23 04:10', '2026-11-23 23:00'],
  ['hk', '2026-11-22 10:00', '2026-11-23 05:00', '2026-11-23 23:00'],
  ['global', '2026-11-22 10:00', '2026-11-22 12:00', '2026-11-22 12:00'],
  ['global', '2026-11-22 10:00', '2026-11-22 23:30', '2026-11-22 23:30'],
  ['global', '2026-11-21 10:00', '2026-11-22 12:00', '2026-11-22 23:00'],
  ['global', '2026-11-21 10:00', '2026-11-22 01:20', '2026-11-22 02:00'],
] as const;

describe('the first run of an accepted refund', () => {
  for (const [contract, paid, accepted, run] of rows) {
    test(`${contract}, paid ${paid}, accepted ${accepted}: ${run}`, () => {
      const first = firstRun(contract, time(paid), time(accepted));
      assert.equal(dashedTime(first), `${run}:00`);
    });
  }
});

test('a night that was missed is followed by the next, not by the next hour', () => {
  const nightAfter = (now: string) => dashedTime(nextNight(time(now)));
  assert.equal(nightAfter('2026-11-22 23:00'), '2026-11-23 23:00:00');
  assert.equal(nightAfter('2026-11-23 02:00'), '2026-11-23 23:00:00');
  assert.equal(nightAfter('2026-11-23 22:59'), '2026-11-23 23:00:00');
});
