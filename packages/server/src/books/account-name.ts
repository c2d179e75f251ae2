import {
  type Currency,
  isCurrency,
  isPartnerId,
  isWalletId,
  type PartnerId,
  type WalletId,
} from '@sampan/primitives';
import type { Account } from '#ledger';

export const accountKinds = ['bank', 'fee-income', 'fx', 'payable', 'wallet'] as const;

/** In the order of their names. */
export type AccountKind = (typeof accountKinds)[number];

/** What the name of an account says. Of `wallet/…` the currency is the wallet's. */
export type AccountName =
  | { readonly kind: 'wallet'; readonly account: Account; readonly walletId: WalletId }
  | {
      readonly kind: 'payable';
      readonly account: Account;
      readonly partnerId: PartnerId;
      readonly currency: Currency;
    }
  | {
      readonly kind: 'bank' | 'fee-income' | 'fx';
      readonly account: Account;
      readonly currency: Currency;
    };

/** Undefined for a name that no account can have. */
export function accountNamed(name: string): AccountName | undefined {
  const account = name as Account;
  const [kind, first = '', last, ...rest] = name.split('/');
  if (rest.length > 0) return undefined;
  if (kind === 'wallet') {
    return isWalletId(first) && last === undefined ? { kind, account, walletId: first } : undefined;
  }
  if (kind === 'payable') {
    return isPartnerId(first) && last !== undefined && isCurrency(last)
      ? { kind, account, partnerId: first, currency: last }
      : undefined;
  }
  if (kind === 'fx') {
    return last !== undefined && isCurrency(last) && first.split('-').every(isCurrency)
      ? { kind, account, currency: last }
      : undefined;
  }
  if (kind !== 'bank' && kind !== 'fee-income') return undefined;
  return isCurrency(first) && last === undefined ? { kind, account, currency: first } : undefined;
}
