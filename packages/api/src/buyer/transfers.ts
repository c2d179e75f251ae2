import { Type } from '@sinclair/typebox';
import { bankTransfer } from '../bank-transfer.ts';
import { fields, givenAmount, ownId, pin } from '../kinds.ts';
import type { Api } from '../route.ts';

export const transferRoutes = {
  'POST /top-ups': {
    summary:
      'Moves money from the bank into the wallet: in a sandbox at once, else when the operator has seen it. A frozen wallet asks for none.',
    body: fields({ amount: givenAmount }),
    reply: bankTransfer,
    status: 201,
    errors: {
      'too-many-transfers': 429,
      'wallet-frozen': 403,
      'balance-not-enough': 409,
    },
  },
  'POST /withdrawals': {
    summary:
      'Moves money from the wallet to the bank: in a sandbox at once, else when the operator pays it out. The balance must be enough then.',
    body: fields({ amount: givenAmount, pin }),
    reply: bankTransfer,
    status: 201,
    errors: {
      'pin-wrong': 403,
      locked: 429,
      busy: 429,
      'too-many-transfers': 429,
      'wallet-frozen': 403,
      'balance-not-enough': 409,
    },
  },
  'GET /bank-transfers': {
    summary: 'Lists top-ups and withdrawals, newest first.',
    query: fields({
      before: Type.Optional(
        Type.String({
          description: 'The `next` of the page before.',
          pattern: '^[0-9]{28}$',
          expected: 'a transfer id of 28 digits',
        }),
      ),
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 100, default: 20, expected: '1 to 100' }),
      ),
    }),
    reply: Type.Object({
      transfers: Type.Array(bankTransfer),
      next: Type.Union([ownId, Type.Null()], {
        description: 'The `before` of the following page; `null` on the last one.',
      }),
    }),
  },
} as const satisfies Api;
