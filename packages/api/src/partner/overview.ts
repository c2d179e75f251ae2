import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, day, fields, oneOf, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** Payments in the partner's currency. */
const volume = { payments: Type.Integer(), amount };

/** A day of a partner, as far as it has come. */
const overview = Type.Object({
  day,
  currency,
  now: time,
  asking: Type.Integer({ description: 'Trades that wait for the buyer now.' }),
  paid: Type.Object(
    { ...volume, earlier: Type.Object(volume) },
    {
      description: '`earlier`: up to the same time of the same weekday a week before.',
    },
  ),
  refunded: Type.Object({ refunds: Type.Integer(), amount }),
  begun: Type.Integer({ description: 'Trades that were begun; a success is one that was paid.' }),
  fees: amount,
  hours: Type.Array(
    Type.Object({ hour: Type.Integer(), ...volume, earlier: Type.Object(volume) }),
    { description: 'The 24 hours; those to come have zeros.' },
  ),
  days: Type.Array(Type.Object({ day, ...volume, refunded: amount, begun: Type.Integer() }), {
    description: 'The last 30 days, oldest first.',
  }),
  wallets: Type.Array(Type.Object({ inst: oneOf(['ALIPAYHK', 'ALIPAYCN']), ...volume })),
  refusals: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer() }), {
    description: 'Refused requests by the code that the gateway answered, the commonest first.',
  }),
});

export type OverviewView = Fixed<Static<typeof overview>>;

export const overviewRoutes = {
  'GET /overview': {
    summary:
      'Sums up a day, by default today. Its figures equal those of the list of trades and of the files of the day.',
    query: fields({ day: Type.Optional(day) }),
    reply: overview,
  },
} as const satisfies Api;
