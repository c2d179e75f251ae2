import {
  type BusinessDate,
  type Currency,
  type Instant,
  money,
  type PartnerId,
  type PaymentInst,
  rate,
  rateText,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import { type Connection, type RawRow, statement, timestamp, timestampOrNull } from '#database';
import { emptyTotal, type RunningTotal } from '#ledger';
import type { FeeTerms } from './fee.ts';
import type { CalendarName, Funds, Partner } from './partner.ts';
import { countReceipts } from './receipts.postgres.ts';
import { hasTotalLimit, type Receipts } from './receipts.ts';

/** What an operator may change, in the order of `termValues`. */
const termColumns = [
  'name',
  'status',
  'accepts',
  'services',
  'fee_rate',
  'fee_fixed',
  'fee_minimum',
  'refund_returns_fee',
  'refund_period_days',
  'settles_after',
  'calendars',
  'settlement_minimum',
  'payment_limit',
  'day_limit',
  'month_limit',
  'timestamp_expires',
  'pauses_sync_refunds',
  'restricts_cancel',
  'notify_url',
  'changed_at',
] as const;

const allColumns = [
  ...['partner_id', 'contract', 'currency', 'created_at'],
  ...termColumns,
] as const;

/** The columns that `decodePartner` reads. */
const partnerColumns = allColumns.join(', ');

const insert = statement({
  name: 'insert-partner',
  text: `insert into partners (${partnerColumns})
    values (${allColumns.map((_, index) => `$${index + 1}`).join(', ')})`,
});

const update = statement({
  name: 'change-partner',
  text: `update partners
    set ${termColumns.map((column, index) => `${column} = $${index + 2}`).join(', ')}
    where partner_id = $1`,
});

const lock = statement({
  name: 'lock-partner-to-change',
  text: `select ${partnerColumns} from partners where partner_id = $1 for update`,
});

const insertAccount = statement({
  name: 'insert-partner-account',
  text: 'insert into partner_accounts (partner_id, currency) values ($1, $2)',
});

const select = statement({
  name: 'select-partners',
  text: `select ${partnerColumns} from partners where partner_id = any($1::text[])`,
});

/**
 * One statement for both, so that a payment to a partner without limits costs no more. A partner with a
 * day or month limit has a row of receipts; it is locked before all else, so that no two lanes add to
 * the same total.
 */
const selectPartners = statement({
  name: 'select-partners-lock-receipts',
  text: `with locked as (
      select partner_id as receiver, received_on::text as received_on, received_day, received_month
      from partner_receipts where partner_id = any($2::text[])
      order by partner_id for update)
    select ${partnerColumns}, received_on, received_day, received_month
    from partners left join locked on receiver = partner_id
    where partner_id = any($1::text[])`,
});

const selectAll = statement({
  name: 'select-all-partners',
  text: `select ${partnerColumns} from partners order by partner_id`,
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
      partner.contract,
      partner.currency,
      timestamp(partner.createdAt),
      ...termValues(partner),
    ]),
    connection.run(insertAccount, [partner.id, partner.currency]),
    hasTotalLimit(partner) && countReceipts(connection, partner, emptyTotal(partner.currency)),
  ]);
}

/**
 * Changes the terms of a partner and answers it as it is then. Run inside a transaction of the caller's:
 * two changes at the same time are made one after the other. Lanes read the terms without a lock, so a
 * batch that is under way still decides by the old ones. `received` says what counts against a first
 * day or month limit.
 */
export async function changePartner(
  connection: Connection,
  id: PartnerId,
  change: (partner: Partner) => Partner,
  received: (partner: Partner) => Promise<RunningTotal>,
): Promise<Partner | undefined> {
  const [row] = await connection.run(lock, [id]);
  if (!row) return undefined;
  const known = decodePartner(row);
  const changed = change(known);
  await connection.run(update, [id, ...termValues(changed)]);
  if (hasTotalLimit(changed) !== hasTotalLimit(known)) {
    await countReceipts(connection, changed, await received(changed));
  }
  return changed;
}

/** The named partners; those that do not exist are left out. */
export async function readPartners(
  connection: Connection,
  ids: readonly PartnerId[],
): Promise<Partner[]> {
  return (await connection.run(select, [ids])).map(decodePartner);
}

