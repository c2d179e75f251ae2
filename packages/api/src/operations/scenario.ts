/**
 * A scenario: what a sandbox pretends, as data. The same text is read by `sampan scenario add`
 * and by the operations API.
 */
import { type Static, Type } from '@sinclair/typebox';
import { fields, oneOf, partnerId, walletId } from '../kinds.ts';
import type { Fixed } from '../route.ts';

const duration = (description: string) =>
  Type.String({
    description,
    examples: ['5s'],
    pattern: '^[1-9][0-9]{0,6}(ms|s|m|h|d)$',
    expected: 'a duration such as "250ms", "5s" or "2m"',
  });

/** A fixed time, or one that is drawn anew for each use: the same seed draws the same times. */
const wait = (description: string) =>
  Type.Union(
    [
      duration(description),
      fields({
        from: duration('The shortest.'),
        to: duration('The longest.'),
        seed: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 4_294_967_295, expected: 'a whole number' }),
        ),
      }),
    ],
    { description, expected: 'a duration such as "5s", or {"from": "1s", "to": "3s", "seed": 7}' },
  );

const value = (description: string) => Type.String({ maxLength: 4_096, description });

/** What a field must be. */
const test = Type.Union(
  [
    value('The same as `equals`.'),
    fields({
      equals: Type.Optional(value('This text; of two amounts, the same: `9901` is `9901.00`.')),
      oneOf: Type.Optional(
        Type.Array(Type.String({ maxLength: 4_096 }), {
          minItems: 1,
          maxItems: 100,
          expected: 'a list of texts',
          description: 'One of these, compared as by `equals`.',
        }),
      ),
      matches: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          expected: 'a regular expression of at most 200 characters',
          description: 'A regular expression, which fits anywhere in the text.',
        }),
      ),
      from: Type.Optional(value('An amount or a number: at least this.')),
      to: Type.Optional(value('An amount or a number: at most this.')),
    }),
  ],
  { expected: 'a text, or an object with equals, oneOf, matches, from or to' },
);

const call = Type.Integer({ minimum: 1, maximum: 1_000_000, expected: '1 or more' });

const when = fields({
  service: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })], {
      description: 'The name of a service, or a list of names. Without it, every service.',
      examples: ['alipay.acquire.overseas.spot.pay'],
      expected: 'the name of a service, or a list of names',
    }),
  ),
  notification: Type.Optional(oneOf(['any', 'paid', 'closed', 'refunded', 'finished'])),
  partner: Type.Optional(partnerId),
  wallet: Type.Optional(walletId),
  fields: Type.Optional(
    Type.Record(Type.String(), test, {
      description:
        'Parameters of the request by their names on the wire; `extend_info.store_id` is a member of a ' +
        'JSON value. All must fit.',
      expected: 'an object of field tests',
    }),
  ),
  call: Type.Optional(
    Type.Union([call, fields({ from: Type.Optional(call), to: Type.Optional(call) })], {
      description: 'Only the nth matching call of an order, or those from one to another.',
      expected: 'a number, or {"from": 2, "to": 3}',
    }),
  ),
});

const step = Type.Union(
  [
    Type.Literal('pass'),
    fields({
      times: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 1_000_000,
          expected: 'a whole number, 1 or more',
          description: 'How often, before the next step. Without it once; the last step for ever.',
        }),
      ),
      pass: Type.Optional(Type.Literal(true, { expected: 'true' })),
      answer: Type.Optional(
        Type.String({
          maxLength: 64,
          description:
            'An error code of the service or the gateway, `UNKNOW` (the outcome is open, in the words of ' +
            'the service) or `SUCCESS`.',
        }),
      ),
      level: Type.Optional(oneOf(['service', 'gateway'])),
      although: Type.Optional(oneOf(['paid', 'done'])),
      reply: Type.Optional(
        Type.Record(Type.String(), Type.String({ maxLength: 1_024 }), {
          description:
            'Fields of the reply that are replaced and signed; an empty one is left out.',
          expected: 'an object of texts',
        }),
      ),
      hold: Type.Optional(wait('How long the request waits before it is carried out.')),
      delay: Type.Optional(wait('How long the answer, or the notification, is late.')),
      drop: Type.Optional(oneOf(['before', 'after'])),
      silence: Type.Optional(wait('No answer for so long; then the connection is cut.')),
      truncate: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 1_000_000,
          expected: 'a number of bytes',
          description: 'The connection is cut after so many bytes of the body.',
        }),
      ),
      signature: Type.Optional(oneOf(['wrong', 'missing'])),
      charset: Type.Optional(oneOf(['GBK', 'UTF-8'])),
      label: Type.Optional(oneOf(['GBK', 'UTF-8'])),
      clock: Type.Optional(
        Type.String({
          pattern: '^[+-][1-9][0-9]{0,6}(s|m|h|d)$',
          examples: ['-8h'],
          expected: 'a sign and a duration, such as "+8h" or "-90s"',
          description: 'The times of the reply are of a clock that is ahead or behind.',
        }),
      ),
      lose: Type.Optional(Type.Literal(true, { expected: 'true' })),
      repeat: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 20,
          expected: '1 to 20',
          description: 'The notification is sent so many times more, with the same bytes.',
        }),
      ),
      reorder: Type.Optional(Type.Literal(true, { expected: 'true' })),
      corrupt: Type.Optional(oneOf(['signature', 'amount', 'truncated'])),
    }),
  ],
  { expected: '"pass", or an object such as {"times": 2, "answer": "SYSTEM_ERROR"}' },
);

const steps = Type.Array(step, {
  minItems: 1,
  maxItems: 200,
  expected: 'a list of 1 to 200 steps',
});

const services = Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })], {
  description: 'A call of these services ends it for that order.',
  expected: 'the name of a service, or a list of names',
});

const rule = { when, then: steps };

export const scenario = fields({
  name: Type.Optional(
    Type.String({ minLength: 1, maxLength: 80, expected: 'text of 1 to 80 characters' }),
  ),
  ...rule,
  later: Type.Optional(
    Type.Array(fields({ ...rule, until: Type.Optional(services) }), {
      maxItems: 20,
      expected: 'a list of at most 20 objects with when and then',
      description: 'For the later calls and notifications of an order that `when` has met.',
    }),
  ),
  count: Type.Optional(oneOf(['order', 'all'])),
  off: Type.Optional(
    Type.Boolean({ expected: 'true or false', description: 'While true it does nothing.' }),
  ),
  for: Type.Optional(duration('Ends so long after it was added, by business time.')),
  uses: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      expected: 'a whole number, 1 or more',
      description: 'Ends after so many hits.',
    }),
  ),
});

/** The text of a scenario. */
export type Scenario = Fixed<Static<typeof scenario>>;
export type ScenarioWhen = Fixed<Static<typeof when>>;
export type ScenarioStep = Fixed<Static<typeof step>>;
export type ScenarioTest = Fixed<Static<typeof test>>;
export type ScenarioWait = Fixed<Static<ReturnType<typeof wait>>>;
