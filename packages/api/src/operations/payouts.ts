import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, day, fields, oneOf, ownId, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** One message that tells the bank which settlement batches to pay. */
const payoutOrder = Type.Object({
  messageId: Type.String(),
  currency,
  number: Type.Integer({ description: 'Counts the orders of a day and currency, from 1.' }),
  madeAt: time,
  executedOn: day,
  payouts: Type.Integer(),
  total: amount,
});

export type PayoutOrderView = Fixed<Static<typeof payoutOrder>>;

/** A settlement batch that is in no order. */
const notOrdered = Type.Object({
  batchId: ownId,
  partnerId,
  amount,
  currency,
  why: oneOf(['account-missing', 'source-missing', 'not-ordered-yet']),
});

export type NotOrderedView = Fixed<Static<typeof notOrdered>>;

const payouts = Type.Object({
  date: day,
  orders: Type.Array(payoutOrder),
  notOrdered: Type.Array(notOrdered),
});

export type PayoutsView = Fixed<Static<typeof payouts>>;

const holder = 'the name of the holder as the bank has it, 1 to 70 Latin letters';
const account = 'an IBAN, or an account number of at most 34 letters, digits and hyphens';

/** A bank account as a request names it. */
const givenAccount = fields({
  holder: Type.String({ expected: holder }),
  account: Type.String({ expected: account }),
  bank: Type.Optional(
    Type.String({ expected: 'the BIC of the bank, 8 or 11 characters', examples: ['HSBCHKHH'] }),
  ),
});

const bankAccount = {
  holder: Type.String(),
  account: Type.String(),
  bank: Type.Optional(Type.String({ description: 'The BIC of the bank.' })),
};

const source = Type.Object({ currency, ...bankAccount });

const ofDay = Type.Object({
  date: Type.String({ description: 'A settlement day.', examples: ['2026-11-24'] }),
});
const ofPartner = Type.Object({ id: Type.String({ description: "The partner's id (PID)." }) });

export const payoutRoutes = {
  'GET /admin/payouts/:date': {
    summary: 'Shows the payments ordered from the bank for a settlement day, and what is left out.',
    params: ofDay,
    reply: payouts,
  },
  'POST /admin/payouts/:date': {
    summary: 'Orders what is not ordered yet. A batch is in one order at most.',
    params: ofDay,
    body: fields({
      currency: Type.Optional(
        Type.String({
          description: 'Orders this one only.',
          expected: 'a currency such as HKD',
        }),
      ),
    }),
    reply: payouts,
    errors: { 'source-missing': 409 },
  },
  'GET /admin/payouts/:date/:currency/:number': {
    summary: 'Sends the message of a payout order, the same bytes every time.',
    params: Type.Object({
      date: Type.String({ description: 'A settlement day.' }),
      currency: Type.String(),
      number: Type.String(),
    }),
    stream: {
      type: 'application/xml; charset=utf-8',
      description: 'ISO 20022 pain.001.',
    },
    errors: { 'payout-order-unknown': 404 },
  },
  'GET /admin/payout-sources': {
    summary: 'Lists our own accounts from which partners are paid.',
    reply: Type.Object({ sources: Type.Array(source) }),
  },
  'PUT /admin/payout-sources/:currency': {
    summary: 'Sets the account of ours that pays a currency.',
    params: Type.Object({ currency }),
    body: givenAccount,
    reply: source,
    errors: { 'currency-unknown': 404 },
  },
  'GET /admin/partners/:id/payout': {
    summary: 'Shows the account to which a partner is paid; there may be none.',
    params: ofPartner,
    reply: Type.Composite([Type.Object({ partnerId }), Type.Partial(Type.Object(bankAccount))]),
    errors: { 'partner-unknown': 404 },
  },
  'PUT /admin/partners/:id/payout': {
    summary: 'Sets the account to which a partner is paid.',
    params: ofPartner,
    body: givenAccount,
    reply: Type.Object({ partnerId, ...bankAccount }),
    errors: { 'partner-unknown': 404 },
  },
} as const satisfies Api;
