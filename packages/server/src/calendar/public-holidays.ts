/** Public holidays as two libraries know them. Loaded lazily. */
import { createRequire } from 'node:module';
import type { BusinessDate } from '@sampan/primitives';
import type { CalendarName } from '#partner';
import type { CalendarDay, DayKind } from './working-days.ts';

export interface PublishedYear {
  readonly days: readonly CalendarDay[];
  /**
   * Hong Kong's general holidays follow from the law. The mainland's are published each November
   * for the next year; until then only the statutory days are known, and this is false.
   */
  readonly final: boolean;
}

/** Cached years: computing sun and moon positions takes half a second of CPU time. */
const known = new Map<string, Promise<PublishedYear>>();

/** The known days of a calendar's year. */
export function publishedYear(calendar: CalendarName, year: number): Promise<PublishedYear> {
  const key = `${calendar} ${year}`;
  const published = known.get(key) ?? workOut(calendar, year);
  known.set(key, published);
  return published;
}

async function workOut(calendar: CalendarName, year: number): Promise<PublishedYear> {
  if (calendar === 'hk') return { days: await statutoryDays('hk', year), final: true };
  const arranged = arrangedDays(year);
  return arranged.length > 0
    ? { days: arranged, final: true }
    : { days: await statutoryDays('cn', year), final: false };
}

/** By law: fixed days, lunar days, solar terms, Easter, and days in lieu of Sundays. */
async function statutoryDays(calendar: CalendarName, year: number): Promise<CalendarDay[]> {
  const { default: Holidays } = await import('date-holidays');
  const holidays = new Holidays(calendar.toUpperCase(), { languages: ['en'] });
  return holidays
    .getHolidays(year)
    .filter(({ type, name }) => type === 'public' && !isForSome(name))
    .map(({ date, name }) => ({
      calendar,
      day: date.slice(0, 10) as BusinessDate,
      kind: 'holiday' as const,
      name,
    }));
}

/** Half days, or days off for women, the young, children and soldiers only. */
const isForSome = (name: string): boolean => /women|youth|child|army/i.test(name);

/** Days by date: `Labour Day,劳动节,2`. */
interface Arranged {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/**
 * As published by the State Council: whole weeks, and the weekend days worked in return. Read from
 * the library's table, because its functions use the machine's time zone.
 */
function arrangedDays(year: number): CalendarDay[] {
  const table = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Arranged;
  const daysOf = (kind: DayKind, named: Readonly<Record<string, string>>): CalendarDay[] =>
    Object.entries(named)
      .filter(([day]) => day.startsWith(`${year}-`))
      .map(([day, name]) => ({
        calendar: 'cn',
        day: day as BusinessDate,
        kind,
        name: name.split(',', 1)[0] ?? name,
      }));
  return [...daysOf('holiday', table.holidays), ...daysOf('working', table.workdays)];
}
