import { type Static, Type } from '@sinclair/typebox';
import { fields, oneOf, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const evidence = Type.Object({
  id: Type.String({ description: 'Of an exchange.' }),
  at: time,
  order: Type.Optional(Type.String({ description: "The partner's id of its order." })),
});

const caseVerdict = Type.Object({
  id: Type.String({ examples: ['SPOT-001'] }),
  name: Type.String({ examples: ['direct payment'] }),
  product: oneOf([
    'barcode payment',
    'transaction QR code',
    'merchant QR code',
    'files and wallets',
  ]),
  result: oneOf(['passed', 'failed', 'not tried', 'not applicable']),
  reason: Type.Optional(Type.String({ description: 'Why it failed.' })),
  evidence: Type.Array(evidence, {
    description: 'The exchanges that show it, oldest first; of a long order its beginning and end.',
  }),
  passedAt: Type.Optional(time),
  failedSince: Type.Optional(
    Type.Object(
      { at: time, reason: Type.String(), evidence: Type.Array(evidence) },
      { description: 'The newest failure after it had passed; it stays passed.' },
    ),
  ),
  next: Type.Optional(Type.String({ description: 'What to do so that it passes.' })),
});

export type CaseVerdictView = Fixed<Static<typeof caseVerdict>>;

export const acceptanceRoutes = {
  'GET /admin/acceptance': {
    summary: 'Says which acceptance cases a partner has passed, from its recorded exchanges.',
    query: fields({ partner: partnerId }),
    reply: Type.Object({
      partner: partnerId,
      contract: oneOf(['hk', 'global']),
      cases: Type.Array(caseVerdict),
    }),
    errors: { 'partner-unknown': 404, 'sandbox-only': 409 },
  },
} as const satisfies Api;
