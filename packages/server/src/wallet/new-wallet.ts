import { type Money, type PaymentInst, type Random, type WalletId, zero } from '@sampan/primitives';
import { emptyTotal } from '#ledger';
import { noOwnTerms } from './own-terms.ts';
import { currencyOf, type Wallet } from './wallet.ts';

/** An operator's data of a new wallet; everything else has a default. */
export interface NewWallet {
  readonly inst: PaymentInst;
  readonly balance?: Money;
  /** A phone number or e-mail address; generated if missing. */
  readonly loginId?: string;
  readonly passwordFreeLimit?: Money;
  readonly paymentLimit?: Money;
  readonly dayLimit?: Money;
  readonly monthLimit?: Money;
}

/** A wallet with a new id: 2160… in Hong Kong, 2088… for the mainland. No limits unless given. */
export function newWallet(given: NewWallet, random: Random): Omit<Wallet, 'createdAt'> {
  const currency = currencyOf(given.inst);
  const isHongKong = given.inst === 'ALIPAYHK';
  return {
    id: `${isHongKong ? '2160' : '2088'}${random.digits(12)}` as WalletId,
    inst: given.inst,
    balance: given.balance ?? zero(currency),
    status: 'active',
    loginId: given.loginId ?? (isHongKong ? `852-${random.digits(8)}` : `13${random.digits(9)}`),
    passwordFreeLimit: given.passwordFreeLimit,
    paymentLimit: given.paymentLimit,
    dayLimit: given.dayLimit,
    monthLimit: given.monthLimit,
    own: noOwnTerms,
    spending: emptyTotal(currency),
    changedAt: undefined,
  };
}
