/** The server's public holidays, which determine when partners are settled. */
import type { BusinessDate } from '@sampan/primitives';
import { list } from '../operations.ts';
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
    const answer = await operations.get(`/admin/calendar?year=${year}`);
    for (const { calendar, day, kind, name } of list(answer, 'days')) {
      if (kind !== 'holiday') continue;
      holidays.push({ calendar: String(calendar), day: day as BusinessDate, name: String(name) });
    }
  }
  return holidays;
}
