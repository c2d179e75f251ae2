import {
  type Currency,
  money,
  type PartnerId,
  type PaymentInst,
  rate,
  rateText,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import {
  bigint,
  boolean,
  type Connection,
  instant,
  integer,
  optional,
  type RawRow,
  type RowOf,
  statement,
  table,
  text,
  texts,
} from '#database';
import { emptyTotal, type RunningTotal } from '#ledger';
import type { FeeTerms } from './fee.ts';
import type { CalendarName, Funds, Partner } from './partner.ts';
import { countReceipts, decodeReceipts } from './receipts.postgres.ts';
import { hasTotalLimit, type Receipts } from './receipts.ts';

/** The columns that an operator may change. */
const terms = {
  name: text(),
  status: text<Partner['status']>(),
  accepts: texts<PaymentInst>(),
  services: optional(texts()),
  fee_rate: text(),
  /** For a fixed fee per payment, which has no rate. */
  fee_fixed: optional(bigint),
  fee_minimum: optional(bigint),
  refund_returns_fee: boolean,
  refund_period_days: integer,
  settles_after: integer,
  calendars: texts<CalendarName>(),
  settlement_minimum: bigint,
  payment_limit: optional(bigint),
  day_limit: optional(bigint),
  month_limit: optional(bigint),
  timestamp_expires: boolean,
  pauses_sync_refunds: boolean,
  restricts_cancel: boolean,
  notify_url: optional(text()),
  changed_at: optional(instant),
};
const termNames = Object.keys(terms) as (keyof typeof terms)[];

const partners = table({
  partner_id: text<PartnerId>(),
  contract: text<Contract>(),
  currency: text<Currency>(),
  created_at: instant,
  ...terms,
});

const funds = table({
  partner_id: text<PartnerId>(),
  currency: text<Currency>(),
  lane: integer,
  balance: bigint,
});

const insert = statement({
  name: 'insert-partner',
  text: `insert into partners (${partners.names()}) values (${partners.placeholders()})`,
});

const update = statement({
  name: 'change-partner',
  text: `update partners set ${partners.set(termNames, 2)} where partner_id = $1`,
});

const lock = statement({
  name: 'lock-partner-to-change',
  text: `select ${partners.names()} from partners where partner_id = $1 for update`,
});

const insertAccount = statement({
  name: 'insert-partner-account',
  text: 'insert into partner_accounts (partner_id, currency) values ($1, $2)',
});

const select = statement({
  name: 'select-partners',
  text: `select ${partners.names()} from partners where partner_id = any($1::text[])`,
});

/**
 * One statement for both, so that payments to partners without limits cost nothing extra. A partner
 * with a day or month limit has a row of receipts; it is locked first, so that no two lanes add to
 * the same total.
 */
const selectPartners = statement({
  name: 'select-partners-lock-receipts',
  text: `with locked as (
      select partner_id as receiver, received_on::text as received_on, received_day, received_month
      from partner_receipts where partner_id = any($2::text[])
      order by partner_id for update)
    select ${partners.names()}, received_on, received_day, received_month
    from partners left join locked on receiver = partner_id
    where partner_id = any($1::text[])`,
});

const list = statement({
  name: 'list-partners',
  text: `select ${partners.names()} from partners
    where partner_id > $1 order by partner_id limit $2`,
});

const lockAccounts = statement({
  name: 'lock-partner-accounts',
  text: `select partner_id from partner_accounts where partner_id = any($1::text[])
    order by partner_id, currency for update`,
});

const lockFunds = statement({
  name: 'lock-partner-funds',
  text: `select ${funds.names()} from partner_funds
    where partner_id = any($1::text[]) and (lane = $3 or partner_id = any($2::text[]))
    order by partner_id, currency, lane for update`,
});

const storeFundsRows = statement({
  name: 'store-partner-funds',
  text: `insert into partner_funds (${funds.names()}) ${funds.given()}
    on conflict (partner_id, currency, lane)
      do update set balance = partner_funds.balance + excluded.balance`,
});

/** Adds a partner. Runs in the caller's transaction. */
export async function insertPartner(connection: Connection, partner: Partner): Promise<void> {
  await Promise.all([
    connection.run(insert, partners.values(rowOf(partner))),
    connection.run(insertAccount, [partner.id, partner.currency]),
    hasTotalLimit(partner) && countReceipts(connection, partner, emptyTotal(partner.currency)),
  ]);
}

/**
 * Changes a partner's terms and returns the changed partner. Runs in the caller's transaction;
 * concurrent changes are serialised. Lanes read the terms without a lock, so a running batch still
 * uses the old ones. `received` is the initial total for a first day or month limit.
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
  await connection.run(update, [id, ...partners.values(rowOf(changed), termNames)]);
  if (hasTotalLimit(changed) !== hasTotalLimit(known)) {
    await countReceipts(connection, changed, await received(changed));
  }
  return changed;
}

/** The given partners; unknown ones are left out. */
export async function readPartners(
  connection: Connection,
  ids: readonly PartnerId[],
): Promise<Partner[]> {
  return (await connection.run(select, [ids])).map(decodePartner);
}

/** The given partners, with the locked receipts of those in `receiving` that have limits. */
export async function loadPartners(
  connection: Connection,
  ids: readonly PartnerId[],
  receiving: readonly PartnerId[],
): Promise<{ readonly partners: readonly Partner[]; readonly receipts: readonly Receipts[] }> {
  if (ids.length === 0) return { partners: [], receipts: [] };
  const rows = await connection.run(selectPartners, [ids, receiving]);
  return {
    partners: rows.map(decodePartner),
    receipts: rows.filter((row) => row.received_day !== null).map(decodeReceipts),
  };
}

/** A page of partners by id: at most `limit` after `after` (keyset pagination). */
export async function listPartners(
  connection: Connection,
  after: PartnerId | undefined,
  limit: number,
): Promise<Partner[]> {
  return (await connection.run(list, [after ?? '', limit])).map(decodePartner);
}

/**
 * Locks the funds of `partners` that belong to `lane`, and all funds of partners in `whole`, whose
 * account row is locked before.
 */
export async function loadFunds(
  connection: Connection,
  partners: readonly PartnerId[],
  whole: readonly PartnerId[],
  lane: number,
): Promise<Funds[]> {
  const [, rows] = await Promise.all([
    // Statements run in this order, so the account rows are locked first.
    whole.length > 0 ? connection.run(lockAccounts, [whole]) : undefined,
    connection.run(lockFunds, [partners, whole, lane]),
  ]);
  return rows.map(decodeFunds);
}

export function decodeFunds(raw: RawRow): Funds {
  const { partner_id, currency, lane, balance } = funds.read(raw);
  return { partnerId: partner_id, currency, lane, balance };
}

/** Adds to parts of the funds, or creates them. */
export const storeFunds = (connection: Connection, parts: readonly Funds[]): Promise<unknown> =>
  connection.run(
    storeFundsRows,
    funds.lists(parts.map(({ partnerId, ...part }) => ({ partner_id: partnerId, ...part }))),
  );

const rowOf = (partner: Partner): RowOf<typeof partners> => ({
  partner_id: partner.id,
  contract: partner.contract,
  currency: partner.currency,
  created_at: partner.createdAt,
  name: partner.name,
  status: partner.status,
  accepts: partner.accepts,
  services: partner.services,
  ...feeRow(partner.fee),
  refund_returns_fee: partner.refundReturnsFee,
  refund_period_days: partner.refundPeriodDays,
  settles_after: partner.settlement.afterDays,
  calendars: partner.settlement.calendars,
  settlement_minimum: partner.settlement.minimum.minor,
  payment_limit: partner.limits.payment?.minor,
  day_limit: partner.limits.day?.minor,
  month_limit: partner.limits.month?.minor,
  timestamp_expires: partner.timestampExpires,
  pauses_sync_refunds: partner.pausesSyncRefunds,
  restricts_cancel: partner.restrictsCancel,
  notify_url: partner.notifyUrl,
  changed_at: partner.changedAt,
});

const feeRow = (fee: FeeTerms) =>
  fee.by === 'rate'
    ? { fee_rate: rateText(fee.rate), fee_fixed: undefined, fee_minimum: fee.minimum.minor }
    : { fee_rate: '0', fee_fixed: fee.amount.minor, fee_minimum: undefined };

function feeOf(row: RowOf<typeof partners>): FeeTerms {
  const amount = (minor: bigint) => money(row.currency, minor);
  if (row.fee_fixed !== undefined) return { by: 'payment', amount: amount(row.fee_fixed) };
  return { by: 'rate', rate: rate(row.fee_rate), minimum: amount(row.fee_minimum ?? 0n) };
}

function decodePartner(raw: RawRow): Partner {
  const row = partners.read(raw);
  const amount = (minor: bigint) => money(row.currency, minor);
  const limit = (minor: bigint | undefined) => (minor === undefined ? undefined : amount(minor));
  return {
    id: row.partner_id,
    name: row.name,
    contract: row.contract,
    currency: row.currency,
    status: row.status,
    accepts: row.accepts,
    services: row.services,
    fee: feeOf(row),
    refundReturnsFee: row.refund_returns_fee,
    refundPeriodDays: row.refund_period_days,
    settlement: {
      afterDays: row.settles_after,
      calendars: row.calendars,
      minimum: amount(row.settlement_minimum),
    },
    limits: {
      payment: limit(row.payment_limit),
      day: limit(row.day_limit),
      month: limit(row.month_limit),
    },
    timestampExpires: row.timestamp_expires,
    pausesSyncRefunds: row.pauses_sync_refunds,
    restrictsCancel: row.restricts_cancel,
    notifyUrl: row.notify_url,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
