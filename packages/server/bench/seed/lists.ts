import type pg from 'pg';

/** How many of what the lists of a large installation show. */
export const seeded = { partners: 2_000, wallets: 20_000, days: 100 } as const;

/** The first business day of the trades. */
const firstDay = '2026-03-01';

/**
 * A million trades of a hundred days with all that operators list beside them. Every second trade is of the
 * first partner, every fiftieth of the first wallet; 2 % are closed, 1 % are finished, 0.1 % wait.
 */
export async function seedLists(client: pg.Client, trades: number): Promise<void> {
  await client.query('begin');
  await client.query(insertPartners, [seeded.partners]);
  await client.query(insertWallets, [seeded.wallets]);
  await client.query(insertTrades, [
    trades,
    seeded.days,
    seeded.partners,
    seeded.wallets,
    firstDay,
  ]);
  await client.query(insertDeliveries);
  await client.query(insertDays, [firstDay, seeded.days]);
  await client.query(insertBatches);
  await client.query(insertFiles);
  await client.query('commit');
  await client.query('vacuum analyze');
}

const insertPartners = `insert into partners (partner_id, name, contract, currency, status, accepts, fee_rate,
    refund_returns_fee, refund_period_days, timestamp_expires, created_at)
  select '2088' || lpad(number::text, 12, '0'), 'Partner ' || number, 'hk', 'HKD', 'active',
    '{ALIPAYHK,ALIPAYCN}', '0.006', true, 360, true, '2026-02-01'
  from generate_series(1, $1::integer) as number`;

const insertWallets = `insert into wallets (wallet_id, inst, currency, balance, status, login_id, spent_day,
    spent_month, created_at)
  select '2160' || lpad(number::text, 12, '0'), 'ALIPAYHK', 'HKD', 10000, 'active',
    '852-' || (50000000 + number), 0, 0, '2026-02-01'
  from generate_series(1, $1::integer) as number`;

// Ids count up through the days as the instants do.
const insertTrades = `insert into trades (partner_id, partner_trans_id, trade_id, product, state, currency,
    amount, wallet_id, inst, buyer_login, payment_code, subject, details, created_at, expires_at, paid_at,
    closed_at, closed_by, fee_rate, fee, fee_returned, refunded, refund_reserved, refund_until, entry_id)
  select '2088' || lpad((case when number % 2 = 0 then 1 else 1 + number * 7919 % $3 end)::text, 12, '0'),
    'order-' || number, id, 'barcode', state, 'HKD', 100 + number % 90000,
    '2160' || lpad((case when number % 50 = 1 then 1 else 1 + number * 6101 % $4 end)::text, 12, '0'),
    'ALIPAYHK', '852-****1234', '28' || lpad(number::text, 16, '0'), 'Flat white',
    json_build_object('sellerId', 'cafe', 'quantity', '1', 'terminalId', 'T_' || number % 500,
      'storeName', 'Harbour Coffee ' || number % 50)::text,
    at, case when state = 'waiting' then timestamptz '2040-01-01' else at + interval '3 minutes' end,
    case when is_paid then at end, case when state = 'closed' then at + interval '3 minutes' end,
    case when state = 'closed' then 'timeout' end, case when is_paid then '0.006' end, 1, 0, 0, 0,
    case when is_paid then timestamptz '2040-01-01' end, case when is_paid then id end
  from (select made.*, state in ('paid', 'finished') as is_paid from (select number,
      to_char(day, 'YYYYMMDD') || lpad(number::text, 20, '0') as id,
      (day + place * interval '1 second') at time zone interval '8 hours' as at,
      case when number % 49 = 3 then 'closed' when number % 97 = 5 then 'finished'
        when number % 997 = 7 then 'waiting' else 'paid' end as state
    from (select number::bigint as number,
        $5::date + ((number - 1) * $2::bigint / $1::bigint)::integer + time '00:00' as day,
        number % 80000 as place
      from generate_series(1, $1::bigint) as number) as placed) as made) as stated`;

const insertDeliveries = `insert into deliveries (notify_id, partner_id, trade_id, receiver, url, sign_type,
    charset, fields, state, attempts, step, planned_at, created_at)
  select md5(trade_id), partner_id, trade_id, 'shop.example', 'https://shop.example/notify', 'MD5', 'UTF-8',
    '[["notify_action_type","payByUser"],["out_trade_no","' || partner_trans_id || '"]]',
    'delivered', 1, 1, created_at, created_at from trades where paid_at is not null`;

const insertDays = `with closed as (
    insert into business_days (day, cursor, items, closed_at)
    select $1::date + number, '', 1, $1::date + number + 1 from generate_series(0, $2::integer - 1) as number
    returning day)
  insert into partner_days (partner_id, currency, day, items, net, batch_id, filed)
  select partner_id, currency, day, 10, 12345,
    to_char(day, 'YYYYMMDD') || lpad(right(partner_id, 8), 20, '0'), true from partners, closed`;

const insertBatches = `insert into settlement_batches
    (partner_id, currency, settled_on, batch_id, settled_at, items, net, entry_id, filed)
  select partner_id, currency, day + 1, batch_id, day + 1, items, net, batch_id, true from partner_days`;

const insertFiles = `insert into partner_files (partner_id, name, kind, day, rows, size, sha256, made_at)
  select partner_id, kind || '_' || day, kind, day, 10, 1000, repeat('0', 64), day + 1
  from partner_days, (values ('transaction'), ('settlement')) as kinds (kind)`;
