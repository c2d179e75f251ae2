import { type Static, Type } from '@sinclair/typebox';
import { day, fields, oneOf } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const calendar = oneOf(['hk', 'cn']);

/** A holiday, or a weekend day that is worked. */
const calendarDay = Type.Object({
  calendar,
  day,
  kind: oneOf(['holiday', 'working']),
  name: Type.String(),
});

export type CalendarDayView = Fixed<Static<typeof calendarDay>>;

const params = Type.Object({
  calendar: Type.String({ description: '`hk` or `cn`.' }),
  day: Type.String({ examples: ['2026-11-22'] }),
});

export const calendarRoutes = {
  'GET /admin/calendar': {
    summary: "Lists a year's holidays and the weekend days that are worked.",
    query: fields({
      year: Type.Optional(
        Type.Integer({
          minimum: 2000,
          maximum: 2099,
          description: 'By default this year.',
          expected: 'a year from 2000 to 2099',
        }),
      ),
      calendar: Type.Optional(calendar),
    }),
    reply: Type.Object({
      year: Type.Integer(),
      days: Type.Array(calendarDay),
      provisional: Type.Array(calendar, {
        description:
          'Calendars whose year is not arranged yet: only the days of the law are in it.',
      }),
    }),
  },
  'PUT /admin/calendar/:calendar/:day': {
    summary: 'Says of a day that it is a holiday, or worked.',
    params,
    body: fields({
      kind: oneOf(['holiday', 'working']),
      name: Type.Optional(Type.String({ expected: 'text of 1 to 128 characters' })),
    }),
    reply: calendarDay,
  },
  'DELETE /admin/calendar/:calendar/:day': {
    summary: 'Removes what was said of a day.',
    params,
    reply: Type.Object({ calendar, day, removed: Type.Literal(true) }),
    errors: { 'calendar-day-unknown': 404 },
  },
} as const satisfies Api;
