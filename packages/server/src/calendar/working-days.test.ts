/**
 * Goal: a partner is settled on the documented working day (14 §1), with the holidays that were
 * really published.
 * Method: known dates, and properties over all days of four years.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { addDays, type BusinessDate, type Currency } from '@sampan/primitives';
import fc from 'fast-check';
import type { CalendarName } from '#partner';
import { publishedYear } from './public-holidays.ts';
import {
  type CalendarDay,
  Calendars,
  cutOff,
  executionDay,
  nextWorkingDay,
  settlementDay,
} from './working-days.ts';

const date = (text: string) => text as BusinessDate;
let calendars: Calendars;
let published: CalendarDay[];

before(async () => {
  const years = [2024, 2025, 2026, 2027].flatMap((year) =>
    (['hk', 'cn'] as const).map((calendar) => publishedYear(calendar, year)),
  );
  published = (await Promise.all(years)).flatMap(({ days }) => days);
  calendars = new Calendars(published);
});

describe('published days', () => {
  const known: readonly [day: string, calendar: CalendarName, works: boolean, why: string][] = [
    ['2024-02-10', 'hk', false, 'Lunar New Year, a Saturday'],
    ['2024-02-13', 'hk', false, 'fourth day, in lieu of the Sunday'],
    ['2024-02-14', 'hk', true, 'Hong Kong is back at work'],
    ['2024-05-15', 'hk', false, "the Buddha's birthday"],
    ['2024-10-11', 'hk', false, 'Chung Yeung'],
    ['2025-01-29', 'hk', false, 'Lunar New Year'],
    ['2025-04-18', 'hk', false, 'Good Friday'],
    ['2025-04-21', 'hk', false, 'Easter Monday'],
    ['2025-10-07', 'hk', false, 'the day after Mid-Autumn'],
    ['2026-02-17', 'hk', false, 'Lunar New Year'],
    ['2026-02-20', 'hk', true, 'a working Friday in Hong Kong'],
    ['2026-04-07', 'hk', false, 'Ching Ming and Easter push each other'],
    ['2026-05-25', 'hk', false, "the day after the Buddha's birthday, a Sunday"],
    ['2026-07-01', 'hk', false, 'Establishment Day'],
    ['2026-10-19', 'hk', false, 'the day after Chung Yeung, a Sunday'],
    ['2027-02-09', 'hk', false, 'the fourth day of Lunar New Year'],
    ['2027-09-16', 'hk', false, 'the day after Mid-Autumn'],
    ['2027-12-27', 'hk', false, 'Christmas Day is a Saturday'],
    ['2024-02-12', 'cn', false, 'Spring Festival'],
    ['2024-02-16', 'cn', false, 'the long week of Spring Festival'],
    ['2024-02-18', 'cn', true, 'a Sunday worked in return'],
    ['2024-05-03', 'cn', false, 'arranged for Labour Day'],
    ['2024-09-14', 'cn', true, 'a Saturday worked for Mid-Autumn'],
    ['2024-10-07', 'cn', false, 'National Day week'],
    ['2025-02-04', 'cn', false, 'Spring Festival'],
    ['2025-02-08', 'cn', true, 'a Saturday worked in return'],
    ['2025-03-07', 'cn', true, 'an ordinary Friday'],
    ['2025-10-08', 'cn', false, 'National Day and Mid-Autumn'],
    ['2026-01-02', 'cn', false, 'arranged for New Year'],
    ['2026-02-23', 'cn', false, 'the last day of Spring Festival'],
    ['2026-02-28', 'cn', true, 'a Saturday worked in return'],
    ['2026-10-10', 'cn', true, 'a Saturday worked for National Day'],
    ['2027-03-08', 'cn', true, 'half a day for some is a working day'],
    ['2027-06-01', 'cn', true, "Children's Day is a working day"],
    ['2027-06-09', 'cn', false, 'Dragon Boat, by the law alone'],
  ];
  for (const [day, calendar, works, why] of known) {
    test(`${calendar} ${day} is ${works ? 'worked' : 'free'}: ${why}`, () => {
      assert.equal(calendars.isWorkingDay(date(day), [calendar]), works);
    });
  }

  test('the mainland is final for the years that are arranged, Hong Kong for all', async () => {
    const isFinal = async (calendar: CalendarName, year: number) =>
      (await publishedYear(calendar, year)).final;
    assert.equal(await isFinal('cn', 2026), true);
    assert.equal(await isFinal('cn', 2050), false);
    assert.equal(await isFinal('hk', 2050), true);
  });

  test('no day is named twice, and each belongs to its year', async () => {
    for (const calendar of ['hk', 'cn'] as const) {
      const { days } = await publishedYear(calendar, 2026);
      assert.ok(days.every(({ day }) => day.startsWith('2026-')));
      assert.equal(new Set(days.map(({ day }) => day)).size, days.length);
    }
  });
});

describe('the day of settlement', () => {
  const both = { afterDays: 1, calendars: ['hk', 'cn'] } as const;
  const known: readonly [day: string, terms: Parameters<typeof settlementDay>[1], on: string][] = [
    ['2024-03-04', both, '2024-03-05'],
    ['2026-11-19', both, '2026-11-20'],
    // Friday to Sunday are settled on Monday.
    ['2026-11-20', both, '2026-11-23'],
    ['2026-11-21', both, '2026-11-23'],
    ['2026-11-22', both, '2026-11-23'],
    // The eve of a holiday and the holiday itself on the first working day after it.
    ['2026-06-30', both, '2026-07-02'],
    ['2026-07-01', both, '2026-07-02'],
    ['2026-07-01', { ...both, calendars: ['cn'] }, '2026-07-02'],
    ['2026-06-30', { ...both, calendars: ['cn'] }, '2026-07-01'],
    // Hong Kong works from 20 February, the mainland from the 24th.
    ['2026-02-13', { ...both, calendars: ['hk'] }, '2026-02-16'],
    ['2026-02-16', { ...both, calendars: ['hk'] }, '2026-02-20'],
    ['2026-02-13', both, '2026-02-24'],
    // On the mainland's calendar alone, a worked Saturday is a settlement day.
    ['2026-02-13', { ...both, calendars: ['cn'] }, '2026-02-14'],
    ['2026-11-20', { afterDays: 2, calendars: ['hk'] }, '2026-11-24'],
    ['2026-11-21', { afterDays: 2, calendars: ['hk'] }, '2026-11-24'],
    ['2026-11-18', { afterDays: 5, calendars: [] }, '2026-11-25'],
  ];
  for (const [day, terms, on] of known) {
    test(`T+${terms.afterDays} of ${day} by ${terms.calendars.join(' and ') || 'weekdays'}`, () => {
      assert.equal(settlementDay(date(day), terms, calendars), on);
    });
  }

  const aDay = fc
    .integer({ min: 0, max: 1_300 })
    .map((count) => addDays(date('2024-01-01'), count));
  const someTerms = fc.record({
    afterDays: fc.integer({ min: 1, max: 9 }),
    calendars: fc.subarray<CalendarName>(['hk', 'cn']),
  });

  test('is a working day later than the business day, and never falls', () => {
    fc.assert(
      fc.property(aDay, someTerms, (day, terms) => {
        const settled = settlementDay(day, terms, calendars);
        assert.ok(settled > day);
        assert.ok(calendars.isWorkingDay(settled, terms.calendars));
        assert.ok(settlementDay(addDays(day, 1), terms, calendars) >= settled);
      }),
    );
  });

  test('the cut-off of a day is the newest business day that is settled by then', () => {
    fc.assert(
      fc.property(aDay, someTerms, (on, terms) => {
        const newest = cutOff(on, terms, calendars);
        assert.ok(settlementDay(newest, terms, calendars) <= on);
        assert.ok(settlementDay(addDays(newest, 1), terms, calendars) > on);
      }),
    );
  });

  test('the next working day skips nothing that is worked', () => {
    fc.assert(
      fc.property(aDay, someTerms, (day, terms) => {
        const next = nextWorkingDay(day, terms, calendars);
        for (let between = addDays(day, 1); between < next; between = addDays(between, 1)) {
          assert.equal(calendars.isWorkingDay(between, terms.calendars), false);
        }
      }),
    );
  });

  test('a calendar without any working day is reported as a mistake', () => {
    const days = Array.from({ length: 200 }, (_, count) => ({
      calendar: 'hk' as const,
      day: addDays(date('2026-01-01'), count),
      kind: 'holiday' as const,
      name: 'for ever',
    }));
    const never = new Calendars(days);
    assert.throws(() => settlementDay(date('2026-01-01'), both, never), /nobody works/);
  });
});

describe('the day on which the bank pays', () => {
  const known: readonly [day: string, currency: Currency, on: string, why: string][] = [
    ['2026-11-20', 'HKD', '2026-11-20', 'a Friday'],
    ['2026-11-21', 'HKD', '2026-11-23', 'a Saturday'],
    ['2026-11-22', 'AUD', '2026-11-23', 'a Sunday'],
    ['2026-12-25', 'HKD', '2026-12-28', 'Christmas, and the day after it'],
    ['2026-02-20', 'HKD', '2026-02-20', 'worked in Hong Kong, the mainland is free'],
    ['2026-02-20', 'CNY', '2026-02-24', 'renminbi: both must work'],
    ['2026-02-28', 'CNY', '2026-03-02', 'a Saturday that only the mainland works'],
  ];
  for (const [day, currency, on, why] of known) {
    test(`${currency} of ${day} is paid on ${on}: ${why}`, () => {
      assert.equal(executionDay(date(day), currency, calendars), on);
    });
  }
});
