import { addDays, type BusinessDate } from '@sampan/primitives';
import type pg from 'pg';
import { insertHours } from './portal.ts';

/** Which business to make up. */
export interface SeededDay {
  /** They take turns, as do the wallets. */
  readonly partnerIds: readonly string[];
  readonly walletIds: readonly string[];
  /** A day that is over. */
  readonly day: BusinessDate;
  /** Payments and refunds together; nine in ten are payments. */
  readonly rows: number;
}

/**
 * Books a day of partners' business set by set, as payments would have: trades with what tills say of
 * them, refunds, entries with their transfers, and the running figures, so that an audit finds nothing.
 * Nothing is seen of it before all is.
 */
export async function seedDay(
  client: pg.Client,
  { partnerIds, walletIds, day, rows }: SeededDay,
): Promise<void> {
  const payments = Math.ceil(rows * 0.9);
  const refunds = rows - payments;
  await client.query('begin');
  await client.query(insertTrades, [partnerIds, day, payments, walletIds, refunds]);
  for (const text of [insertRefunds, insertEntries, insertTransfers, updateWallets, updateFunds]) {
    await client.query(text, ofDay(partnerIds, day));
  }
  // As the database's own housekeeping would have done in the course of the day.
  await client.query('analyze trades, refunds, entries, transfers');
  await client.query('commit');
}

/** Takes a seeded day up as its closing would have, without the time that this takes. */
export async function closeSeededDay(
  client: pg.Client,
  { partnerIds, day }: Pick<SeededDay, 'partnerIds' | 'day'>,
): Promise<void> {
  await client.query('begin');
  await client.query(insertItems, ofDay(partnerIds, day));
  await client.query(insertPartnerDays, [partnerIds, day]);
  await client.query(insertHours);
  await client.query(insertBusinessDay, [day]);
  await client.query('analyze settlement_items');
  await client.query('commit');
}

/** Ids begin with their day: partners, and where the ids of the day begin and end, so that an index finds them. */
const ofDay = (partnerIds: readonly string[], day: BusinessDate): unknown[] => [
  partnerIds,
  prefix(day),
  prefix(addDays(day, 1)),
];
const prefix = (day: BusinessDate): string => day.replaceAll('-', '');

const dayTrades = `(select * from trades
    where partner_id = any($1::text[]) and trade_id >= $2::text and trade_id < $3::text)`;
const dayRefunds = `(select refunds.*, wallet_id from refunds
    join ${dayTrades} as trades using (partner_id, partner_trans_id))`;

// Ids count up through the day as the instants do.
const insertTrades = `insert into trades (partner_id, partner_trans_id, trade_id, product, state,
    currency, amount, wallet_id, inst, buyer_login, payment_code, subject, details, created_at,
    expires_at, paid_at, fee_rate, fee, fee_returned, refunded, refund_reserved, refund_until,
    entry_id)
  select partner_id, 'order-' || to_char($2::date, 'YYYYMMDD') || '-' || number, id,
    (array['barcode', 'transaction-qr', 'merchant-qr'])[1 + number % 3], 'paid', 'HKD',
    100 + number % 90000, wallet_id, 'ALIPAYHK',
    '852-****' || lpad((number % 10000)::text, 4, '0'), null, 'Flat white',
    json_build_object('sellerId', partner_id, 'quantity', '1', 'memo', 'table ' || number,
      'terminalTimestamp', to_char(at, 'YYYYMMDDHH24MISS'), 'terminalId', 'T_' || number % 500,
      'secondaryMerchantId', 'M_' || number % 50, 'secondaryMerchantName', 'Harbour Coffee',
      'secondaryMerchantIndustry', '5812', 'storeId', 'S_' || number % 50,
      'storeName', 'Harbour Coffee ' || number % 50)::text,
    at, at + interval '1 hour', at, '0.006', 1 + number % 100, 0,
    case when number <= $5::integer then 50 else 0 end, 0, at + interval '1 year', id
  from (select number,
      to_char($2::date, 'YYYYMMDD') || lpad(number::text, 20, '0') as id,
      ($2::date::timestamp + number * (interval '23 hours' / $3::integer)) at time zone interval '8 hours' as at
    from generate_series(1, $3::integer) as number) as made
  join unnest($1::text[]) with ordinality as partner (partner_id, partner_place)
    on partner_place = 1 + number % cardinality($1::text[])
  join unnest($4::text[]) with ordinality as wallet (wallet_id, wallet_place)
    on wallet_place = 1 + number * 6101::bigint % cardinality($4::text[])`;

