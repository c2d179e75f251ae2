// Goal: the fast time functions agree with the slow ones.
// Method: a property against `dashedTime`, and a table of invalid times.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dashedTime, instant } from '@sampan/primitives';
import { property as forAll, integer, assert as property } from 'fast-check';
import { cellTime, readCellTime } from './cell-time.ts';

test('any instant is written as everywhere, and its second is read back', () => {
  property(
    forAll(integer({ min: 0, max: 4_102_444_800_000 }), (epochMs) => {
      const at = instant(epochMs);
      assert.equal(cellTime(at), dashedTime(at));
      assert.equal(readCellTime(cellTime(at)), Math.floor(epochMs / 1_000) * 1_000);
    }),
    { numRuns: 2_000 },
  );
  for (const text of ['2024-02-29 00:00:00', '2024-12-31 23:59:59', '1970-01-01 08:00:00']) {
    assert.equal(cellTime(readCellTime(text) ?? instant(0)), text);
  }
});

test('what is no time is not read', () => {
  for (const text of [
    '',
    '2024-03-04',
    '2024-03-04T10:45:42',
    '2024-03-04 10:45',
    '2024-03-04 24:00:00',
    '2024-03-04 10:60:00',
    '2024-03-04 10:45:60',
    '2024-02-30 10:45:42',
    '2023-02-29 10:45:42',
    '0000-00-00 00:00:00',
    '2024-03-04 10:45:42 ',
    '２024-03-04 10:45:4',
  ]) {
    assert.equal(readCellTime(text), undefined, text);
  }
});
