import {
  type Currency,
  type Instant,
  money,
  type PaymentInst,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import {
  bigint,
  boolean,
  type Connection,
  date,
  instant,
  optional,
  type RawRow,
  type RowOf,
  statement,
  table,
  text,
} from '#database';
import type { PaymentCode, Wallet } from './wallet.ts';

export const wallets = table({
  wallet_id: text<WalletId>(),
  inst: text<PaymentInst>(),
  currency: text<Currency>(),
  balance: bigint,
  status: text<Wallet['status']>(),
  login_id: text(),
  password_free_limit: optional(bigint),
  payment_limit: optional(bigint),
  day_limit: optional(bigint),
  month_limit: optional(bigint),
  own_password_free_limit: optional(bigint),
  own_payment_limit: optional(bigint),
  own_day_limit: optional(bigint),
  own_month_limit: optional(bigint),
  codes_paused: boolean,
  frozen_by_buyer: boolean,
  spent_on: optional(date),
  spent_day: bigint,
  spent_month: bigint,
  created_at: instant,
  changed_at: optional(instant),
});

const paymentCodes = table({
  code: text(),
  wallet_id: text<WalletId>(),
  issued_at: instant,
  expires_at: instant,
  trade_id: optional(text<TradeId>()),
});

const lockCodes = statement({
  name: 'lock-payment-codes',
  text: `select ${paymentCodes.names()} from payment_codes where code = any($1::text[]) order by code for update`,
});

const selectWallet = statement({
  name: 'select-wallet',
  text: `select ${wallets.selected()} from wallets where wallet_id = $1 or login_id = $1`,
});

const list = statement({
  name: 'list-wallets',
  text: `select ${wallets.selected()} from wallets
    where wallet_id > $1 order by wallet_id limit $2`,
});

const insertWallets = statement({
  name: 'insert-wallets',
  text: `insert into wallets (${wallets.names()}) ${wallets.given()}`,
});

/** The columns that payments and refunds change; the others belong to the operator and the buyer. */
const changing = ['balance', 'status', 'spent_on', 'spent_day', 'spent_month'] as const;
const changed = ['wallet_id', ...changing] as const;

const updateWallets = statement({
  name: 'update-wallets',
  text: `update wallets set ${wallets.assignments(changing)} from ${wallets.changes(changed)}
    where wallets.wallet_id = new.wallet_id`,
});

const useCodes = statement({
  name: 'use-payment-codes',
  text: `update payment_codes set trade_id = new.trade_id
    from ${paymentCodes.changes(['code', 'trade_id'])} where payment_codes.code = new.code`,
});

const insertCode = statement({
  name: 'insert-payment-code',
  text: `insert into payment_codes (${paymentCodes.names()}) values ($1, $2, $3, $4, null)`,
});

const insertCodeWithin = statement({
  name: 'insert-payment-code-within',
  text: `insert into payment_codes (${paymentCodes.names()})
    select $1, $2, $3::timestamptz, $4, null
    where (select count(*) from payment_codes where wallet_id = $2 and expires_at > $6) < $5
    returning code`,
});

const firstEnd = statement({
  name: 'select-first-end-of-payment-codes',
  text: `select min(expires_at) as first_end from payment_codes
    where wallet_id = $1 and expires_at > $2`,
});

export async function loadCodes(
  connection: Connection,
  codes: readonly string[],
): Promise<PaymentCode[]> {
  if (codes.length === 0) return [];
  return (await connection.run(lockCodes, [codes])).map(decodeCode);
}

/** Reads one wallet, without a lock, by id or login. */
export async function readWallet(
  connection: Connection,
  idOrLogin: string,
): Promise<Wallet | undefined> {
  const [row] = await connection.run(selectWallet, [idOrLogin]);
  return row && decodeWallet(row);
}

/** A page of wallets by id: at most `limit` after `after` (keyset pagination). */
export async function listWallets(
  connection: Connection,
  after: WalletId | undefined,
  limit: number,
): Promise<Wallet[]> {
  return (await connection.run(list, [after ?? '', limit])).map(decodeWallet);
}

export const storeNewWallets = (
  connection: Connection,
  added: readonly Wallet[],
): Promise<unknown> => connection.run(insertWallets, wallets.lists(added.map(walletRow)));

export const storeChangedWallets = (
  connection: Connection,
  replaced: readonly Wallet[],
): Promise<unknown> =>
  connection.run(updateWallets, wallets.lists(replaced.map(walletRow), changed));

export const storeUsedCodes = (
  connection: Connection,
  used: readonly PaymentCode[],
): Promise<unknown> =>
  connection.run(useCodes, paymentCodes.lists(used.map(codeRow), ['code', 'trade_id']));

/** Stores a newly issued code. */
export async function insertPaymentCode(connection: Connection, code: PaymentCode): Promise<void> {
  const { walletId, issuedAt, expiresAt } = code;
  await connection.run(insertCode, [code.code, walletId, issuedAt, expiresAt]);
}

/**
 * Stores a code unless its wallet has `max` unexpired ones, used or not; then returns when the first of
 * them expires. Concurrent requests on several connections may each add one beyond the limit.
 */
export async function insertPaymentCodeWithin(
  connection: Connection,
  code: PaymentCode,
  max: number,
  now: Instant,
): Promise<{ readonly fullUntil: Instant } | undefined> {
  const { walletId, issuedAt, expiresAt } = code;
  const times = [issuedAt, expiresAt];
  const given = [code.code, walletId, ...times, max, now];
  const [stored] = await connection.run(insertCodeWithin, given);
  if (stored) return undefined;
  const [row] = await connection.run(firstEnd, [walletId, now]);
  return { fullUntil: (row?.first_end as Instant | null) ?? now };
}

const walletRow = (wallet: Wallet): RowOf<typeof wallets> => ({
  wallet_id: wallet.id,
  inst: wallet.inst,
  currency: wallet.balance.currency,
  balance: wallet.balance.minor,
  status: wallet.status,
  login_id: wallet.loginId,
  password_free_limit: wallet.passwordFreeLimit?.minor,
  payment_limit: wallet.paymentLimit?.minor,
  day_limit: wallet.dayLimit?.minor,
  month_limit: wallet.monthLimit?.minor,
  own_password_free_limit: wallet.own.limits.passwordFree?.minor,
  own_payment_limit: wallet.own.limits.payment?.minor,
  own_day_limit: wallet.own.limits.day?.minor,
  own_month_limit: wallet.own.limits.month?.minor,
  codes_paused: wallet.own.codesPaused,
  frozen_by_buyer: wallet.own.frozen,
  spent_on: wallet.spending.on,
  spent_day: wallet.spending.day.minor,
  spent_month: wallet.spending.month.minor,
  created_at: wallet.createdAt,
  changed_at: wallet.changedAt,
});

export function decodeWallet(raw: RawRow): Wallet {
  const row = wallets.read(raw);
  const amount = (minor: bigint) => money(row.currency, minor);
  const limit = (minor: bigint | undefined) => (minor === undefined ? undefined : amount(minor));
  return {
    id: row.wallet_id,
    inst: row.inst,
    balance: amount(row.balance),
    status: row.status,
    loginId: row.login_id,
    passwordFreeLimit: limit(row.password_free_limit),
    paymentLimit: limit(row.payment_limit),
    dayLimit: limit(row.day_limit),
    monthLimit: limit(row.month_limit),
    own: {
      limits: {
        passwordFree: limit(row.own_password_free_limit),
        payment: limit(row.own_payment_limit),
        day: limit(row.own_day_limit),
        month: limit(row.own_month_limit),
      },
      codesPaused: row.codes_paused,
      frozen: row.frozen_by_buyer,
    },
    spending: {
      on: row.spent_on,
      day: amount(row.spent_day),
      month: amount(row.spent_month),
    },
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

const codeRow = (code: PaymentCode): RowOf<typeof paymentCodes> => ({
  code: code.code,
  wallet_id: code.walletId,
  issued_at: code.issuedAt,
  expires_at: code.expiresAt,
  trade_id: code.tradeId,
});

function decodeCode(raw: RawRow): PaymentCode {
  const row = paymentCodes.read(raw);
  return {
    code: row.code,
    walletId: row.wallet_id,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    tradeId: row.trade_id,
  };
}
