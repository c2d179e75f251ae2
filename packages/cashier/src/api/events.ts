import { type Api, type Fixed, time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { deskPayment } from './desk-code.ts';
import { optional } from './kinds.ts';
import { asOf, order } from './order.ts';
import { shift } from './shift.ts';
import { status } from './till.ts';

/** How often the till says that it is there. Three missed beats are no connection. */
export const beatEveryMs = 500;

/** The data of each kind of event. */
const events = {
  order,
  status,
  shift: Type.Object({ asOf, shift: Type.Union([shift, Type.Null()]) }),
  deskPayment,
  session: Type.Object({}, { description: 'A session has ended, perhaps this one: read `/till`.' }),
  beat: Type.Object({ at: time }),
  reload: Type.Object(
    { why: optional(Type.String()) },
    { description: 'Too much was missed: read everything again.' },
  ),
};

/** What an event of each kind carries. */
export type TillEvents = {
  readonly [Kind in keyof typeof events]: Fixed<Static<(typeof events)[Kind]>>;
};

export const eventRoutes = {
  'GET /events': {
    summary: 'Sends what happens at the till, as server-sent events.',
    stream: {
      type: 'text/event-stream;charset=UTF-8',
      description:
        'Begins with `status` and `shift`. A client that comes back with `Last-Event-ID` gets what it has missed. A `beat` comes every half second.',
      events,
    },
    errors: { 'not-signed-in': 401, 'too-many-streams': 503 },
  },
} as const satisfies Api;
