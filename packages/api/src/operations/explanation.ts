import { type Static, Type } from '@sinclair/typebox';
import { oneOf } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const byLanguage = (description: string) =>
  Type.Object(
    { en: Type.String(), 'zh-HK': Type.String(), 'zh-CN': Type.String() },
    { description },
  );

const cause = Type.Object({
  cause: Type.String({ examples: ['key-whitespace'] }),
  means: Type.String({ description: 'What was done instead of what the documents say.' }),
  fix: Type.String(),
  lines: Type.Object(
    {
      python: Type.String(),
      php: Type.String(),
      java: Type.String(),
      node: Type.String(),
      csharp: Type.String(),
    },
    { description: 'The line as it should be, in five languages.' },
  ),
});

/** What was signed, beside what should have been; no key is shown. */
const signed = Type.Object({
  ours: Type.String({ description: 'The string that the documents ask for.' }),
  yours: Type.Optional(
    Type.String({ description: 'The string that was signed, when it is known and another one.' }),
  ),
  difference: Type.Optional(
    Type.Object({
      offset: Type.Integer({ description: 'The first differing byte, from 0.' }),
      ours: Type.String({ description: 'What stands there.' }),
      yours: Type.String(),
    }),
  ),
  ourFormula: Type.Optional(Type.String({ examples: ['md5(string + key)'] })),
  yourFormula: Type.Optional(Type.String()),
});

const rule = Type.Object({
  code: Type.String(),
  rule: Type.String({ description: 'The rule that the request broke.' }),
  reason: Type.Optional(Type.String({ description: 'What the gateway said about it.' })),
  parameter: Type.Optional(Type.String({ description: 'The parameter at fault.' })),
  sent: Type.Record(Type.String(), Type.String(), {
    description: 'What was sent in the parameters that the rule reads.',
  }),
  differences: Type.Array(
    Type.Object({
      parameter: Type.String(),
      sent: Type.Optional(Type.String()),
      stored: Type.String(),
    }),
    { description: 'Where the request differs from what was stored before.' },
  ),
  documents: Type.Array(Type.String(), { description: 'Pages of the official documents.' }),
  means: byLanguage('What the code means.'),
  todo: byLanguage('What to do.'),
});

const explanation = Type.Object({
  verdict: Type.Unsafe<'valid' | 'explained' | 'guess' | 'refused'>({
    ...oneOf(['valid', 'explained', 'guess', 'refused']),
    description:
      '`explained`: proven, with these mistakes the signature fits. `guess`: likely. `refused`: the rule behind the code. `valid`: nothing is wrong in the request itself.',
  }),
  means: Type.String(),
  fix: Type.Optional(Type.String()),
  causes: Type.Array(cause, { description: 'The mistakes in a signature, the first one first.' }),
  alternatives: Type.Array(Type.Array(Type.String()), {
    description: 'Other mistakes that would give the same signature.',
  }),
  signed: Type.Optional(signed),
  ruledOut: Type.Array(Type.String(), { description: 'Mistakes that were tried and do not fit.' }),
  refusal: Type.Optional(rule),
  unchecked: Type.Array(Type.String()),
});

export type ExplanationView = Fixed<Static<typeof explanation>>;

export const explanationRoutes = {
  'GET /admin/exchanges/:id/explanation': {
    summary: 'Says why a request was refused: the mistake in its signature, or the rule it broke.',
    params: Type.Object({ id: Type.String() }),
    reply: explanation,
    errors: { 'exchange-unknown': 404, 'no-request': 409, 'sandbox-only': 409 },
  },
} as const satisfies Api;