/** The named partners, with the locked receipts of those in `receiving` that have limits. */
export async function loadPartners(
  connection: Connection,
  ids: readonly PartnerId[],
  receiving: readonly PartnerId[],
): Promise<{ readonly partners: readonly Partner[]; readonly receipts: readonly Receipts[] }> {
  const rows = await connection.run(selectPartners, [ids, receiving]);
  return {
    partners: rows.map(decodePartner),
    receipts: rows.filter((row) => row.received_day !== null).map(decodeReceipts),
  };
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
  return rows.map(decodeFunds);
}

export const decodeFunds = (row: RawRow): Funds => ({
  partnerId: row.partner_id as PartnerId,
  currency: row.currency as Currency,
  lane: row.lane as number,
  balance: row.balance as bigint,
});

/** Adds to parts of the funds, or begins them. */
export function storeFunds(connection: Connection, funds: readonly Funds[]): Promise<unknown> {
  return connection.run(storeFundsRows, [
    funds.map(({ partnerId }) => partnerId),
    funds.map(({ currency }) => currency),
    funds.map(({ lane }) => lane),
    funds.map(({ balance }) => balance),
  ]);
}

const termValues = (partner: Partner): readonly unknown[] => [
  partner.name,
  partner.status,
  partner.accepts,
  partner.services ?? null,
  ...feeColumns(partner.fee),
  partner.refundReturnsFee,
  partner.refundPeriodDays,
  partner.settlement.afterDays,
  partner.settlement.calendars,
  partner.settlement.minimum.minor,
  partner.limits.payment?.minor ?? null,
  partner.limits.day?.minor ?? null,
  partner.limits.month?.minor ?? null,
  partner.timestampExpires,
  partner.pausesSyncRefunds,
  partner.restrictsCancel,
  partner.notifyUrl ?? null,
  timestampOrNull(partner.changedAt),
];

/** `fee_rate`, `fee_fixed`, `fee_minimum`. */
const feeColumns = (fee: FeeTerms): readonly unknown[] =>
  fee.by === 'rate' ? [rateText(fee.rate), null, fee.minimum.minor] : ['0', fee.amount.minor, null];

function decodeFee(row: RawRow): FeeTerms {
  const amount = (minor: unknown) => money(row.currency as Currency, minor as bigint);
  if (row.fee_fixed !== null) return { by: 'payment', amount: amount(row.fee_fixed) };
  return { by: 'rate', rate: rate(row.fee_rate as string), minimum: amount(row.fee_minimum ?? 0n) };
}

function decodePartner(row: RawRow): Partner {
  const currency = row.currency as Currency;
  const limit = (minor: unknown) => (minor === null ? undefined : money(currency, minor as bigint));
  return {
    id: row.partner_id as PartnerId,
    name: row.name as string,
    contract: row.contract as Contract,
    currency,
    status: row.status as Partner['status'],
    accepts: row.accepts as PaymentInst[],
    services: (row.services as string[] | null) ?? undefined,
    fee: decodeFee(row),
    refundReturnsFee: row.refund_returns_fee as boolean,
    refundPeriodDays: row.refund_period_days as number,
    settlement: {
      afterDays: row.settles_after as number,
      calendars: row.calendars as CalendarName[],
      minimum: money(currency, row.settlement_minimum as bigint),
    },
    limits: {
      payment: limit(row.payment_limit),
      day: limit(row.day_limit),
      month: limit(row.month_limit),
    },
    timestampExpires: row.timestamp_expires as boolean,
    pausesSyncRefunds: row.pauses_sync_refunds as boolean,
    restrictsCancel: row.restricts_cancel as boolean,
    notifyUrl: (row.notify_url as string | null) ?? undefined,
    createdAt: row.created_at as Instant,
    changedAt: (row.changed_at as Instant | null) ?? undefined,
  };
}

function decodeReceipts(row: RawRow): Receipts {
  const amount = (minor: unknown) => money(row.currency as Currency, minor as bigint);
  return {
    partnerId: row.partner_id as PartnerId,
    total: {
      on: (row.received_on as BusinessDate | null) ?? undefined,
      day: amount(row.received_day),
      month: amount(row.received_month),
    },
  };
}
