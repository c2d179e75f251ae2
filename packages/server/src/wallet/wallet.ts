import {
  add,
  assert,
  type BusinessDate,
  businessDate,
  type Currency,
  type Instant,
  type Money,
  money,
  type PaymentInst,
  subtract,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';

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
  readonly spending: Spending;
  readonly createdAt: Instant;
}

/** What was spent on a day, and in its month up to and with that day. */
export interface Spending {
  readonly on: BusinessDate | undefined;
  readonly day: Money;
  readonly month: Money;
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

export type LimitRefusal = 'payment-limit-exceeded' | 'day-limit-exceeded' | 'month-limit-exceeded';

/** The first of the wallet's limits that a payment of `amount` would exceed. */
export function exceededLimit(
  wallet: Wallet,
  amount: Money,
  now: Instant,
): LimitRefusal | undefined {
  const { paymentLimit, dayLimit, monthLimit } = wallet;
  const { day, month } = spendingOn(wallet, businessDate(now));
  if (paymentLimit && amount.minor > paymentLimit.minor) return 'payment-limit-exceeded';
  if (dayLimit && add(day, amount).minor > dayLimit.minor) return 'day-limit-exceeded';
  if (monthLimit && add(month, amount).minor > monthLimit.minor) return 'month-limit-exceeded';
  return undefined;
}

/** The wallet after a payment, which its balance must allow. */
export function spend(wallet: Wallet, amount: Money, now: Instant): Wallet {
  const { on, day, month } = spendingOn(wallet, businessDate(now));
  const balance = subtract(wallet.balance, amount);
  assert(balance.minor >= 0n, `wallet ${wallet.id} would be overdrawn`);
  return {
    ...wallet,
    balance,
    spending: { on, day: add(day, amount), month: add(month, amount) },
  };
}

/** The wallet after money has come in: a top-up, or a payment given back. */
export const receive = (wallet: Wallet, amount: Money): Wallet => ({
  ...wallet,
  balance: add(wallet.balance, amount),
});

/**
 * What was spent before, as it counts on `today`: nothing of an earlier day, nothing of an earlier
 * month. Two processes' clocks may differ around midnight; a day that has begun does not end again.
 */
function spendingOn({ spending, balance }: Wallet, today: BusinessDate): Spending {
  const none = money(balance.currency, 0n);
  if (spending.on !== undefined && spending.on >= today) return spending;
  const sameMonth = spending.on?.slice(0, 7) === today.slice(0, 7);
  return { on: today, day: none, month: sameMonth ? spending.month : none };
}

/** The currency in which a kind of wallet keeps its money. */
export const currencyOf = (inst: PaymentInst): Currency => (inst === 'ALIPAYHK' ? 'HKD' : 'CNY');
