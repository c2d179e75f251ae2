import { type Static, Type } from '@sinclair/typebox';
import { bankTransfer } from '../bank-transfer.ts';
import { fields, oneOf, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';
import { bill } from './bill.ts';

const noticeKinds = [
  'new-device',
  'pin-changed',
  'pin-reset',
  'limits-changed',
  'codes-paused',
  'codes-resumed',
  'frozen',
  'unfrozen',
  'passkey-added',
  'passkey-removed',
] as const;

const detail = Type.Optional(
  Type.String({ description: 'The device that is new, or the limits that were changed.' }),
);

/** What concerns the safety of a wallet. */
export const notice = Type.Object({
  messageId: Type.String(),
  kind: oneOf(noticeKinds),
  at: time,
  detail,
});

const message = Type.Object({
  messageId: Type.String(),
  kind: oneOf(['prompt', 'paid', 'refunded', 'bank-transfer', ...noticeKinds]),
  at: time,
  read: Type.Boolean({ description: 'A prompt is unread as long as it waits.' }),
  bill: Type.Optional(bill),
  transfer: Type.Optional(bankTransfer),
  detail,
});

export type MessageView = Fixed<Static<typeof message>>;

export const messageRoutes = {
  'GET /messages': {
    summary:
      'Lists what has happened to the wallet in the last 30 days, newest first, 100 at most: payments, refunds, what waits, transfers, and whatever concerns its safety.',
    reply: Type.Object({ messages: Type.Array(message), unread: Type.Integer() }),
  },
  'POST /messages/read': {
    summary: 'Marks all messages up to a time as read.',
    body: fields({
      until: Type.String({
        description: 'The `at` of the newest one that was shown.',
        expected: 'a time such as 2026-11-22T10:00:00+08:00',
      }),
    }),
    reply: Type.Object({ unread: Type.Integer() }),
  },
} as const satisfies Api;
