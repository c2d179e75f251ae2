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
import { addToTotal, exceededTotal, type RunningTotal, totalOn } from '#ledger';
import { limitsOf, type OwnTerms } from './own-terms.ts';

/** A buyer's account, from which payments are taken. */
export interface Wallet {
  readonly id: WalletId;
  readonly inst: PaymentInst;
  readonly balance: Money;
  readonly status: 'active' | 'frozen';
  /** The buyer's full phone number or e-mail address; merchants see it masked. */
  readonly loginId: string;
  /** Above this amount the buyer must confirm with the password; undefined: never. */
  readonly passwordFreeLimit: Money | undefined;
  readonly paymentLimit: Money | undefined;
  readonly dayLimit: Money | undefined;
  readonly monthLimit: Money | undefined;
  /** What the buyer has set besides; the lower limit holds. */
  readonly own: OwnTerms;
  /** Total of payments; refunds do not reduce it. */
  readonly spending: RunningTotal;
  readonly createdAt: Instant;
  /** When an operator last changed the wallet. */
  readonly changedAt: Instant | undefined;
}

/** A one-time code shown by a buyer. */
export interface PaymentCode {
  readonly code: string;
  readonly walletId: WalletId;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** The trade paid with the code; a code is used once. */
  readonly tradeId: TradeId | undefined;
}

/** In order of precedence. */
export const limitRefusals = [
  'payment-limit-exceeded',
  'day-limit-exceeded',
  'month-limit-exceeded',
] as const;
export type LimitRefusal = (typeof limitRefusals)[number];

/** The first of the wallet's limits, the operator's or the buyer's own, that a payment of `amount` would exceed. */
export function exceededLimit(
  wallet: Wallet,
  amount: Money,
  now: Instant,
): LimitRefusal | undefined {
  const limits = limitsOf(wallet);
  if (limits.payment && exceeds(amount, limits.payment)) return 'payment-limit-exceeded';
  const exceeded = exceededTotal(wallet.spending, limits, amount, businessDate(now));
  return exceeded && `${exceeded}-limit-exceeded`;
}

/** The amounts that were paid on the day of `now` and in its month. */
export const spentUntil = ({ spending }: Wallet, now: Instant): RunningTotal =>
  totalOn(spending, businessDate(now));

/** The wallet after a payment, which its balance must cover. */
export function spend(wallet: Wallet, amount: Money, now: Instant): Wallet {
  const balance = subtract(wallet.balance, amount);
  assert(!isNegative(balance), `wallet ${wallet.id} would be overdrawn`);
  return { ...wallet, balance, spending: addToTotal(wallet.spending, amount, businessDate(now)) };
}

/** The wallet after a top-up or refund. */
export const receive = (wallet: Wallet, amount: Money): Wallet => ({
  ...wallet,
  balance: add(wallet.balance, amount),
});

/** The currency of a kind of wallet. */
export const currencyOf = (inst: PaymentInst): Currency => (inst === 'ALIPAYHK' ? 'HKD' : 'CNY');
