/** The kinds of values that several of the till's routes have. */
import { amount, fields, givenAmount, oneOf } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';

/** Made by the page, once per basket, payment, refund or shift: the same id is the same thing. */
export const madeId = Type.String({
  description: 'Made by the page, once. A request that repeats it changes nothing.',
  pattern: '^[0-9a-zA-Z-]{8,40}$',
  expected: '8 to 40 letters, digits and hyphens',
});

/** A text in the three languages of the till. */
export const words = Type.Object({
  en: Type.String(),
  zhHant: Type.String(),
  zhHans: Type.String(),
});
export type Words = Static<typeof words>;

export const pin = Type.String({
  pattern: '^[0-9]{4,6}$',
  expected: 'the 4 to 6 digits of a PIN',
});

/** A second person agrees, with a PIN. */
export const approval = fields({ cashierId: Type.String(), pin });

export const reason = Type.String({ minLength: 1, maxLength: 200, expected: 'a reason' });

export const role = oneOf(['cashier', 'supervisor']);

/** How money came: by a wallet, or otherwise. */
export const method = oneOf(['wallet', 'cash', 'card']);

export const language = oneOf(['en', 'zhHant', 'zhHans']);

export const optional = Type.Optional;

/** How many, and how much together. */
export const sum = Type.Object({ count: Type.Integer(), amount });

export { amount, fields, givenAmount, oneOf };
