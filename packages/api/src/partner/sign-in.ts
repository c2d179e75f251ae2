import { type Static, Type } from '@sinclair/typebox';
import { currency, fields, oneOf, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';
import { permissions, roles } from './roles.ts';

export const role = oneOf(roles);

export const login = Type.String({
  maxLength: 128,
  expected: 'an e-mail address',
  examples: ['may@harbour-tea.example'],
});

export const password = Type.String({ maxLength: 256, expected: 'a password' });

export const newPassword = Type.String({
  minLength: 12,
  maxLength: 256,
  expected: '12 to 256 characters',
});

/** Of an app, six digits; or a recovery code, which counts once. */
export const oneTimeCode = Type.String({
  pattern: '^([0-9]{6}|[a-z0-9]{5}-[a-z0-9]{5})$',
  expected: 'the six digits of the app, or a recovery code such as "k3v9q-2mx7d"',
});

/** Who asks, and what this person may do. */
export const signedInAs = Type.Object({
  memberId: Type.String(),
  name: Type.String(),
  login,
  role,
  permissions: Type.Array(oneOf(permissions)),
  partner: Type.Object({
    id: partnerId,
    name: Type.String(),
    contract: oneOf(['hk', 'global']),
    currency,
    status: oneOf(['active', 'suspended']),
  }),
  secondFactor: oneOf(['app', 'passkey', 'missing'] as const),
  recoveryCodesLeft: Type.Integer(),
  passkeys: Type.Integer(),
  expiresAt: Type.String({
    description: 'Of the session, without use; by the machine, also where the clock was moved.',
  }),
  now: time,
  sandbox: Type.Boolean(),
});

export type SignedInAsView = Fixed<Static<typeof signedInAs>>;

/** Refusals of every way to begin a session. */
export const signInRefusals = {
  'sign-in-refused': 401,
  'foreign-request': 403,
  locked: 429,
  'address-locked': 429,
  busy: 429,
} as const;

export const session = Type.Object({
  sessionId: Type.String(),
  device: Type.Optional(Type.String({ examples: ['Chrome, macOS'] })),
  openedAt: time,
  seenAt: time,
  current: Type.Boolean({ description: 'Whether it is the session of this request.' }),
});

export type StaffSessionView = Fixed<Static<typeof session>>;

export const signInRoutes = {
  'POST /sign-in': {
    summary:
      'Begins a session, whose token goes into a cookie of the page. With a second factor its code is needed too: without one a right password answers `code-needed`. Who has a passkey and no app signs in with it.',
    body: fields({ login, password, code: Type.Optional(oneTimeCode) }),
    reply: signedInAs,
    errors: {
      ...signInRefusals,
      'passkey-needed': 401,
      'code-needed': 401,
      'code-refused': 401,
      'code-old': 401,
    },
  },
  'POST /sign-out': {
    summary: 'Ends this session.',
    reply: Type.Object({ signedOut: Type.Literal(true) }),
  },
  'GET /session': {
    summary: 'Says who is signed in, and what this person may do.',
    reply: signedInAs,
  },
  'GET /sessions': {
    summary:
      'Lists the devices on which this person is signed in, the one that was used last first.',
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
  'POST /password': {
    summary: 'Changes the password. All other sessions end.',
    body: fields({ password, newPassword }),
    reply: Type.Object({ changed: Type.Literal(true) }),
    errors: {
      'password-wrong': 403,
      'password-too-simple': 409,
      'password-as-before': 409,
      locked: 429,
      busy: 429,
    },
  },
  'POST /second-factor/begin': {
    summary:
      'Makes a key for an app of one-time codes (RFC 6238); it counts once a code of it was sent.',
    body: fields({ password }),
    reply: Type.Object({
      key: Type.String({ description: 'Base32, for typing.' }),
      address: Type.String({ description: '`otpauth://…`, for a QR code.' }),
    }),
    status: 201,
    errors: { 'password-wrong': 403, locked: 429, busy: 429 },
  },
  'POST /second-factor': {
    summary:
      'Ends what `begin` began: from now on a sign-in needs a code. Recovery codes are in this answer only.',
    body: fields({ code: oneTimeCode }),
    reply: Type.Object({ recoveryCodes: Type.Array(Type.String()) }),
    errors: { 'code-refused': 403, 'code-old': 403, 'nothing-begun': 409, locked: 429 },
  },
} as const satisfies Api;
