/**
 * Goal: the demo's days show the special cases of settlement, at any time of the year.
 * Method: a table of calendars.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '@sampan/primitives';
import { chooseDays, spanToSearch, weekdayOf } from './choose-days.ts';

const day = (text: string) => text as BusinessDate;
const holidays = (...days: readonly string[]) =>
  days.map((each) => ({ day: day(each), name: 'a holiday' }));

const rows = [
  {
    what: 'Christmas Day is a Friday',
    first: '2026-11-22',
    count: 3,
    free: holidays('2026-12-25', '2026-12-26'),
    days: ['2026-12-23', '2026-12-24', '2026-12-25'],
  },
  {
    what: 'a holiday on a Thursday, with the Friday after it',
    first: '2026-11-22',
    count: 2,
    free: holidays('2026-12-03'),
    days: ['2026-12-03', '2026-12-04'],
  },
  {
    what: 'a holiday on a Sunday shows nothing, so the next one is taken',
    first: '2026-11-22',
    count: 3,
    free: holidays('2026-11-29', '2027-01-01'),
    days: ['2026-12-30', '2026-12-31', '2027-01-01'],
  },
  {
    what: 'today is such a day already',
    first: '2026-12-25',
    count: 3,
    free: holidays('2026-12-25'),
    days: ['2026-12-25', '2026-12-26', '2026-12-27'],
  },
  {
    what: 'one day that is both',
    first: '2026-11-22',
    count: 1,
    free: holidays('2026-12-08', '2026-12-25'),
    days: ['2026-12-25'],
  },
  {
    what: 'no holiday is known: the next days',
    first: '2026-11-22',
    count: 2,
    free: [],
    days: ['2026-11-22', '2026-11-23'],
  },
  {
    what: 'a holiday too far away: the next days',
    first: '2026-11-22',
    count: 2,
    free: holidays('2028-02-29'),
    days: ['2026-11-22', '2026-11-23'],
  },
];
for (const { what, first, count, free, days } of rows) {
  test(what, () => assert.deepEqual(chooseDays(day(first), count, free), days));
}

test('the calendars are read as far as days are looked for', () => {
  const { from, to } = spanToSearch(day('2026-11-22'));
  assert.deepEqual([from, to], ['2026-11-22', '2027-12-26']);
  const last = holidays('2027-12-24');
  assert.deepEqual(chooseDays(day('2026-11-22'), 1, last), ['2027-12-24']);
});

test('weekdays are those of GMT+8', () => {
  assert.deepEqual(
    ['2026-11-21', '2026-11-22', '2028-02-29'].map((each) => weekdayOf(day(each))),
    ['Saturday', 'Sunday', 'Tuesday'],
  );
});
