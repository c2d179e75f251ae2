import type { OperationsApi, Received } from '@sampan/api';
import { businessDate, parseBusinessDate, required } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  type CalendarDay,
  calendarNames,
  putCalendarDay,
  readCalendarDays,
  readProvisional,
  removeCalendarDay,
} from '#calendar';
import { readNow } from '#database';
import type { CalendarName } from '#partner';
import type { OperationsDependencies } from './dependencies.ts';
import { asLine } from './fields.ts';
import { invalid, unknown } from './problem.ts';
import { serve } from './serve.http.ts';

type Named = Received<OperationsApi['PUT /admin/calendar/:calendar/:day']>['params'];

/** The days on which partners are not settled, and the weekend days on which they are. */
export function calendarRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  serve(app, world, 'GET /admin/calendar', async ({ query }) => {
    const now = await readNow(world.reader);
    const { year = Number(businessDate(now).slice(0, 4)), calendar } = query;
    const names = calendar === undefined ? calendarNames : [calendar];
    const span = {
      from: required(parseBusinessDate(`${year}-01-01`), 'a day'),
      to: required(parseBusinessDate(`${year}-12-31`), 'a day'),
    };
    const days = await readCalendarDays(world, span, names);
    const provisional = await readProvisional(world, year, names);
    return { year, days, provisional };
  });

  serve(app, world, 'PUT /admin/calendar/:calendar/:day', async ({ params, body }) => {
    const { kind, name: given = kind === 'holiday' ? 'Holiday' : 'Working day' } = body;
    const name = asLine(given, 128);
    if (name === undefined) throw invalid('name', 'text of 1 to 128 characters');
    const day: CalendarDay = { ...readKey(params), kind, name };
    await putCalendarDay(world, day);
    return day;
  });

  serve(app, world, 'DELETE /admin/calendar/:calendar/:day', async ({ params }) => {
    const key = readKey(params);
    if (await removeCalendarDay(world, key)) return { ...key, removed: true };
    throw unknown('calendar-day', `${key.calendar}/${key.day}`);
  });
}

function readKey({ calendar, day: text }: Named): Pick<CalendarDay, 'calendar' | 'day'> {
  const day = parseBusinessDate(text);
  if (!day?.startsWith('20')) throw invalid('day', 'a day such as "2026-11-22"');
  return { calendar: readName(calendar), day };
}

function readName(text: string): CalendarName {
  const name = calendarNames.find((known) => known === text);
  if (!name) throw invalid('calendar', calendarNames.join(' or '));
  return name;
}
