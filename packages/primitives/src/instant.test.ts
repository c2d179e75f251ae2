// Goal: business time is GMT+8 and its days are real. Method: tables around midnight, properties.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { property as forAll, integer, assert as property } from 'fast-check';
import {
  addDays,
  businessDate,
  compactTime,
  dashedTime,
  instant,
  offsetTime,
  parseBusinessDate,
  parseInstant,
  startOfDay,
} from './index.ts';

const at = (text: string) => {
  const parsed = parseInstant(text);
  assert.ok(parsed !== undefined, text);
  return parsed;
};

test('one instant in its three forms', () => {
  const evening = at('2026-05-09T09:30:00Z');
  assert.equal(compactTime(evening), '20260509173000');
  assert.equal(dashedTime(evening), '2026-05-09 17:30:00');
  assert.equal(offsetTime(evening), '2026-05-09T17:30:00+08:00');
});

test('the business day changes at midnight GMT+8', () => {
  assert.equal(businessDate(at('2026-11-21T15:59:59.999Z')), '2026-11-21');
  assert.equal(businessDate(at('2026-11-21T16:00:00Z')), '2026-11-22');
  assert.equal(businessDate(startOfDay(businessDate(at('2026-11-22T12:00:00Z')))), '2026-11-22');
});

test('days are counted over months and leap years', () => {
  const day = parseBusinessDate('2028-02-28');
  assert.ok(day);
  assert.equal(addDays(day, 1), '2028-02-29');
  assert.equal(addDays(day, 2), '2028-03-01');
  assert.equal(addDays(day, -59), '2027-12-31');
});

test('a day that does not exist is none', () => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '20260210', '2026-2-1', '']) {
    assert.equal(parseBusinessDate(text), undefined, text);
  }
});

test('a time must name its offset', () => {
  assert.equal(at('2026-11-22T00:20:00+08:00'), Date.parse('2026-11-21T16:20:00Z'));
  for (const text of ['2026-11-22', '2026-11-22T00:20:00', '2026-11-22 00:20:00Z', 'now']) {
    assert.equal(parseInstant(text), undefined, text);
  }
});

test('an instant is a whole number of milliseconds', () => {
  assert.throws(() => instant(0.5));
  assert.throws(() => instant(Number.NaN));
});

test('the written time is read again, to the second', () => {
  property(
    forAll(integer({ min: 0, max: 4_000_000_000_000 }), (epochMs) => {
      assert.equal(at(offsetTime(instant(epochMs))), epochMs - (epochMs % 1_000));
    }),
  );
});
