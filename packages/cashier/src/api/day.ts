import { type Api, day, type Fixed, time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { amount, fields, oneOf, optional, sum } from './kinds.ts';

/** What the transaction file of a day says of this till's payments. */
export const verdict = Type.Object({
  is: oneOf(['awaited', 'equal', 'breaks']),
  /** Of `awaited`. */
  expectedAt: optional(time),
  comparedAt: optional(time),
  rows: optional(Type.Integer({ description: "Of this till's payments and refunds." })),
  /** Of the settlement file, once it is there. */
  payout: optional(
    Type.Object({
      settledAt: time,
      fee: amount,
      net: Type.String({ description: 'After fees and refunds.' }),
      missing: Type.Integer({ description: 'Payments of the day that it does not have.' }),
    }),
  ),
  breaks: Type.Array(
    Type.Object({
      kind: Type.String({ examples: ['missing-there', 'amount', 'status', 'open'] }),
      id: Type.String(),
      here: optional(Type.String()),
      there: optional(Type.String()),
      amount: optional(amount),
    }),
  ),
});

const dayTotals = Type.Object({
  day,
  payments: Type.Object({ ...sum.properties }),
  refunds: Type.Object({ ...sum.properties }),
  net: amount,
  wallets: Type.Array(Type.Object({ inst: Type.String(), count: Type.Integer(), amount })),
  verdict,
});

export type VerdictView = Fixed<Static<typeof verdict>>;
export type DayView = Fixed<Static<typeof dayTotals>>;

const ofDay = Type.Object({ day });
const errors = { 'not-signed-in': 401 } as const;

export const dayRoutes = {
  'GET /days/:day': {
    summary: 'What wallets paid on a day of the gateway, GMT+8, as its transaction file counts.',
    params: ofDay,
    reply: dayTotals,
    errors,
  },
  'POST /days/:day/file': {
    summary: 'Compares the day with its transaction or settlement file, which a supervisor has.',
    params: ofDay,
    body: fields({ text: Type.String({ description: 'The file as it is.' }) }),
    reply: dayTotals,
    errors: { ...errors, 'supervisor-needed': 403, 'file-unreadable': 409, 'other-day': 409 },
  },
  'POST /days/:day/fetch': {
    summary:
      'Fetches the transaction file of the day from the SFTP server, compares, and looks for its payout in the settlement files.',
    params: ofDay,
    reply: dayTotals,
    errors: {
      ...errors,
      'no-sftp': 409,
      'file-not-there': 409,
      'file-unreadable': 409,
      'other-day': 409,
    },
  },
} as const satisfies Api;
