import {
  type BusinessDate,
  type Currency,
  type Instant,
  money,
  type PaymentInst,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { type Connection, type RawRow, statement, timestamp } from '#database';
import type { PaymentCode, Wallet } from './wallet.ts';

/** The columns that `decodeWallet` reads. */
export const walletColumns = `wallet_id, inst, currency, balance, status, login_id, password_free_limit,
  payment_limit, day_limit, month_limit, spent_on::text, spent_day, spent_month, created_at, changed_at`;

const codeColumns = 'code, wallet_id, issued_at, expires_at, trade_id';

const lockCodes = statement({
  name: 'lock-payment-codes',
  text: `select ${codeColumns} from payment_codes where code = any($1::text[]) order by code for update`,
});

const selectWallet = statement({
  name: 'select-wallet',
  text: `select ${walletColumns} from wallets where wallet_id = $1 or login_id = $1`,
});

const insertWalletRows = statement({
  name: 'insert-wallets',
  text: `insert into wallets (wallet_id, inst, currency, balance, status, login_id,
      password_free_limit, payment_limit, day_limit, month_limit, spent_on, spent_day, spent_month,
      created_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[],
      $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::date[], $12::bigint[],
      $13::bigint[], $14::timestamptz[])`,
});

const updateWalletRows = statement({
  name: 'update-wallets',
  text: `update wallets set balance = changed.balance, status = changed.status,
      spent_on = changed.spent_on, spent_day = changed.spent_day, spent_month = changed.spent_month
    from unnest($1::text[], $2::bigint[], $3::text[], $4::date[], $5::bigint[], $6::bigint[])
      as changed (wallet_id, balance, status, spent_on, spent_day, spent_month)
    where wallets.wallet_id = changed.wallet_id`,
});

const useCodes = statement({
  name: 'use-payment-codes',
  text: `update payment_codes set trade_id = used.trade_id
    from unnest($1::text[], $2::text[]) as used (code, trade_id)
    where payment_codes.code = used.code`,
});

const insertCode = statement({
  name: 'insert-payment-code',
  text: `insert into payment_codes (${codeColumns}) values ($1, $2, $3, $4, null)`,
});

const insertCodeWithin = statement({
  name: 'insert-payment-code-within',
  text: `insert into payment_codes (${codeColumns})
    select $1, $2, $3::timestamptz, $4, null
    where (select count(*) from payment_codes where wallet_id = $2 and expires_at > $3) < $5
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
  return (await connection.run(lockCodes, [codes])).map(decodeCode);
}

/** Reads one wallet, without a lock, by its id or its login. */
export async function readWallet(
  connection: Connection,
  idOrLogin: string,
): Promise<Wallet | undefined> {
  const [row] = await connection.run(selectWallet, [idOrLogin]);
  return row && decodeWallet(row);
}

export function storeNewWallets(
  connection: Connection,
  wallets: readonly Wallet[],
): Promise<unknown> {
  return connection.run(insertWalletRows, [
    wallets.map(({ id }) => id),
    wallets.map(({ inst }) => inst),
    wallets.map(({ balance }) => balance.currency),
    wallets.map(({ balance }) => balance.minor),
    wallets.map(({ status }) => status),
    wallets.map(({ loginId }) => loginId),
    wallets.map(({ passwordFreeLimit }) => passwordFreeLimit?.minor ?? null),
    wallets.map(({ paymentLimit }) => paymentLimit?.minor ?? null),
    wallets.map(({ dayLimit }) => dayLimit?.minor ?? null),
    wallets.map(({ monthLimit }) => monthLimit?.minor ?? null),
    wallets.map(({ spending }) => spending.on ?? null),
    wallets.map(({ spending }) => spending.day.minor),
    wallets.map(({ spending }) => spending.month.minor),
    wallets.map(({ createdAt }) => timestamp(createdAt)),
  ]);
}

export function storeChangedWallets(
  connection: Connection,
  wallets: readonly Wallet[],
): Promise<unknown> {
  return connection.run(updateWalletRows, [
    wallets.map(({ id }) => id),
    wallets.map(({ balance }) => balance.minor),
    wallets.map(({ status }) => status),
    wallets.map(({ spending }) => spending.on ?? null),
    wallets.map(({ spending }) => spending.day.minor),
    wallets.map(({ spending }) => spending.month.minor),
  ]);
}

export function storeUsedCodes(
  connection: Connection,
  codes: readonly PaymentCode[],
): Promise<unknown> {
  return connection.run(useCodes, [
    codes.map(({ code }) => code),
    codes.map(({ tradeId }) => tradeId ?? null),
  ]);
}

/** Stores a code that was just issued. */
export async function insertPaymentCode(connection: Connection, code: PaymentCode): Promise<void> {
  const { walletId, issuedAt, expiresAt } = code;
  await connection.run(insertCode, [
    code.code,
    walletId,
    timestamp(issuedAt),
    timestamp(expiresAt),
  ]);
}

/**
 * Stores a code unless its wallet has `max` living ones, used or not; then answers when the first of
 * them ends. Requests at the same instant, on several connections, may all be let in: each
 * connection lets in one beyond the limit at most.
 */
export async function insertPaymentCodeWithin(
  connection: Connection,
  code: PaymentCode,
  max: number,
): Promise<{ readonly fullUntil: Instant } | undefined> {
  const { walletId, issuedAt, expiresAt } = code;
  const times = [timestamp(issuedAt), timestamp(expiresAt)];
  const [stored] = await connection.run(insertCodeWithin, [code.code, walletId, ...times, max]);
  if (stored) return undefined;
  const [row] = await connection.run(firstEnd, [walletId, timestamp(issuedAt)]);
  return { fullUntil: (row?.first_end as Instant | null) ?? issuedAt };
}

export function decodeWallet(row: RawRow): Wallet {
  const currency = row.currency as Currency;
  const amount = (minor: unknown) => money(currency, minor as bigint);
  const limit = (minor: unknown) => (minor === null ? undefined : amount(minor));
  return {
    id: row.wallet_id as WalletId,
    inst: row.inst as PaymentInst,
    balance: amount(row.balance),
    status: row.status as Wallet['status'],
    loginId: row.login_id as string,
    passwordFreeLimit: limit(row.password_free_limit),
    paymentLimit: limit(row.payment_limit),
    dayLimit: limit(row.day_limit),
    monthLimit: limit(row.month_limit),
    spending: {
      on: (row.spent_on as BusinessDate | null) ?? undefined,
      day: amount(row.spent_day),
      month: amount(row.spent_month),
    },
    createdAt: row.created_at as Instant,
    changedAt: (row.changed_at as Instant | null) ?? undefined,
  };
}

function decodeCode(row: RawRow): PaymentCode {
  return {
    code: row.code as string,
    walletId: row.wallet_id as WalletId,
    issuedAt: row.issued_at as Instant,
    expiresAt: row.expires_at as Instant,
    tradeId: (row.trade_id as TradeId | null) ?? undefined,
  };
}
