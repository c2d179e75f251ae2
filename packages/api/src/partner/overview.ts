import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, day, fields, oneOf, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** Payments, in the settlement currency. */
const volume = { payments: Type.Integer(), amount };

const begun = Type.Integer({
  description:
    'Payments, and trades that began on the day and were not paid by its end: the share of payments in them is the success rate.',
});

/** A day of a partner, as far as it has come. */
const overview = Type.Object({
  day,
  currency,
  now: time,
  asking: Type.Integer({
    description: 'Trades of today and yesterday that wait for the buyer now.',
  }),
  paid: Type.Object(
    { ...volume, earlier: Type.Object(volume) },
    {
      description: '`earlier`: up to the same time of the same weekday a week before.',
    },
  ),
  refunded: Type.Object(
    { refunds: Type.Integer(), amount },
    { description: 'Refunds and cancels of paid trades.' },
  ),
  begun,
  fees: Type.String({ ...amount, description: 'Less those that were returned; may be negative.' }),
  hours: Type.Array(
    Type.Object({ hour: Type.Integer(), ...volume, earlier: Type.Object(volume) }),
    { description: 'The 24 hours; those to come have zeros.' },
  ),
  days: Type.Array(Type.Object({ day, ...volume, refunded: amount, begun }), {
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
      'Sums up what was booked on a day, by default today, in the settlement currency. Its figures equal those of the list of trades and of the files of the day.',
    query: fields({ day: Type.Optional(day) }),
    reply: overview,
  },
} as const satisfies Api;
