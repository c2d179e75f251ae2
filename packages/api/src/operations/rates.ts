import { type Static, Type } from '@sinclair/typebox';
import { currency, day, fields } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** CNY for one unit of a currency, as it was published. */
const rate = Type.Object({
  currency,
  rate: Type.String({ description: 'CNY for one unit.', examples: ['4.877600'] }),
  day,
  time: Type.String({ description: 'HHMMSS, GMT+8.', examples: ['100030'] }),
});

export type RateView = Fixed<Static<typeof rate>>;

const rates = Type.Array(rate, { description: 'The rate of each currency that is in effect.' });

const givenRate = fields({
  currency: Type.String({ expected: 'a currency such as "AUD"' }),
  rate: Type.String({
    description: 'CNY for one unit.',
    expected: 'CNY for one unit as text, such as "4.877600"',
  }),
  day: Type.Optional(day),
  time: Type.Optional(
    Type.String({
      description: 'Must be given with a day.',
      pattern: '^([01][0-9]|2[0-3])([0-5][0-9]){2}$',
      expected: 'six digits HHMMSS, such as "100030"',
    }),
  ),
});

export const rateRoutes = {
  'GET /admin/rates': {
    summary: 'Lists the rates that are in effect.',
    reply: Type.Object({ rates }),
  },
  'POST /admin/rates': {
    summary: 'Imports rates, all or none; without a day and a time one is published now.',
    body: fields({
      rates: Type.Optional(Type.Array(givenRate, { expected: 'a list' })),
      file: Type.Optional(
        Type.String({
          description: 'Lines `DAY|TIME|CURRENCY|RATE|`.',
          expected: 'the text of a rate file',
        }),
      ),
    }),
    reply: Type.Object({
      added: Type.Integer(),
      known: Type.Integer({ description: 'How many were published before, as they are here.' }),
      rates,
    }),
    errors: { 'date-to-come': 409, 'rate-published-otherwise': 409 },
  },
} as const satisfies Api;
