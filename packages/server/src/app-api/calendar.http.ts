import { type BusinessDate, businessDate, parseBusinessDate } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  type CalendarDay,
  calendarNames,
  putCalendarDay,
  readCalendarDays,
  readProvisional,
  removeCalendarDay,
} from '#calendar';
import type { CalendarName } from '#partner';
import type { OperationsDependencies } from './dependencies.ts';
import { Fields } from './fields.ts';
import { invalid, unknown } from './problem.ts';

interface OfList {
  readonly Querystring: Readonly<Partial<Record<'year' | 'calendar', unknown>>>;
}

interface OfDay {
  readonly Params: { readonly calendar: string; readonly day: string };
}

/** The days on which partners are not settled, and the weekend days on which they are. */
export function calendarRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  app.get<OfList>('/admin/calendar', async ({ query }) => {
    const { now } = await world.reader.read(async () => undefined);
    const year = query.year === undefined ? businessDate(now).slice(0, 4) : String(query.year);
    if (!/^20[0-9]{2}$/.test(year)) throw invalid('year', 'a year from 2000 to 2099');
    const names = query.calendar === undefined ? calendarNames : [readName(String(query.calendar))];
    const span = {
      from: `${year}-01-01` as BusinessDate,
      to: `${year}-12-31` as BusinessDate,
    };
    const days = await readCalendarDays(world, span, names);
    const provisional = await readProvisional(world, Number(year), names);
    return { year: Number(year), days, provisional };
  });

  app.put<OfDay>('/admin/calendar/:calendar/:day', async ({ params, body }) => {
    const fields = new Fields(body, ['kind', 'name']);
    const kind = fields.choice('kind', ['holiday', 'working']);
    if (!kind) throw invalid('kind', 'holiday or working');
    const name = fields.line('name', 128) ?? (kind === 'holiday' ? 'Holiday' : 'Working day');
    const day: CalendarDay = { ...readKey(params), kind, name };
    await putCalendarDay(world, day);
    return day;
  });

  app.delete<OfDay>('/admin/calendar/:calendar/:day', async ({ params }) => {
    const key = readKey(params);
    if (await removeCalendarDay(world, key)) return { ...key, removed: true };
    throw unknown('calendar-day', `${key.calendar}/${key.day}`);
  });
}

function readKey({ calendar, day: text }: OfDay['Params']): Pick<CalendarDay, 'calendar' | 'day'> {
  const day = parseBusinessDate(text);
  if (!day?.startsWith('20')) throw invalid('day', 'a day such as "2026-11-22"');
  return { calendar: readName(calendar), day };
}

function readName(text: string): CalendarName {
  const name = calendarNames.find((known) => known === text);
  if (!name) throw invalid('calendar', calendarNames.join(' or '));
  return name;
}
