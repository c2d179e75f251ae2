/** Which days the demo plays: those on which the rules of settlement can be seen (14 §1). */
import { addDays, type BusinessDate, startOfDay } from '@sampan/primitives';

/** What a calendar says of a day. */
export interface NamedDay {
  readonly day: BusinessDate;
  readonly name: string;
}

/** No further than this, so that a clock that only moves forward is not moved for nothing. */
const reachDays = 400;

/**
 * The first `count` consecutive days from `first` on among which are a Friday and a holiday on which
 * banks would work otherwise; without such days, the next ones.
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

/** The days of which the calendars must be known for that. */
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
  // Noon, so that the shift of eight hours stays inside the day.
  const noon = new Date(startOfDay(day) + 12 * 3_600_000);
  return weekdays[noon.getUTCDay()] as Weekday;
}

const isWeekday = (day: BusinessDate): boolean => !['Saturday', 'Sunday'].includes(weekdayOf(day));
