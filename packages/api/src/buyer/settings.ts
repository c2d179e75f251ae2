import { type Static, Type } from '@sinclair/typebox';
import { amount, fields, givenLimit, oneOf, pin, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';
import { buyerWallet, frozenBy, walletCodes } from './wallet.ts';

const limit = {
  own: Type.Optional(Type.String({ description: 'What the buyer has set.' })),
  highest: Type.Optional(
    Type.String({ description: 'What the operator allows; the own limit is at most this.' }),
  ),
};

const settings = Type.Object({
  status: oneOf(['active', 'frozen']),
  frozenBy,
  codes: walletCodes,
  limits: Type.Object(
    {
      passwordFree: Type.Object(limit, {
        description: 'Above this amount a payment by code asks for the PIN.',
      }),
      payment: Type.Object(limit),
      day: Type.Object({ ...limit, used: amount }),
      month: Type.Object({ ...limit, used: amount }),
    },
    { description: 'The lower one of `own` and `highest` holds; without both there is no limit.' },
  ),
});

export type SettingsView = Fixed<Static<typeof settings>>;

const session = Type.Object({
  sessionId: Type.String(),
  device: Type.Optional(
    Type.String({ description: 'In a few words.', examples: ['Chrome, Android'] }),
  ),
  openedAt: time,
  seenAt: Type.String({ description: 'Its last use, to the hour; ISO 8601, GMT+8.' }),
  current: Type.Boolean({ description: 'Whether it is the session of this request.' }),
});

export type SessionView = Fixed<Static<typeof session>>;

const pinRefusals = { 'pin-wrong': 403, locked: 429, busy: 429 } as const;

const known = { pin } as const;

export const settingsRoutes = {
  'GET /settings': {
    summary: 'Shows what the buyer has set, with the amounts that were paid today and this month.',
    reply: settings,
  },
  'PATCH /settings/limits': {
    summary:
      "Changes the buyer's own limits. Lower ones hold at once; to be able to pay more, or more without the PIN, needs the PIN.",
    body: fields({
      passwordFree: Type.Optional(givenLimit),
      payment: Type.Optional(givenLimit),
      day: Type.Optional(givenLimit),
      month: Type.Optional(givenLimit),
      pin: Type.Optional(pin),
    }),
    reply: settings,
    errors: {
      ...pinRefusals,
      'pin-needed': 403,
      'limit-too-high': 409,
      'changed-meanwhile': 409,
    },
  },
  'POST /pin': {
    summary:
      'Changes the PIN. All other sessions end, and all devices become unknown; this one gets a new `device`.',
    body: fields({ pin, newPin: pin }),
    reply: Type.Object({
      changed: Type.Literal(true),
      device: Type.Optional(
        Type.String({
          description: 'For the next sign-in of this device; absent when it is in a cookie.',
        }),
      ),
    }),
    errors: { ...pinRefusals, 'pin-too-simple': 409, 'pin-as-before': 409 },
  },
  'POST /freeze': {
    summary:
      'Freezes the wallet: nothing can be paid, payment codes end, and what waits for the PIN is refused. The balance stays, and refunds still arrive.',
    body: fields(known),
    reply: buyerWallet,
    errors: pinRefusals,
  },
  'POST /unfreeze': {
    summary: 'Releases a wallet that its buyer has frozen.',
    body: fields(known),
    reply: buyerWallet,
    errors: { ...pinRefusals, 'wallet-frozen': 403 },
  },
  'POST /codes/pause': {
    summary:
      'Pauses payment codes: none is issued or taken, and those that were issued end at once.',
    reply: buyerWallet,
  },
  'POST /codes/resume': {
    summary: 'Lets payment codes be issued again; those from before the pause stay dead.',
    reply: buyerWallet,
  },
  'GET /sessions': {
    summary: 'Lists the devices that are signed in, the one that was used last first.',
    reply: Type.Object({ sessions: Type.Array(session) }),
  },
  'DELETE /sessions/:id': {
    summary: 'Signs a device out.',
    params: Type.Object({ id: Type.String() }),
    reply: Type.Object({ ended: Type.Integer() }),
    errors: { 'session-unknown': 404 },
  },
  'DELETE /sessions': {
    summary: 'Signs all devices out, this one too.',
    reply: Type.Object({ ended: Type.Integer({ description: 'Number of sessions.' }) }),
  },
} as const satisfies Api;
