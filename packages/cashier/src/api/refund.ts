import type { Api, Fixed } from '@sampan/api';
import { time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { approvalErrors } from './cashiers.ts';
import { amount, approval, fields, givenAmount, madeId, oneOf, optional, reason } from './kinds.ts';
import { refusalText } from './refusal-texts.ts';

/** `begun`: on its way. `unknown`: the sweeper asks until it is decided. */
export const refundStates = ['begun', 'unknown', 'accepted', 'refunded', 'notRefunded'] as const;
export type RefundState = (typeof refundStates)[number];

export const refund = Type.Object({
  id: Type.String({ description: 'The id that the gateway knows it by.' }),
  paymentId: Type.String(),
  state: oneOf(refundStates),
  amount,
  reason: Type.String(),
  at: time,
  cashier: Type.String(),
  approvedBy: optional(Type.String()),
  decidedAt: optional(time),
  code: optional(Type.String()),
  means: optional(Type.String()),
  text: optional(refusalText),
});

export type RefundView = Fixed<Static<typeof refund>>;

const errors = { 'not-signed-in': 401, 'no-shift': 409 } as const;

export const refundRoutes = {
  'POST /payments/:id/refunds': {
    summary: 'Gives money of a paid payment back. The outcome follows as an event of its order.',
    params: Type.Object({ id: Type.String() }),
    body: fields({
      id: madeId,
      amount: givenAmount,
      reason,
      approval: optional(approval),
    }),
    reply: refund,
    errors: {
      ...errors,
      ...approvalErrors,
      'payment-unknown': 404,
      'payment-not-paid': 409,
      'more-than-left': 409,
      'approval-needed': 409,
      'id-reused': 409,
    },
  },
  'POST /refunds/:id/ask': {
    summary: 'Asks for a refund again whose outcome is unknown.',
    params: Type.Object({ id: Type.String() }),
    reply: refund,
    errors: { ...errors, 'refund-unknown': 404 },
  },
} as const satisfies Api;
