import type { Currency, PartnerId, WalletId } from '@sampan/primitives';

/** Account names. Each account holds one currency. */
export type Account = string & { readonly __brand: 'Account' };

/** A wallet's spendable balance: a liability of the operator to the buyer. */
export const walletAccount = (wallet: WalletId): Account => `wallet/${wallet}` as Account;

/** What a partner is owed and has not been paid out. */
export const payableAccount = (partner: PartnerId, currency: Currency): Account =>
  `payable/${partner}/${currency}` as Account;

/** The operator's fee income. */
export const feeIncomeAccount = (currency: Currency): Account =>
  `fee-income/${currency}` as Account;

/**
 * The operator's position in one currency of a pair: positive for currency taken in exchange,
 * negative for currency given. A full refund returns both to zero.
 */
export function fxAccount(held: Currency, other: Currency): Account {
  const pair = held < other ? `${held}-${other}` : `${other}-${held}`;
  return `fx/${pair}/${held}` as Account;
}

/** The operator's bank account; a negative balance is money at the bank. */
export const bankAccount = (currency: Currency): Account => `bank/${currency}` as Account;
