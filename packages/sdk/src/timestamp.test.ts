// Goal: a time of the SDK is written as the engine writes it, although the second is kept.
// Method: times within a second, over its end, back again, and before 1970.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoTime } from './timestamp.ts';

test('a time is ISO 8601 with milliseconds, also when the clock goes back', () => {
  const start = Date.UTC(2026, 10, 22, 2);
  for (const after of [0, 7, 999, 1_000, 61_042.9, 999, -1, -1_000]) {
    assert.equal(isoTime(start + after), new Date(start + after).toISOString());
  }
  assert.equal(isoTime(-1), '1969-12-31T23:59:59.999Z');
});
