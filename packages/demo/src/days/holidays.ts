/** The server's public holidays, which determine when partners are settled. */
import { type BusinessDate, parseBusinessDate, required } from '@sampan/primitives';
import type { NamedDay } from './choose-days.ts';
import type { Sandbox } from './sandbox.ts';

export interface Holiday extends NamedDay {
  readonly calendar: string;
}

/** Of all calendars, in the years of the span. */
export async function readHolidays(
  { operations }: Pick<Sandbox, 'operations'>,
  { from, to }: { readonly from: BusinessDate; readonly to: BusinessDate },
): Promise<readonly Holiday[]> {
  const holidays: Holiday[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    const { days } = await operations.call('GET /admin/calendar', { query: { year } });
    for (const { calendar, day, kind, name } of days) {
      if (kind !== 'holiday') continue;
      holidays.push({ calendar, day: required(parseBusinessDate(day), 'a day'), name });
    }
  }
  return holidays;
}
