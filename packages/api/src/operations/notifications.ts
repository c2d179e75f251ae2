import { type Static, Type } from '@sinclair/typebox';
import { fields, oneOf, partnerId, time, tradeId } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** What a receiver answered, or why there was no answer. */
const answer = {
  status: Type.Optional(Type.Integer()),
  body: Type.Optional(Type.String({ description: 'The beginning of what was answered.' })),
  durationMs: Type.Integer(),
  error: Type.Optional(Type.String()),
};

export const attempt = Type.Object({
  number: Type.Integer(),
  plannedAt: time,
  sentAt: time,
  ...answer,
});

/** A notification with its contents and all that was tried. */
export const notification = Type.Object({
  notifyId: Type.String(),
  partnerId,
  tradeId,
  url: Type.String(),
  state: oneOf(['waiting', 'delivered', 'given-up']),
  action: Type.Optional(Type.String()),
  createdAt: time,
  nextAt: Type.Optional(time),
  signType: Type.String(),
  charset: Type.String(),
  fields: Type.Record(Type.String(), Type.String()),
  attempts: Type.Array(attempt),
});

export type AttemptView = Fixed<Static<typeof attempt>>;
export type NotificationView = Fixed<Static<typeof notification>>;

const resent = Type.Object({
  notifyId: Type.String(),
  result: oneOf(['acknowledged', 'not-acknowledged', 'no-answer', 'never']),
  ...answer,
});

export const notificationRoutes = {
  'GET /admin/notifications': {
    summary: 'Lists notifications with their attempts, newest first.',
    query: fields({
      trade: Type.Optional(tradeId),
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 500, default: 50, expected: '1 to 500' }),
      ),
    }),
    reply: Type.Object({ notifications: Type.Array(notification) }),
    errors: { 'trade-unknown': 404 },
  },
  'POST /admin/notifications/:id/resend': {
    summary: 'Sends a notification once more, and says what was answered.',
    params: Type.Object({ id: Type.String() }),
    reply: resent,
    errors: { 'notification-unknown': 404 },
  },
} as const satisfies Api;
