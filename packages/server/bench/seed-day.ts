import type { BusinessDate } from '@sampan/primitives';
import type pg from 'pg';

/** Which business to make up. */
export interface SeededDay {
  readonly partnerId: string;
  /** A day that is over. */
  readonly day: BusinessDate;
  /** Payments and refunds together; nine in ten are payments. */
  readonly rows: number;
}

/**
 * Books a day of a partner's business set by set, as payments would have: trades with what tills say
 * of them, refunds, and the entries by which a closing finds them. Nothing is seen of it before all is.
 */
export async function seedDay(
  client: pg.Client,
  { partnerId, day, rows }: SeededDay,
): Promise<void> {
  const values = [partnerId, day];
  const payments = Math.ceil(rows * 0.9);
  await client.query('begin');
  await client.query(insertTrades, [...values, payments]);
  await client.query(insertRefunds, [...values, rows - payments]);
  await client.query(insertEntries, values);
  // As the database's own housekeeping would have done in the course of the day.
  await client.query('analyze trades, refunds, entries');
  await client.query('commit');
}

/** Takes a seeded day up as its closing would have, without the time that this takes. */
export async function closeSeededDay(
  client: pg.Client,
  { partnerId, day }: Pick<SeededDay, 'partnerId' | 'day'>,
): Promise<void> {
  const values = [partnerId, day];
  await client.query('begin');
  await client.query(insertItems, values);
  await client.query(insertPartnerDay, values);
  await client.query(insertBusinessDay, [day]);
  await client.query('analyze settlement_items');
  await client.query('commit');
}

const insertItems = `insert into settlement_items (partner_id, day, entry_id, kind, booked_at,
    partner_trans_id, partner_refund_id, trade_id, currency, amount, fee)
  select trade.partner_id, $2::date, entries.entry_id, kind, booked_at, trade.partner_trans_id,
    partner_refund_id, trade.trade_id, trade.currency, coalesce(refund.amount, trade.amount),
    coalesce(refund.fee_returned, trade.fee)
  from entries join trades as trade on trade.trade_id = cause
  left join refunds as refund on refund.partner_id = trade.partner_id and refund.entry_id = entries.entry_id
  where trade.partner_id = $1 and entries.entry_id like to_char($2::date, 'YYYYMMDD') || '%'`;

const insertPartnerDay = `insert into partner_days (partner_id, currency, day, items, net)
  select partner_id, currency, day, count(*),
    sum(case kind when 'payment' then amount - fee else fee - amount end)
  from settlement_items where partner_id = $1 and day = $2 group by partner_id, currency, day`;

const insertBusinessDay = `insert into business_days (day, cursor, items, closed_at)
  values ($1, '', 0, $1::date + 1)
  on conflict (day) do update set closed_at = excluded.closed_at`;

// Ids count up through the day as the instants do.
const insertTrades = `insert into trades (partner_id, partner_trans_id, trade_id, product, state,
    currency, amount, wallet_id, inst, buyer_login, payment_code, subject, details, created_at,
    expires_at, paid_at, fee_rate, fee, fee_returned, refunded, refund_reserved, refund_until,
    entry_id)
  select $1, 'order-' || to_char($2::date, 'YYYYMMDD') || '-' || number, id,
    (array['barcode', 'transaction-qr', 'merchant-qr'])[1 + number % 3], 'paid', 'HKD',
    100 + number % 90000, '21600000' || lpad((number % 1000)::text, 8, '0'), 'ALIPAYHK',
    '852-****' || lpad((number % 10000)::text, 4, '0'), null, 'Flat white',
    json_build_object('sellerId', $1::text, 'quantity', '1', 'memo', 'table ' || number,
      'terminalTimestamp', to_char(at, 'YYYYMMDDHH24MISS'), 'terminalId', 'T_' || number % 500,
      'secondaryMerchantId', 'M_' || number % 50, 'secondaryMerchantName', 'Harbour Coffee',
      'secondaryMerchantIndustry', '5812', 'storeId', 'S_' || number % 50,
      'storeName', 'Harbour Coffee ' || number % 50)::text,
    at, at + interval '1 hour', at, '0.006', 1 + number % 500, 0, 0, 0, at + interval '1 year', id
  from (select number,
      to_char($2::date, 'YYYYMMDD') || lpad(number::text, 20, '0') as id,
      ($2::date::timestamp + number * (interval '23 hours' / $3::integer)) at time zone interval '8 hours' as at
    from generate_series(1, $3::integer) as number) as made`;

const insertRefunds = `insert into refunds (partner_id, partner_refund_id, partner_trans_id, trade_id,
    currency, amount, reason, state, fee_returned, requested_at, done_at, entry_id, nights_missed)
  select partner_id, 'refund-' || partner_trans_id, partner_trans_id, trade_id, currency, 50,
    'too cold', 'done', 0, paid_at, paid_at + interval '30 minutes',
    to_char($2::date, 'YYYYMMDD') || '5' || right(trade_id, 19), 0
  from trades where partner_id = $1 and trade_id like to_char($2::date, 'YYYYMMDD') || '%'
  order by trade_id limit $3`;

const insertEntries = `insert into entries (entry_id, kind, cause, booked_at)
  select entry_id, 'payment', trade_id, paid_at from trades
    where partner_id = $1 and trade_id like to_char($2::date, 'YYYYMMDD') || '%'
  union all
  select entry_id, 'refund', trade_id, done_at from refunds
    where partner_id = $1 and entry_id like to_char($2::date, 'YYYYMMDD') || '%'`;
