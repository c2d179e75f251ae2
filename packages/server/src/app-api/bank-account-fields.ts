import { asAccount, asBic, asHolder, type BankAccount } from '#payout';
import type { Fields } from './fields.ts';
import { invalid } from './problem.ts';

export const bankAccountNames = ['holder', 'account', 'bank'] as const;

const words = {
  holder: 'the name of the holder as the bank has it, 1 to 70 Latin letters',
  account: 'an IBAN, or an account number of at most 34 letters, digits and hyphens',
  bank: 'the BIC of the bank, 8 or 11 characters',
};

/** Reads an account under the names that the request has for its parts. */
export function readBankAccount<Name extends string>(
  fields: Fields<Name>,
  names: Readonly<Record<(typeof bankAccountNames)[number], Name>>,
): BankAccount {
  return {
    holder: fields.require(names.holder, words.holder, asHolder),
    account: fields.require(names.account, words.account, asAccount),
    bank: fields.read(names.bank, words.bank, asBic),
  };
}

/** The same, when any part of it is given; the holder is by default `name`. */
export function readOptionalBankAccount<Name extends string>(
  fields: Fields<Name>,
  names: Readonly<Record<(typeof bankAccountNames)[number], Name>>,
  name: string | undefined,
): BankAccount | undefined {
  const said = fields.read(names.holder, words.holder, asHolder);
  const bank = fields.read(names.bank, words.bank, asBic);
  const account = fields.read(names.account, words.account, asAccount);
  if (account === undefined) {
    if (said === undefined && bank === undefined) return undefined;
    throw invalid(names.account, `${words.account}; it is missing`);
  }
  const holder = said ?? asHolder(name ?? '');
  if (holder === undefined) throw invalid(names.holder, words.holder);
  return { holder, account, bank };
}
