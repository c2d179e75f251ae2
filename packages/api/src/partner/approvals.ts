import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, fields, oneOf, time, tradeId } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** What one person wants to do and another must answer for. */
export const approval = Type.Object({
  approvalId: Type.String(),
  kind: oneOf(['refund', 'cancel']),
  tradeId,
  amount,
  currency,
  why: Type.String(),
  state: oneOf(['waits', 'approved', 'declined', 'taken-back', 'failed', 'ended']),
  askedBy: Type.String({ description: 'The name of the person.' }),
  askedAt: time,
  endsAt: time,
  answeredBy: Type.Optional(Type.String()),
  answeredAt: Type.Optional(time),
  answer: Type.Optional(Type.String({ description: 'In the words of who answered.' })),
  failure: Type.Optional(Type.String({ description: 'The code for which it was not done.' })),
  own: Type.Boolean({
    description: 'Whether who asks now has asked for it, and so cannot approve it.',
  }),
});

export type ApprovalView = Fixed<Static<typeof approval>>;

const id = Type.Object({ id: Type.String() });

export const approvalRoutes = {
  'GET /approvals': {
    summary:
      'Lists what waits for a second person, oldest first, and what was answered in the last 30 days.',
    query: fields({ state: Type.Optional(oneOf(['waits'])) }),
    reply: Type.Object({ approvals: Type.Array(approval) }),
  },
  'POST /approvals/:id': {
    summary: 'Approves, declines, or takes back. Who has asked cannot approve.',
    params: id,
    body: fields({
      answer: oneOf(['approve', 'decline', 'take-back']),
      why: Type.Optional(Type.String({ maxLength: 200, expected: 'at most 200 characters' })),
    }),
    reply: approval,
    errors: {
      'approval-unknown': 404,
      'own-approval': 409,
      'not-own-approval': 409,
      'approval-answered': 409,
      'approval-ended': 409,
    },
  },
} as const satisfies Api;
