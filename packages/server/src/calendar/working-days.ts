import { addDays, assert, type BusinessDate, type Currency, startOfDay } from '@sampan/primitives';
import type { CalendarName, SettlementTerms } from '#partner';

/** A calendar's mark of a day: free although a weekday, or worked although on a weekend. */
export type DayKind = 'holiday' | 'working';

export interface CalendarDay {
  readonly calendar: CalendarName;
  readonly day: BusinessDate;
  readonly kind: DayKind;
  readonly name: string;
}

/** Marked days; all others are decided by the weekday. */
export class Calendars {
  readonly #kinds: ReadonlyMap<string, DayKind>;

  constructor(days: Iterable<CalendarDay>) {
    this.#kinds = new Map([...days].map(({ calendar, day, kind }) => [`${calendar}/${day}`, kind]));
  }

  /** Whether `day` is a working day in all calendars of a partner. */
  isWorkingDay(day: BusinessDate, calendars: readonly CalendarName[]): boolean {
    const kinds = calendars.map((calendar) => this.#kinds.get(`${calendar}/${day}`));
    if (kinds.length === 0) return !isWeekend(day);
    return kinds.every((kind) => (kind === undefined ? !isWeekend(day) : kind === 'working'));
  }
}

type Cycle = Pick<SettlementTerms, 'afterDays' | 'calendars'>;

/**
 * The settlement day of business day `day`: the N-th working day after it (T+N). With N = 1 Friday
 * to Sunday are settled on Monday; a holiday and its eve on the first working day after the holiday
 * (14 §1).
 */
export function settlementDay(day: BusinessDate, cycle: Cycle, calendars: Calendars): BusinessDate {
  let settled = day;
  for (let count = 0; count < cycle.afterDays; count++) {
    settled = workingDay(addDays(settled, 1), 1, cycle, calendars);
  }
  return settled;
}

/** The newest business day settled on or before `day`: the last one before N working days. */
export function cutOff(day: BusinessDate, cycle: Cycle, calendars: Calendars): BusinessDate {
  let newest = addDays(day, 1);
  for (let count = 0; count < cycle.afterDays; count++) {
    newest = workingDay(addDays(newest, -1), -1, cycle, calendars);
  }
  return addDays(newest, -1);
}

/** The first working day after `day`. */
export const nextWorkingDay = (
  day: BusinessDate,
  cycle: Pick<Cycle, 'calendars'>,
  calendars: Calendars,
): BusinessDate => settlementDay(day, { ...cycle, afterDays: 1 }, calendars);

/**
 * The first day from `day` on when the bank executes a payment: ours is in Hong Kong, and renminbi
 * also needs the mainland's banks. Holidays of other currencies are left to the bank.
 */
export const executionDay = (
  day: BusinessDate,
  currency: Currency,
  calendars: Calendars,
): BusinessDate =>
  workingDay(day, 1, { calendars: currency === 'CNY' ? ['hk', 'cn'] : ['hk'] }, calendars);

/** No calendar is free this long: an entry must be wrong. */
const freeDaysMax = 100;

/** `day`, or the nearest working day in the direction of `step`. */
function workingDay(
  day: BusinessDate,
  step: 1 | -1,
  { calendars: names }: Pick<Cycle, 'calendars'>,
  calendars: Calendars,
): BusinessDate {
  let found = day;
  for (let free = 0; !calendars.isWorkingDay(found, names); free++) {
    assert(free < freeDaysMax, `nobody works for ${freeDaysMax} days from ${day} (${names})`);
    found = addDays(found, step);
  }
  return found;
}

function isWeekend(day: BusinessDate): boolean {
  // Noon, so that the eight-hour shift stays within the day.
  const weekday = new Date(startOfDay(day) + 12 * 3_600_000).getUTCDay();
  return weekday === 0 || weekday === 6;
}
