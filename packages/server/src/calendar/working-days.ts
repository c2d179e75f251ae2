import { addDays, assert, type BusinessDate, type Currency, startOfDay } from '@sampan/primitives';
import type { CalendarName, SettlementTerms } from '#partner';

/** What a calendar says of a day: free although a weekday, or worked although a weekend day. */
export type DayKind = 'holiday' | 'working';

export interface CalendarDay {
  readonly calendar: CalendarName;
  readonly day: BusinessDate;
  readonly kind: DayKind;
  readonly name: string;
}

/** Days of which calendars say something; of all others the weekday decides. */
export class Calendars {
  readonly #kinds: ReadonlyMap<string, DayKind>;

  constructor(days: Iterable<CalendarDay>) {
    this.#kinds = new Map([...days].map(({ calendar, day, kind }) => [`${calendar}/${day}`, kind]));
  }

  /** Whether everybody works on `day` by whose calendars a partner is settled. */
  isWorkingDay(day: BusinessDate, calendars: readonly CalendarName[]): boolean {
    const kinds = calendars.map((calendar) => this.#kinds.get(`${calendar}/${day}`));
    if (kinds.length === 0) return !isWeekend(day);
    return kinds.every((kind) => (kind === undefined ? !isWeekend(day) : kind === 'working'));
  }
}

type Cycle = Pick<SettlementTerms, 'afterDays' | 'calendars'>;

/**
 * The day on which business day `day` is settled: the N-th working day after it (T+N). With N = 1
 * Friday to Sunday are settled on Monday; a holiday and its eve on the first working day after the
 * holiday (14 §1).
 */
export function settlementDay(day: BusinessDate, cycle: Cycle, calendars: Calendars): BusinessDate {
  let settled = day;
  for (let count = 0; count < cycle.afterDays; count++) {
    settled = workingDay(addDays(settled, 1), 1, cycle, calendars);
  }
  return settled;
}

/** The newest business day that is settled on `day` or before: the last one before N working days. */
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
 * The first day from `day` on at which the bank carries out a payment: ours is in Hong Kong, and the
 * renminbi also needs the mainland's banks. Other currencies' own holidays are the bank's to observe.
 */
export const executionDay = (
  day: BusinessDate,
  currency: Currency,
  calendars: Calendars,
): BusinessDate =>
  workingDay(day, 1, { calendars: currency === 'CNY' ? ['hk', 'cn'] : ['hk'] }, calendars);

/** No calendar is free for so long: it must have been put in by mistake. */
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
  // Noon, so that the shift of eight hours stays inside the day.
  const weekday = new Date(startOfDay(day) + 12 * 3_600_000).getUTCDay();
  return weekday === 0 || weekday === 6;
}
