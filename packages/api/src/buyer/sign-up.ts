import { Type } from '@sinclair/typebox';
import { fields, oneOf, pin, time } from '../kinds.ts';
import type { Api } from '../route.ts';
import { signedIn } from './sign-in.ts';

const phone = Type.String({
  description: 'A Hong Kong number with or without 852, a mainland number with or without 86.',
  examples: ['+852 5123 4567'],
  maxLength: 32,
  expected: 'a mobile number of Hong Kong (852) or the mainland (86)',
});

const code = Type.String({
  description: 'What was sent to the number.',
  pattern: '^[0-9]{6}$',
  expected: 'the six digits that were sent to the number',
});

const refusals = { 'sign-up-closed': 403, 'foreign-request': 403, 'code-wrong': 403 } as const;

export const signUpRoutes = {
  'POST /one-time-codes': {
    summary:
      'Sends a code of six digits to a phone number, to open a wallet or to choose another PIN. Needs no token. Says nothing about whether the number has a wallet.',
    body: fields({ phone }),
    reply: Type.Object({
      expiresAt: time,
      code: Type.Optional(
        Type.String({ description: 'Only in a sandbox, which sends no messages.' }),
      ),
    }),
    status: 201,
    errors: {
      'sign-up-closed': 403,
      'foreign-request': 403,
      'code-too-soon': 429,
      'address-locked': 429,
    },
  },
  'POST /sign-up': {
    summary:
      'Opens a wallet for a number, with the code that was sent to it, and begins a session. Needs no token.',
    body: fields({
      phone,
      code,
      pin,
      inst: Type.Optional(oneOf(['ALIPAYHK', 'ALIPAYCN'])),
    }),
    reply: signedIn,
    status: 201,
    errors: { ...refusals, 'phone-taken': 409, 'inst-differs': 409, 'pin-too-simple': 409 },
  },
  'POST /pin/forgotten': {
    summary:
      'Chooses another PIN with the code that was sent to the number, and begins a session. All other sessions end. Needs no token.',
    body: fields({ phone, code, pin }),
    reply: signedIn,
    errors: { ...refusals, 'wallet-unknown': 404, 'pin-too-simple': 409 },
  },
} as const satisfies Api;
