import { type Api, type Fixed, time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { amount, fields, oneOf, optional, words } from './kinds.ts';

/** What the customer sees. */
export const displayStates = [
  'idle',
  'basket',
  'code',
  'confirm',
  /** Being cancelled, or unknown: it may be paid or not. */
  'wait',
  'paid',
  'notPaid',
  'refunded',
] as const;

export const display = Type.Object({
  is: oneOf(displayStates),
  shop: words,
  wallets: Type.Array(words),
  currency: Type.String(),
  number: optional(Type.String()),
  lines: Type.Array(
    Type.Object({
      itemId: optional(Type.String()),
      name: optional(Type.String()),
      quantity: Type.Integer(),
      amount,
    }),
  ),
  discount: optional(amount),
  tip: optional(amount),
  total: optional(amount),
  /** Of `code`, `confirm`, `paid` and `refunded`: this payment or refund. */
  amount: optional(amount),
  qrCode: optional(Type.String()),
  deadlineAt: optional(time),
  isOpened: Type.Boolean(),
  wallet: optional(words),
});

export type DisplayView = Fixed<Static<typeof display>>;

const signedIn = { 'not-signed-in': 401 } as const;

export const displayRoutes = {
  'PUT /display': {
    summary: 'Says which order the displays of this device show.',
    body: fields({ orderId: optional(Type.String()), refundId: optional(Type.String()) }),
    reply: display,
    errors: { ...signedIn, 'order-unknown': 404 },
  },
  'POST /displays': {
    summary: 'Makes a pairing token; another device opens `path` within ten minutes.',
    reply: Type.Object({
      token: Type.String(),
      path: Type.String({ examples: ['/display#k3…'] }),
      expiresAt: time,
    }),
    errors: signedIn,
  },
  'POST /display/pair': {
    summary: 'Makes this device a display of the one that made the token; sets its cookie.',
    body: fields({ token: Type.String() }),
    reply: display,
    errors: { 'token-unknown': 403 },
  },
  'GET /display': {
    summary: 'What the display shows: of a paired device, or beside a signed-in one.',
    reply: display,
    errors: { 'not-paired': 401 },
  },
  'GET /display/events': {
    summary: 'Sends what the display shows, whenever it changes, and a beat.',
    stream: {
      type: 'text/event-stream;charset=UTF-8',
      description: 'Begins with what is shown now.',
      events: { display, beat: Type.Object({ at: time }) },
    },
    errors: { 'not-paired': 401 },
  },
} as const satisfies Api;
