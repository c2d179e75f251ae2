import {
  type Currency,
  type Instant,
  money,
  type PartnerId,
  type PaymentInst,
  rate,
  rateText,
  secret,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import { type Connection, type RawRow, statement, timestamp } from '#database';
import type { FeeTerms } from './fee.ts';
import type { CalendarName, Funds, Partner } from './partner.ts';

const columns = `partner_id, name, contract, currency, status, md5_key, public_key, accepts, services,
  fee_rate, fee_fixed, fee_minimum, refund_returns_fee, refund_period_days, settles_after, calendars,
  settlement_minimum, timestamp_expires, created_at`;

const insert = statement({
  name: 'insert-partner',
  text: `insert into partners (${columns})
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
});

const insertAccount = statement({
  name: 'insert-partner-account',
  text: 'insert into partner_accounts (partner_id, currency) values ($1, $2)',
});

const select = statement({
  name: 'select-partners',
  text: `select ${columns} from partners where partner_id = any($1::text[])`,
});

const selectAll = statement({
  name: 'select-all-partners',
  text: `select ${columns} from partners order by partner_id`,
});

const lockAccounts = statement({
  name: 'lock-partner-accounts',
  text: `select partner_id from partner_accounts where partner_id = any($1::text[])
    order by partner_id, currency for update`,
});

const lockFunds = statement({
  name: 'lock-partner-funds',
  text: `select partner_id, currency, lane, balance from partner_funds
    where partner_id = any($1::text[]) and (lane = $3 or partner_id = any($2::text[]))
    order by partner_id, currency, lane for update`,
});

const storeFundsRows = statement({
  name: 'store-partner-funds',
  text: `insert into partner_funds (partner_id, currency, lane, balance)
    select * from unnest($1::text[], $2::text[], $3::integer[], $4::bigint[])
    on conflict (partner_id, currency, lane)
      do update set balance = partner_funds.balance + excluded.balance`,
});

/** Adds a partner. Run inside a transaction of the caller's. */
export async function insertPartner(connection: Connection, partner: Partner): Promise<void> {
  await Promise.all([
    connection.run(insert, [
      partner.id,
      partner.name,
      partner.contract,
      partner.currency,
      partner.status,
      partner.md5Key.reveal(),
      partner.publicKey ?? null,
      partner.accepts,
      partner.services ?? null,
      ...feeColumns(partner.fee),
      partner.refundReturnsFee,
      partner.refundPeriodDays,
      partner.settlement.afterDays,
      partner.settlement.calendars,
      partner.settlement.minimum.minor,
      partner.timestampExpires,
      timestamp(partner.createdAt),
    ]),
    connection.run(insertAccount, [partner.id, partner.currency]),
  ]);
}

/** The named partners; those that do not exist are left out. */
export async function readPartners(
  connection: Connection,
  ids: readonly PartnerId[],
): Promise<Partner[]> {
  return (await connection.run(select, [ids])).map(decodePartner);
}

export async function readAllPartners(connection: Connection): Promise<Partner[]> {
  return (await connection.run(selectAll)).map(decodePartner);
}

/**
 * Locks the funds of `partners` that belong to `lane`, and all funds of those of them that are in
 * `whole`, whose account row is locked before.
 */
export async function loadFunds(
  connection: Connection,
  partners: readonly PartnerId[],
  whole: readonly PartnerId[],
  lane: number,
): Promise<Funds[]> {
  const [, rows] = await Promise.all([
    // Sent in this order, so the account rows are locked first.
    whole.length > 0 ? connection.run(lockAccounts, [whole]) : undefined,
    connection.run(lockFunds, [partners, whole, lane]),
  ]);
  return rows.map((row) => ({
    partnerId: row.partner_id as PartnerId,
    currency: row.currency as Currency,
    lane: row.lane as number,
    balance: row.balance as bigint,
  }));
}

/** Adds to parts of the funds, or begins them. */
export function storeFunds(connection: Connection, funds: readonly Funds[]): Promise<unknown> {
  return connection.run(storeFundsRows, [
    funds.map(({ partnerId }) => partnerId),
    funds.map(({ currency }) => currency),
    funds.map(({ lane }) => lane),
    funds.map(({ balance }) => balance),
  ]);
}

/** `fee_rate`, `fee_fixed`, `fee_minimum`. */
const feeColumns = (fee: FeeTerms): readonly unknown[] =>
  fee.by === 'rate' ? [rateText(fee.rate), null, fee.minimum.minor] : ['0', fee.amount.minor, null];

function decodeFee(row: RawRow): FeeTerms {
  const amount = (minor: unknown) => money(row.currency as Currency, minor as bigint);
  if (row.fee_fixed !== null) return { by: 'payment', amount: amount(row.fee_fixed) };
  return { by: 'rate', rate: rate(row.fee_rate as string), minimum: amount(row.fee_minimum ?? 0n) };
}

function decodePartner(row: RawRow): Partner {
  return {
    id: row.partner_id as PartnerId,
    name: row.name as string,
    contract: row.contract as Contract,
    currency: row.currency as Currency,
    status: row.status as Partner['status'],
    md5Key: secret(row.md5_key as string),
    publicKey: (row.public_key as string | null) ?? undefined,
    accepts: row.accepts as PaymentInst[],
    services: (row.services as string[] | null) ?? undefined,
    fee: decodeFee(row),
    refundReturnsFee: row.refund_returns_fee as boolean,
    refundPeriodDays: row.refund_period_days as number,
    settlement: {
      afterDays: row.settles_after as number,
      calendars: row.calendars as CalendarName[],
      minimum: money(row.currency as Currency, row.settlement_minimum as bigint),
    },
    timestampExpires: row.timestamp_expires as boolean,
    createdAt: row.created_at as Instant,
  };
}
