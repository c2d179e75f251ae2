import {
  type Currency,
  isCurrency,
  isPartnerId,
  isWalletId,
  type PartnerId,
  type WalletId,
} from '@sampan/primitives';
import {
  type Account,
  bankAccount,
  feeIncomeAccount,
  fxAccount,
  payableAccount,
  walletAccount,
} from '#ledger';

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
  const parsed = parsedName(name);
  // Only one spelling is the account's.
  return parsed?.account === name ? parsed : undefined;
}

function parsedName(name: string): AccountName | undefined {
  const [kind, first = '', last = ''] = name.split('/');
  switch (kind) {
    case 'wallet':
      return isWalletId(first)
        ? { kind, account: walletAccount(first), walletId: first }
        : undefined;
    case 'payable':
      return isPartnerId(first) && isCurrency(last)
        ? { kind, account: payableAccount(first, last), partnerId: first, currency: last }
        : undefined;
    case 'fx': {
      const [one = '', two = ''] = first.split('-');
      const other = one === last ? two : one;
      return isCurrency(last) && isCurrency(other)
        ? { kind, account: fxAccount(last, other), currency: last }
        : undefined;
    }
    case 'bank':
      return isCurrency(first) ? { kind, account: bankAccount(first), currency: first } : undefined;
    case 'fee-income':
      return isCurrency(first)
        ? { kind, account: feeIncomeAccount(first), currency: first }
        : undefined;
    default:
      return undefined;
  }
}
