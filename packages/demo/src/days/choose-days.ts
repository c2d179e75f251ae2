/** Chooses the days that the demo plays, so that the settlement rules are visible (14 §1). */
import { addDays, type BusinessDate, startOfDay } from '@sampan/primitives';

/** What a calendar says about a day. */
export interface NamedDay {
  readonly day: BusinessDate;
  readonly name: string;
}

/** Search limit: the clock only moves forward and should not move far. */
const reachDays = 400;

/**
 * The first `count` consecutive days from `first` on that include a Friday and a bank holiday on a
 * weekday; if there are none, the next days.
 */
export function chooseDays(
  first: BusinessDate,
  count: number,
  holidays: Iterable<NamedDay>,
): readonly BusinessDate[] {
  const free = new Set([...holidays].map(({ day }) => day));
  const from = (start: number) =>
    Array.from({ length: count }, (_, index) => addDays(first, start + index));
  const isHoliday = (day: BusinessDate) => free.has(day) && isWeekday(day);
  for (let start = 0; start + count <= reachDays; start++) {
    const days = from(start);
    if (days.some((day) => weekdayOf(day) === 'Friday') && days.some(isHoliday)) return days;
  }
  return from(0);
}

/** The days whose calendars are needed for that. */
export const spanToSearch = (first: BusinessDate) => ({
  from: first,
  to: addDays(first, reachDays - 1),
});

const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

export type Weekday = (typeof weekdays)[number];

export function weekdayOf(day: BusinessDate): Weekday {
  // Noon, so that the eight-hour shift stays within the day.
  const noon = new Date(startOfDay(day) + 12 * 3_600_000);
  return weekdays[noon.getUTCDay()] as Weekday;
}

const isWeekday = (day: BusinessDate): boolean => !['Saturday', 'Sunday'].includes(weekdayOf(day));
