import { type Static, Type } from '@sinclair/typebox';
import { fields, pin, time, tradeId } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';
import { signedIn } from './sign-in.ts';

const base64url = (description: string) =>
  Type.String({
    description,
    pattern: '^[A-Za-z0-9_-]+$',
    maxLength: 3_000,
    expected: 'base64url',
  });

const passkeyId = Type.String({
  description: 'As the device has named it, base64url.',
  pattern: '^[A-Za-z0-9_-]{16,1364}$',
  expected: 'the id of a passkey',
});

const challenge = {
  challenge: Type.String({ description: 'To be signed; counts once. Base64url.' }),
  rpId: Type.String({ description: 'The name of the site, for which the passkey is.' }),
  expiresAt: time,
};

/** What a device answers to a challenge. */
export const assertion = fields({
  passkeyId,
  clientData: base64url('`clientDataJSON`'),
  authenticatorData: base64url('`authenticatorData`'),
  signature: base64url('`signature`'),
  userHandle: Type.Optional(base64url('`userHandle`')),
});

export type PasskeyAssertion = Fixed<Static<typeof assertion>>;

const passkey = Type.Object({
  passkeyId,
  device: Type.Optional(
    Type.String({
      description: 'On which it was made, in a few words.',
      examples: ['Chrome, Android'],
    }),
  ),
  addedAt: time,
  usedAt: Type.Optional(time),
});

export type PasskeyView = Fixed<Static<typeof passkey>>;

const passkeys = Type.Object({ passkeys: Type.Array(passkey) });

const elsewhere = { 'passkeys-not-here': 409 } as const;

export const passkeyRoutes = {
  'POST /passkey-challenges/sign-in': {
    summary: 'Begins a sign-in by passkey. Needs no token.',
    reply: Type.Object(challenge),
    status: 201,
    errors: { ...elsewhere, 'foreign-request': 403, 'address-locked': 429 },
  },
  'POST /sign-in/passkey': {
    summary:
      'Begins a session with a passkey of the wallet that it names. Needs no token; answers like `POST /sign-in`.',
    body: assertion,
    reply: signedIn,
    errors: { ...elsewhere, 'foreign-request': 403, 'passkey-refused': 403 },
  },
  'POST /passkey-challenges/add': {
    summary: 'Begins to add a passkey; needs the PIN.',
    body: fields({ pin }),
    reply: Type.Object({
      ...challenge,
      userId: Type.String({ description: 'The wallet, base64url.' }),
      userName: Type.String({ description: 'The login, masked.' }),
      known: Type.Array(Type.String(), { description: 'Passkeys that the wallet has.' }),
    }),
    status: 201,
    errors: { ...elsewhere, 'pin-wrong': 403, locked: 429, busy: 429 },
  },
  'POST /passkeys': {
    summary: 'Adds a passkey to the wallet.',
    body: fields({
      passkeyId,
      clientData: base64url('`clientDataJSON`'),
      attestation: base64url('`attestationObject`'),
    }),
    reply: passkeys,
    status: 201,
    errors: { ...elsewhere, 'passkey-refused': 403, 'too-many-passkeys': 409 },
  },
  'GET /passkeys': {
    summary: 'Lists the passkeys of the wallet, the oldest first.',
    reply: passkeys,
  },
  'DELETE /passkeys/:id': {
    summary: 'Removes a passkey. Sessions that it has begun stay.',
    params: Type.Object({ id: Type.String() }),
    reply: passkeys,
    errors: { 'passkey-unknown': 404 },
  },
  'POST /passkey-challenges/pay': {
    summary:
      'Begins to confirm a payment by passkey instead of the PIN; counts for this trade only.',
    body: fields({ tradeId }),
    reply: Type.Object({
      ...challenge,
      known: Type.Array(Type.String(), { description: 'Passkeys that may confirm it.' }),
    }),
    status: 201,
    errors: { ...elsewhere, 'passkey-unknown': 404 },
  },
} as const satisfies Api;
