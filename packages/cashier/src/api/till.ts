import type { Api, Fixed } from '@sampan/api';
import { time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { cashier } from './cashiers.ts';
import { amount, oneOf, optional, words } from './kinds.ts';
import { asOf } from './order.ts';
import { shift } from './shift.ts';

const item = Type.Object({
  id: Type.String(),
  name: words,
  price: amount,
  barcode: optional(Type.String({ description: 'EAN-8, EAN-13 or UPC-A.' })),
  taxRate: optional(Type.String({ description: 'Included in the price: `0.08`.' })),
  isBestSeller: Type.Boolean(),
});

const till = Type.Object({
  asOf,
  shop: words,
  branch: optional(Type.String()),
  till: Type.String({ examples: ['Till 1'] }),
  currency: Type.String({ examples: ['HKD'] }),
  contract: oneOf(['hk', 'global']),
  wallets: Type.Array(Type.Object({ inst: Type.String({ examples: ['ALIPAYHK'] }), name: words }), {
    description: 'The wallets that this till takes, with the names that people know.',
  }),
  items: Type.Array(item),
  tipPercents: Type.Array(Type.Integer()),
  paymentMax: optional(amount),
  refundMaxAlone: Type.String({ description: 'Above it a refund needs a second person.' }),
  historyIsFor: oneOf(['everyone', 'supervisors']),
  secondsToPay: Type.Integer(),
  hasPrinter: Type.Boolean(),
  printsByItself: Type.Boolean(),
  paper: oneOf([80, 58]),
  isSandbox: Type.Boolean(),
  session: Type.Union([
    Type.Object({
      cashier,
      historyUntil: optional(time),
    }),
    Type.Null(),
  ]),
  shift: Type.Union([shift, Type.Null()]),
});

const status = Type.Object({
  asOf,
  at: time,
  gateway: Type.Object({
    answersInMs: optional(Type.Integer()),
    silentSince: optional(time),
  }),
  printer: oneOf(['none', 'ready', 'silent', 'unknown']),
  /** Open ones, and late ones without an acknowledgement. */
  strip: Type.Array(
    Type.Object({
      orderId: Type.String(),
      number: Type.String({ examples: ['0044'] }),
      paymentId: Type.String(),
      amount,
      state: oneOf(['unknown', 'paid', 'notPaid']),
      since: time,
      decidedAt: optional(time),
    }),
    { description: 'Payments whose outcome was unknown, until someone acknowledges the outcome.' },
  ),
});

export type TillView = Fixed<Static<typeof till>>;
export type TillStatusView = Fixed<Static<typeof status>>;
export type ItemView = Fixed<Static<typeof item>>;
export { status };

export const tillRoutes = {
  'GET /till': {
    summary: 'Describes the till, and who is signed in on this device. Needs no session.',
    reply: till,
  },
  'GET /status': {
    summary: 'Shows how the gateway and the printer are, and which payments are unknown.',
    reply: status,
    errors: { 'not-signed-in': 401 },
  },
} as const satisfies Api;
