import { type Api, type Fixed, time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { amount, fields, givenAmount, oneOf, optional } from './kinds.ts';

export const deskPayment = Type.Object({
  id: Type.String(),
  orderTail: Type.String({ description: "The last four digits of the gateway's order." }),
  amount,
  wallet: optional(Type.String()),
  paidAt: time,
  orderId: optional(Type.String({ description: 'The order of the till that it became.' })),
  refunded: optional(amount),
});

const deskCode = Type.Object({
  code: Type.Union([
    Type.Object({
      qrCode: Type.String(),
      picture: optional(Type.String({ description: "The gateway's picture of it." })),
      createdAt: time,
      category: Type.String({ description: 'The merchant category code of the shop.' }),
      isStopped: Type.Boolean({ description: 'A customer who scans it reads that it is invalid.' }),
      fee: optional(Type.String({ description: 'Added to what the customer types.' })),
    }),
    Type.Null(),
  ]),
  payments: Type.Array(deskPayment, { description: 'The last twenty, newest first.' }),
  quietSince: optional(time),
  hasNotifications: Type.Boolean({
    description: 'Whether the gateway can reach this till; without it no payment shows.',
  }),
});

export type DeskPaymentView = Fixed<Static<typeof deskPayment>>;
export type DeskCodeView = Fixed<Static<typeof deskCode>>;

const errors = {
  'not-signed-in': 401,
  'supervisor-needed': 403,
  'code-refused': 409,
  'gateway-silent': 503,
} as const;

export const deskCodeRoutes = {
  'GET /desk-code': {
    summary: "Shows the desk's static code and what came in by it.",
    reply: deskCode,
    errors: { 'not-signed-in': 401 },
  },
  'POST /desk-code': {
    summary:
      "Makes the desk's static code, or gets the one that the gateway has. A shop has one with a service fee and one without.",
    body: fields({ fee: optional(givenAmount) }),
    reply: deskCode,
    errors,
  },
  'POST /desk-code/:change': {
    summary: "Stops the desk's code, takes it back into use, or deletes it for ever.",
    params: Type.Object({ change: oneOf(['stop', 'restart', 'delete']) }),
    reply: deskCode,
    errors: { ...errors, 'no-desk-code': 409 },
  },
} as const satisfies Api;