const insertRefunds = `insert into refunds (partner_id, partner_refund_id, partner_trans_id, trade_id,
    currency, amount, reason, state, fee_returned, requested_at, done_at, entry_id, nights_missed)
  select partner_id, 'refund-' || partner_trans_id, partner_trans_id, trade_id, currency, refunded,
    'too cold', 'done', 0, paid_at, paid_at + interval '30 minutes',
    $2::text || '5' || right(trade_id, 19), 0
  from ${dayTrades} as trades where refunded > 0`;

const insertEntries = `insert into entries (entry_id, kind, cause, booked_at)
  select entry_id, 'payment', trade_id, paid_at from ${dayTrades} as trades
  union all
  select entry_id, 'refund', trade_id, done_at from ${dayRefunds} as refunds`;

const insertTransfers = `insert into transfers (entry_id, position, debit, credit, currency, amount)
  select entry_id, 0, 'wallet/' || wallet_id, 'payable/' || partner_id || '/HKD', 'HKD', amount
  from ${dayTrades} as trades
  union all
  select entry_id, 1, 'payable/' || partner_id || '/HKD', 'fee-income/HKD', 'HKD', fee
  from ${dayTrades} as trades
  union all
  select entry_id, 0, 'payable/' || partner_id || '/HKD', 'wallet/' || wallet_id, 'HKD', amount
  from ${dayRefunds} as refunds`;

const updateWallets = `update wallets set balance = balance - spent
  from (select wallet_id, sum(amount - refunded) as spent from ${dayTrades} as trades
    group by wallet_id) as moved
  where wallets.wallet_id = moved.wallet_id`;

const updateFunds = `insert into partner_funds as funds (partner_id, currency, lane, balance)
  select partner_id, 'HKD', 0, sum(amount - fee - refunded) from ${dayTrades} as trades
  group by partner_id
  on conflict (partner_id, currency, lane) do update set balance = funds.balance + excluded.balance`;

const insertItems = `insert into settlement_items (partner_id, day, entry_id, kind, booked_at,
    partner_trans_id, partner_refund_id, trade_id, currency, amount, fee)
  select trade.partner_id, to_date($2::text, 'YYYYMMDD'), entries.entry_id, kind, booked_at, trade.partner_trans_id,
    partner_refund_id, trade.trade_id, trade.currency, coalesce(refund.amount, trade.amount),
    coalesce(refund.fee_returned, trade.fee)
  from entries join ${dayTrades} as trade on trade.trade_id = cause
  left join refunds as refund on refund.partner_id = trade.partner_id
    and refund.partner_trans_id = trade.partner_trans_id and refund.entry_id = entries.entry_id
  where entries.entry_id >= $2::text and entries.entry_id < $3::text`;

const insertPartnerDays = `insert into partner_days (partner_id, currency, day, items, net)
  select partner_id, currency, day, count(*),
    sum(case kind when 'payment' then amount - fee else fee - amount end)
  from settlement_items where partner_id = any($1::text[]) and day = $2
  group by partner_id, currency, day`;

const insertBusinessDay = `insert into business_days (day, cursor, items, closed_at)
  values ($1, '', 0, $1::date + 1)
  on conflict (day) do update set closed_at = excluded.closed_at`;
