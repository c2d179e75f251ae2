import { Type } from '@sinclair/typebox';
import { fields, pin, time } from '../kinds.ts';
import type { Api } from '../route.ts';
import { buyerWallet } from './wallet.ts';

/** What begins with a session. */
export const signedIn = Type.Object({
  token: Type.Optional(
    Type.String({
      description: 'Goes into `Authorization: Bearer`; absent when it is in a cookie.',
    }),
  ),
  expiresAt: time,
  device: Type.Optional(
    Type.String({
      description: 'For the next sign-in of this device; absent when it is in a cookie.',
    }),
  ),
  wallet: buyerWallet,
});

export const signInRoutes = {
  'POST /sign-in': {
    summary:
      'Begins a session. Needs no token; answers one. With the header `Sampan-Session: NAME` the token goes into a cookie of the page instead.',
    body: fields({
      login: Type.String({ expected: 'a phone number or e-mail address' }),
      pin,
      device: Type.Optional(
        Type.String({
          maxLength: 256,
          description:
            'The `device` of an earlier sign-in: strangers who guess the PIN of a number cannot lock its known devices out.',
          expected: 'what an earlier sign-in has answered',
        }),
      ),
    }),
    reply: signedIn,
    errors: {
      'sign-in-refused': 401,
      'foreign-request': 403,
      locked: 429,
      'address-locked': 429,
      busy: 429,
    },
  },
  'POST /sign-out': {
    summary: 'Ends this session.',
    reply: Type.Object({ signedOut: Type.Literal(true) }),
  },
} as const satisfies Api;
