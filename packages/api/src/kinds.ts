/**
 * The kinds of values that several routes have. `expected` are the words by which a refusal says what a
 * field must be.
 */
import { type TObject, type TSchema, Type } from '@sinclair/typebox';

export const amount = Type.String({
  description: 'An amount as decimal text.',
  examples: ['100.00'],
});

/** An amount that a request names; the reader knows the currency and says more. */
export const givenAmount = Type.String({
  description: 'An amount as decimal text; never a JSON number.',
  examples: ['100.00'],
  expected: 'an amount as decimal text, such as "100.00"',
});

/** A limit that a request names. */
export const givenLimit = Type.String({
  description: 'An amount as decimal text, or `none`.',
  examples: ['100.00'],
  expected: 'an amount as decimal text, such as "100.00", or none',
});

/** An amount whose currency is not known yet: the code says it. */
export const decimal = Type.String({
  description: 'An amount as decimal text; never a JSON number.',
  examples: ['30.00'],
  pattern: '^[0-9]{1,9}([.][0-9]{1,2})?$',
  expected: 'an amount as decimal text, such as "30.00"',
});

/** What a camera has read. */
export const scannedCode = (expected: string) =>
  Type.String({ minLength: 1, maxLength: 2_048, expected });

export const pin = Type.String({
  pattern: '^[0-9]{6}$',
  expected: 'the six digits of the PIN',
});

export const currency = Type.String({ description: 'A currency.', examples: ['HKD'] });

export const time = Type.String({
  description: 'ISO 8601, GMT+8.',
  examples: ['2026-11-22T10:00:00+08:00'],
});

export const day = Type.String({
  description: 'A business day, GMT+8.',
  examples: ['2026-11-22'],
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  expected: 'a day such as "2026-11-22"',
});

export const partnerId = Type.String({
  description: "A partner's id (PID).",
  examples: ['2088000000000016'],
  pattern: '^2088[0-9]{12}$',
  expected: '16 digits that begin with 2088',
});

export const walletId = Type.String({
  description: "A wallet's id.",
  examples: ['2160000000000016'],
  pattern: '^(2088|2160)[0-9]{12}$',
  expected: 'a wallet id of 16 digits',
});

export const tradeId = Type.String({
  description: 'Our id of a trade.',
  pattern: '^[0-9]{28}$',
  expected: 'a trade id of 28 digits',
});

export const ownId = Type.String({
  description: 'Our id of an entry or a batch, 28 digits.',
  pattern: '^[0-9]{28}$',
});

/** One of a few words or numbers. */
export const oneOf = <const Values extends readonly (string | number)[]>(values: Values) =>
  Type.Unsafe<Values[number]>(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      { expected: values.join(' or ') },
    ),
  );

/** Fields, of which a request may have no other. */
export const fields = <const Members extends Record<string, TSchema>>(members: Members) =>
  Type.Object(members, { additionalProperties: false });

/** The query of a list, with the filters that it has. */
export const pageQuery = <const Filters extends Record<string, TSchema>>(filters: Filters) =>
  fields({
    ...filters,
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 500,
        default: 100,
        description: 'Maximum number of items.',
        expected: '1 to 500',
      }),
    ),
    after: Type.Optional(Type.String({ description: 'The `next` of the page before.' })),
  });

/** A page of a list. */
export const page = <Item extends TObject>(item: Item) =>
  Type.Object({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()], {
      description: 'The `after` of the following page; `null` on the last one.',
    }),
  });
