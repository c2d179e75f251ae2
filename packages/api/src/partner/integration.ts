import { type Static, Type } from '@sinclair/typebox';
import { fields, oneOf, page, pageQuery, time, tradeId } from '../kinds.ts';
import { attempt, notification } from '../operations/notifications.ts';
import { partnerKey } from '../operations/partner-keys.ts';
import type { Api, Fixed } from '../route.ts';

const keys = Type.Object({
  gateway: Type.String({ description: 'Where requests go.' }),
  publicKey: Type.String({
    description: 'Our key, PEM; it verifies our replies and notifications.',
  }),
  publicKeyFingerprint: Type.String(),
  keys: Type.Array(partnerKey, { description: 'By fingerprint; the newest of each kind first.' }),
  md5Key: Type.Optional(Type.String({ description: 'In a sandbox, and to who has just made it.' })),
});

export type PortalKeysView = Fixed<Static<typeof keys>>;

const overlap = Type.Optional(
  Type.String({
    description: 'How long the old key is accepted too.',
    default: '7d',
    expected: 'a time of up to 90d such as 7d or 12h; 0 ends the old key at once',
  }),
);

const delivery = Type.Object({
  notifyId: Type.String(),
  tradeId,
  url: Type.String(),
  state: oneOf(['waiting', 'delivered', 'given-up']),
  action: Type.Optional(Type.String()),
  attempts: Type.Integer(),
  createdAt: time,
  latestSentAt: Type.Optional(time),
  nextAt: Type.Optional(time),
});

export type PortalDeliveryView = Fixed<Static<typeof delivery>>;

const id = Type.Object({ id: Type.String({ description: 'A `notifyId`.' }) });

export const integrationRoutes = {
  'GET /keys': {
    summary: 'Shows the keys that the partner and we know each other by, never a secret one.',
    reply: keys,
  },
  'POST /keys/md5': {
    summary: 'Replaces the MD5 key with a random one, which is in this answer only.',
    body: fields({ overlap }),
    reply: keys,
    status: 201,
  },
  'POST /keys/public': {
    summary:
      "Sets or replaces the partner's public key. A key of another kind is named and not stored.",
    body: fields({
      publicKey: Type.String({ maxLength: 16_384, expected: 'an RSA public key, PEM or Base64' }),
      overlap,
    }),
    reply: keys,
    status: 201,
    errors: { 'key-unchanged': 409 },
  },
  'GET /deliveries': {
    summary:
      'Lists notifications, newest first. By state a page searches the newest 10,000: it may have fewer items than asked for, and a `next` all the same.',
    query: pageQuery({
      trade: Type.Optional(tradeId),
      state: Type.Optional(oneOf(['waiting', 'delivered', 'given-up'])),
    }),
    reply: Type.Composite([
      page(delivery),
      Type.Object({
        searchedTo: Type.Optional(
          Type.String({
            ...time,
            description: 'Up to which time notifications were searched, when not to the end.',
          }),
        ),
      }),
    ]),
    errors: { 'trade-unknown': 404 },
  },
  'GET /deliveries/health': {
    summary: 'Says of each address whether it has failed since its last success, and since when.',
    reply: Type.Object({
      receivers: Type.Array(
        Type.Object({
          url: Type.String(),
          waiting: Type.Integer(),
          failsSince: Type.Optional(time),
          lastFailure: Type.Optional(Type.String()),
          nextAt: Type.Optional(time),
        }),
      ),
    }),
  },
  'GET /deliveries/:id': {
    summary: 'Shows a notification with its contents and all that was tried.',
    params: id,
    reply: Type.Omit(notification, ['partnerId']),
    errors: { 'notification-unknown': 404 },
  },
  'POST /deliveries/:id/resend': {
    summary: 'Sends a notification once more, and says what was answered.',
    params: id,
    body: fields({}),
    reply: Type.Composite([
      Type.Object({
        notifyId: Type.String(),
        result: oneOf(['acknowledged', 'not-acknowledged', 'no-answer', 'never']),
      }),
      Type.Pick(attempt, ['status', 'body', 'durationMs', 'error']),
    ]),
    errors: { 'notification-unknown': 404 },
  },
} as const satisfies Api;
