import { type Static, Type } from '@sinclair/typebox';
import { fields, oneOf, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const rule = Type.String({ description: "A rule's name.", examples: ['not-cancelled'] });

const item = Type.Object({
  rule,
  severity: Type.Unsafe<'high' | 'medium' | 'low'>({
    ...oneOf(['high', 'medium', 'low']),
    description:
      '`high`: money or goods can be lost. `medium`: it fails or is slow at the real gateway. `low`: it could be better.',
  }),
  title: Type.String({ description: 'What the program does.' }),
  why: Type.String({ description: 'What will come of it.' }),
  todo: Type.String(),
  documents: Type.Array(Type.String(), { description: 'Pages of the official documents.' }),
  count: Type.Integer({ description: 'How often it was found.' }),
  evidence: Type.Array(
    Type.Object({
      found: Type.String({ examples: ['asked again after 1.2 s'] }),
      at: time,
      order: Type.Optional(Type.String({ description: "The partner's id of the order." })),
      exchanges: Type.Array(Type.String(), { description: 'The first one shows it.' }),
    }),
    { description: 'The newest, newest first; at most five.' },
  ),
});

const partnerAdvice = Type.Object({
  partner: partnerId,
  exchanges: Type.Integer({ description: 'How many the record has.' }),
  since: Type.Optional(time),
  until: Type.Optional(time),
  advice: Type.Array(item, { description: 'The gravest first.' }),
  kept: Type.Array(rule, { description: 'Rules that the exchanges keep.' }),
  untried: Type.Array(rule, { description: 'Rules about which the exchanges say nothing.' }),
});

export type PartnerAdviceView = Fixed<Static<typeof partnerAdvice>>;

export const adviceRoutes = {
  'GET /admin/advice': {
    summary:
      'Says of partners what will go wrong in production although a sandbox has let it pass.',
    query: fields({ partner: Type.Optional(partnerId) }),
    reply: Type.Object({
      partners: Type.Array(partnerAdvice, {
        description: 'Those with exchanges in the record, the one that called last first.',
      }),
      more: Type.Integer({ description: 'Partners that are left out; name one to see it.' }),
    }),
    errors: { 'partner-unknown': 404, 'sandbox-only': 409 },
  },
} as const satisfies Api;
