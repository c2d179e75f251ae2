import { Type } from '@sinclair/typebox';
import { fields, oneOf, pin, tradeId } from '../kinds.ts';
import { refusalsToPay } from '../refusals.ts';
import type { Api } from '../route.ts';
import { bill } from './bill.ts';
import { assertion } from './passkeys.ts';

const errors = {
  ...refusalsToPay,
  'trade-unknown': [404, 409],
  'pin-wrong': 403,
  'passkey-refused': 403,
  locked: 429,
  busy: 429,
} as const;

export const paymentRoutes = {
  'POST /pay': {
    summary:
      'Pays what was opened by a scan, with the PIN or a passkey. A repeat answers that it is paid.',
    body: fields({ tradeId, pin: Type.Optional(pin), passkey: Type.Optional(assertion) }),
    reply: bill,
    errors,
  },
  'GET /prompts': {
    summary: 'Lists payments that wait for the PIN.',
    reply: Type.Object({ prompts: Type.Array(bill) }),
  },
  'POST /prompts/:tradeId': {
    summary: 'Answers a password prompt; `confirm` needs the PIN or a passkey.',
    params: Type.Object({ tradeId: Type.String() }),
    body: fields({
      answer: oneOf(['confirm', 'reject']),
      pin: Type.Optional(Type.String({ expected: 'the six digits of the PIN' })),
      passkey: Type.Optional(assertion),
    }),
    reply: bill,
    errors,
  },
} as const satisfies Api;
