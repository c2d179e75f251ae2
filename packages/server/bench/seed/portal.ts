import type pg from 'pg';

/** The first of the days, the last and open one, and how many. */
export const portalDays = { first: '2026-05-01', last: '2026-06-09', count: 40 } as const;
export const portalPartner = '2088000000000001';

/**
 * The history of one large partner: 40 days, the last of them open. 30 % are paid from the mainland's
 * wallets, 15 % at a code on the till and 5 % at a shop's; of 200 shops one has a trade in a hundred
 * thousand; 2 % are refunded in part, 0.5 % are cancelled, 4 % were never paid.
 */
export async function seedPortal(client: pg.Client, trades: number): Promise<void> {
  await client.query('begin');
  await client.query(insertPartner);
  await client.query(insertTrades, [trades, portalDays.count, portalDays.first]);
  await client.query(insertRefunds);
  await client.query(insertItems, [portalDays.last]);
  await client.query(insertDays, [portalDays.last]);
  await client.query(insertHours);
  await client.query(insertUnpaid, [portalDays.last]);
  await client.query('commit');
  await client.query('vacuum analyze');
}

const insertPartner = `insert into partners (partner_id, name, contract, currency, status, accepts,
    fee_rate, refund_returns_fee, refund_period_days, timestamp_expires, created_at)
  values ('${portalPartner}', 'Harbour Tea', 'hk', 'HKD', 'active', '{ALIPAYHK,ALIPAYCN}', '0.006',
    true, 360, true, '2026-02-01')`;

// Ids have the millisecond of their day, as those of a running system.
const insertTrades = `insert into trades (partner_id, partner_trans_id, trade_id, product, state, currency,
    amount, wallet_id, inst, buyer_login, payment_code, subject, details, created_at, expires_at, paid_at,
    closed_at, closed_by, cancel_action, fee_rate, fee, fee_returned, refunded, refund_reserved,
    refund_until, entry_id)
  select '${portalPartner}', 'order-' || number, id, product, state, 'HKD', amount,
    '2160' || lpad((number * 6101 % 20000)::text, 12, '0'), inst, '852-****1234',
    '28' || lpad(number::text, 16, '0'), 'Flat white',
    '{"sellerId":"cafe","quantity":"1","memo":"","orderedAt":"20260501120000","terminalId":"T_' || number % 500
      || '","secondaryMerchantId":"M_1","secondaryMerchantName":"Harbour Tea","secondaryMerchantIndustry":"5812"'
      || ',"storeId":"' || case when number % 100000 = 17 then 'rare' else 'S_' || number * 31 % 1009 % 200 end
      || '","storeName":"Harbour Tea, Pier ' || number % 200 || '"}',
    at, at + interval '3 minutes', case when is_paid then at + interval '1 second' end,
    case when state = 'closed' then at + interval '3 minutes' end,
    case when state = 'closed' then case when is_cancelled then 'cancel' else 'time' end end,
    case when is_cancelled then 'refund' end,
    '0.006', case when is_paid then amount * 6 / 1000 else 0 end,
    case when is_cancelled then amount * 6 / 1000 when is_refunded then amount / 2 * 6 / 1000 else 0 end,
    case when is_refunded then amount / 2 else 0 end, 0,
    case when is_paid then timestamptz '2040-01-01' end, case when is_paid then id end
  from (select made.*,
      to_char(day, 'YYYYMMDD') || lpad((second * 1000)::text, 8, '0') || lpad(number::text, 12, '0') as id,
      (day + second * interval '1 second') at time zone interval '8 hours' as at,
      case when not is_paid or is_cancelled then 'closed' else 'paid' end as state
    from (select number::bigint as number, 100 + number % 90000 as amount,
        $3::date + ((number - 1) * $2::bigint / $1::bigint)::integer + time '00:00' as day,
        (number * $2::bigint * 86400 / $1::bigint) % 86400 as second,
        mixed % 25 <> 3 as is_paid, mixed % 200 = 5 and mixed % 25 <> 3 as is_cancelled,
        mixed % 50 = 7 and mixed % 25 <> 3 as is_refunded,
        case when mixed / 200 % 20 = 9 then 'merchant-qr' when mixed / 200 % 7 = 2 then 'transaction-qr'
          else 'barcode' end as product,
        case when mixed / 40000 % 10 in (1, 4, 8) then 'ALIPAYCN' else 'ALIPAYHK' end as inst
      from (select number, number * 7919 % 1000003 as mixed
        from generate_series(1, $1::bigint) as number) as mixing) as made) as dated`;

const insertUnpaid = `insert into partner_unpaid
  select partner_id, (created_at at time zone interval '8 hours')::date, count(*)
  from trades where entry_id is null and (created_at at time zone interval '8 hours')::date < $1
  group by 1, 2`;

const insertRefunds = `insert into refunds (partner_id, partner_refund_id, partner_trans_id, trade_id, currency,
    amount, reason, state, fee_returned, requested_at, done_at, entry_id)
  select partner_id, 'refund-' || trade_id, partner_trans_id, trade_id, currency, refunded, 'too cold', 'done',
    fee_returned, paid_at, paid_at + interval '1 minute', 'r' || trade_id
  from trades where refunded > 0`;

const insertItems = `insert into settlement_items (partner_id, day, entry_id, kind, booked_at, partner_trans_id,
    partner_refund_id, trade_id, currency, amount, fee)
  select * from (
    select partner_id, ((paid_at at time zone 'UTC') + interval '8 hours')::date as day, entry_id, 'payment',
      paid_at, partner_trans_id, null, trade_id, currency, amount, fee from trades where paid_at is not null
    union all
    select partner_id, ((done_at at time zone 'UTC') + interval '8 hours')::date, entry_id, 'refund', done_at,
      partner_trans_id, partner_refund_id, trade_id, currency, amount, fee_returned from refunds
    union all
    select partner_id, ((closed_at at time zone 'UTC') + interval '8 hours')::date, 'c' || trade_id, 'cancel',
      closed_at, partner_trans_id, null, trade_id, currency, amount, fee
    from trades where cancel_action = 'refund') as booked
  where day < $1`;

const insertDays = `with closed as (
    insert into business_days (day, cursor, items, closed_at)
    select day, '', count(*), day + 1 from settlement_items group by day)
  insert into partner_days (partner_id, currency, day, items, net)
  select partner_id, currency, day, count(*),
    sum(case kind when 'payment' then amount - fee else fee - amount end)
  from settlement_items where day < $1 group by partner_id, currency, day`;

/** As closing a day sums up its hours. */
export const insertHours = `insert into partner_hours
  select items.partner_id, items.day,
    extract(hour from booked_at at time zone interval '8 hours'), trades.inst, items.currency,
    count(*) filter (where kind = 'payment'),
    coalesce(sum(items.amount) filter (where kind = 'payment'), 0),
    coalesce(sum(items.fee) filter (where kind = 'payment'), 0),
    count(*) filter (where kind <> 'payment'),
    coalesce(sum(items.amount) filter (where kind <> 'payment'), 0),
    coalesce(sum(items.fee) filter (where kind <> 'payment'), 0)
  from settlement_items as items join trades on trades.trade_id = items.trade_id
  group by 1, 2, 3, 4, 5
  on conflict do nothing`;
