import type { Fixed } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { fields, givenAmount, optional } from './kinds.ts';

const percent = Type.String({
  description: 'Per cent of the amount before it.',
  pattern: '^[0-9]{1,3}([.][0-9]{1,2})?$',
  examples: ['10'],
  expected: 'per cent, such as "10"',
});

/** What is taken off, or put on top: a part of the amount before it, or an amount. */
const part = Type.Union([fields({ percent }), fields({ amount: givenAmount })]);

const line = fields({
  itemId: optional(Type.String({ description: 'Of an item of the till; else a free amount.' })),
  name: optional(Type.String({ maxLength: 120 })),
  quantity: Type.Integer({ minimum: 1, maximum: 999, expected: '1 to 999' }),
  price: givenAmount,
  taxRate: optional(
    Type.String({
      description: 'Included in the price: `0.08`.',
      pattern: '^0([.][0-9]{1,4})?$',
      expected: 'a rate, such as "0.08"',
    }),
  ),
});

export const basket = fields({
  lines: Type.Array(line, { maxItems: 200 }),
  discount: optional(part),
  tip: optional(part),
});

export type BasketLine = Fixed<Static<typeof line>>;
export type Basket = Fixed<Static<typeof basket>>;
export type BasketPart = Fixed<Static<typeof part>>;
