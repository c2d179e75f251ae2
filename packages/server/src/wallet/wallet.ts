import {
  add,
  assert,
  businessDate,
  type Currency,
  exceeds,
  type Instant,
  isNegative,
  type Money,
  type PaymentInst,
  subtract,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { addToTotal, exceededTotal, type RunningTotal } from '#ledger';

/** A buyer's account, from which payments are taken. */
export interface Wallet {
  readonly id: WalletId;
  readonly inst: PaymentInst;
  readonly balance: Money;
  readonly status: 'active' | 'frozen';
  /** The buyer's phone or e-mail, whole; the merchant sees it masked. */
  readonly loginId: string;
  /** Above this amount the buyer is asked for the password; undefined: never. */
  readonly passwordFreeLimit: Money | undefined;
  readonly paymentLimit: Money | undefined;
  readonly dayLimit: Money | undefined;
  readonly monthLimit: Money | undefined;
  /** What was paid; money that comes back does not lessen it. */
  readonly spending: RunningTotal;
  readonly createdAt: Instant;
  /** When an operator last changed the wallet. */
  readonly changedAt: Instant | undefined;
}

/** A code that a buyer shows once. */
export interface PaymentCode {
  readonly code: string;
  readonly walletId: WalletId;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** The trade that the code has paid; a code is used once. */
  readonly tradeId: TradeId | undefined;
}

/** In order of precedence. */
export const limitRefusals = [
  'payment-limit-exceeded',
  'day-limit-exceeded',
  'month-limit-exceeded',
] as const;
export type LimitRefusal = (typeof limitRefusals)[number];

/** The first of the wallet's limits that a payment of `amount` would exceed. */
export function exceededLimit(
  wallet: Wallet,
  amount: Money,
  now: Instant,
): LimitRefusal | undefined {
  const { paymentLimit, dayLimit, monthLimit, spending } = wallet;
  if (paymentLimit && exceeds(amount, paymentLimit)) return 'payment-limit-exceeded';
  const limits = { day: dayLimit, month: monthLimit };
  const exceeded = exceededTotal(spending, limits, amount, businessDate(now));
  return exceeded && `${exceeded}-limit-exceeded`;
}

/** The wallet after a payment, which its balance must allow. */
export function spend(wallet: Wallet, amount: Money, now: Instant): Wallet {
  const balance = subtract(wallet.balance, amount);
  assert(!isNegative(balance), `wallet ${wallet.id} would be overdrawn`);
  return { ...wallet, balance, spending: addToTotal(wallet.spending, amount, businessDate(now)) };
}

/** The wallet after money has come in: a top-up, or a payment given back. */
export const receive = (wallet: Wallet, amount: Money): Wallet => ({
  ...wallet,
  balance: add(wallet.balance, amount),
});

/** The currency in which a kind of wallet keeps its money. */
export const currencyOf = (inst: PaymentInst): Currency => (inst === 'ALIPAYHK' ? 'HKD' : 'CNY');
