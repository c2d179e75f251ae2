/** Arbitrary valid codes. */
import fc from 'fast-check';
import type { Account, DataObject, EmvCode } from '../src/index.ts';

/** With an ordinary prototype, which `deepEqual` compares. */
const plain = { noNullPrototype: true } as const;

const text = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength })
    .filter((value) => [...value].length <= maxLength);

const twoDigits = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((number) => String(number).padStart(2, '0'));

const objects = (from: number, to: number, maxLength: number): fc.Arbitrary<DataObject[]> =>
  fc.uniqueArray(fc.record({ id: twoDigits(from, to), value: text(maxLength) }, plain), {
    minLength: 1,
    maxLength: 3,
    selector: ({ id }) => id,
  });

const account: fc.Arbitrary<Account> = fc.oneof(
  fc.record({ id: twoDigits(2, 25), value: text(19) }, plain),
  fc.record(
    {
      id: twoDigits(26, 51),
      guid: fc.constantFrom('hk.com.hkicl', 'SG.PAYNOW', 'example.pay'),
      fields: objects(1, 99, 12),
    },
    plain,
  ),
);

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const amount = fc.stringMatching(/^\d{1,6}(?:\.\d{1,2})?$/);

export const emvCodes: fc.Arbitrary<EmvCode> = fc.record(
  {
    uses: fc.constantFrom('many', 'once'),
    accounts: fc.uniqueArray(account, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
    category: digits(4),
    currency: digits(3),
    amount,
    tip: fc.oneof(
      fc.constant('ask' as const),
      fc.record({ fixed: amount }, plain),
      fc.record({ percent: fc.stringMatching(/^\d{1,2}(?:\.\d)?$/) }, plain),
    ),
    country: fc.stringMatching(/^[A-Z]{2}$/),
    name: text(25),
    city: text(15),
    postalCode: text(10),
    additional: objects(1, 99, 12),
    otherLanguage: fc.record(
      { language: fc.stringMatching(/^[a-z]{2}$/), name: text(25), city: text(15) },
      { ...plain, requiredKeys: ['language', 'name'] },
    ),
    more: objects(65, 99, 12),
  },
  { ...plain, requiredKeys: ['accounts', 'category', 'currency', 'country', 'name', 'city'] },
);
