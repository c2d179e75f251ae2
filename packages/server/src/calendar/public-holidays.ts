/** The days that governments publish, as two libraries know them. Loaded only when they are needed. */
import { createRequire } from 'node:module';
import type { BusinessDate } from '@sampan/primitives';
import type { CalendarName } from '#partner';
import type { CalendarDay, DayKind } from './working-days.ts';

export interface PublishedYear {
  readonly days: readonly CalendarDay[];
  /**
   * Hong Kong's general holidays follow from the law. The mainland's are arranged each November for
   * the year after; until then only the statutory days are known, and this is false.
   */
  readonly final: boolean;
}

/** Years that were worked out: the positions of sun and moon take half a second of a processor. */
const known = new Map<string, Promise<PublishedYear>>();

/** What is known of a calendar's year. */
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

/** From the law: fixed days, lunar days, solar terms, Easter, and days in lieu of Sundays. */
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

/** Half a day, or free, for women, the young, children and soldiers. */
const isForSome = (name: string): boolean => /women|youth|child|army/i.test(name);

/** Days by date: `Labour Day,劳动节,2`. */
interface Arranged {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/**
 * As the State Council has arranged them: whole weeks, and the weekend days worked in return. From
 * the library's table: its functions reckon in the machine's own time zone.
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
