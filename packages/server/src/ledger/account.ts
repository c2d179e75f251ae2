import type { Currency, PartnerId, WalletId } from '@sampan/primitives';

/** The name of an account. Each account holds one currency. */
export type Account = string & { readonly __brand: 'Account' };

/** What a wallet's buyer may spend: a debt of the operator to the buyer. */
export const walletAccount = (wallet: WalletId): Account => `wallet/${wallet}` as Account;

/** What a partner is owed and has not been paid out. */
export const payableAccount = (partner: PartnerId, currency: Currency): Account =>
  `payable/${partner}/${currency}` as Account;

/** What the operator earns by fees. */
export const feeIncomeAccount = (currency: Currency): Account =>
  `fee-income/${currency}` as Account;

/**
 * The operator's position in one currency of a pair: what it has taken of it in exchange for the
 * other, negative what it has given. Both are zero again when a payment was given back as a whole.
 */
export function fxAccount(held: Currency, other: Currency): Account {
  const pair = held < other ? `${held}-${other}` : `${other}-${held}`;
  return `fx/${pair}/${held}` as Account;
}

/** The operator's money at its bank; negative is money that is there. */
export const bankAccount = (currency: Currency): Account => `bank/${currency}` as Account;
