-- What a partner's portal sums up and lists.

-- The items of a closed day in sums by hour (GMT+8) and kind of wallet: written with the items, from their
-- entries. Amounts in the settlement currency, before the fee.
create table partner_hours (
  partner_id text not null,
  day date not null,
  hour smallint not null check (hour between 0 and 23),
  inst text not null,
  currency text not null,
  payments bigint not null check (payments >= 0),
  paid bigint not null check (paid >= 0),
  fees bigint not null check (fees >= 0),
  refunds bigint not null check (refunds >= 0),
  refunded bigint not null check (refunded >= 0),
  fees_returned bigint not null check (fees_returned >= 0),
  primary key (partner_id, day, hour, inst, currency),
  check (payments + refunds > 0)
);
insert into partner_hours
  select items.partner_id, items.day,
    extract(hour from booked_at at time zone interval '8 hours')::smallint, trades.inst, items.currency,
    count(*) filter (where kind = 'payment'),
    coalesce(sum(items.amount) filter (where kind = 'payment'), 0),
    coalesce(sum(items.fee) filter (where kind = 'payment'), 0),
    count(*) filter (where kind <> 'payment'),
    coalesce(sum(items.amount) filter (where kind <> 'payment'), 0),
    coalesce(sum(items.fee) filter (where kind <> 'payment'), 0)
  from settlement_items as items
  join trades on trades.trade_id = items.trade_id
  group by 1, 2, 3, 4, 5;

-- Trades that began on a closed day and were not paid when it was closed.
create table partner_unpaid (
  partner_id text not null,
  day date not null,
  trades bigint not null check (trades > 0),
  primary key (partner_id, day)
);
insert into partner_unpaid
  select partner_id, (created_at at time zone interval '8 hours')::date, count(*)
  from trades
  where entry_id is null and trade_id is not null
    and (created_at at time zone interval '8 hours')::date
      <= (select max(day) from business_days where closed_at is not null)
  group by 1, 2;

-- Trades of which money went back or will. Few have it, and a payment that keeps its money writes none.
create index trades_returned on trades (partner_id, trade_id)
  where refunded > 0 or refund_reserved > 0 or cancel_action = 'refund';
-- Those that were paid long after they began: a day's other payments are found by the ids of their trades.
create index trades_paid_late on trades (partner_id, paid_at)
  where paid_at - created_at > interval '10 minutes';
create index refunds_by_time on refunds (partner_id, done_at) where state = 'done';

-- Refused requests of partners, by the code that they were answered.
create table refusal_counts (
  partner_id text not null,
  hour timestamptz not null,
  service text not null,
  code text not null,
  count bigint not null check (count > 0),
  primary key (partner_id, hour, service, code)
);
create index refusal_counts_by_age on refusal_counts (hour);

-- What people have done with a trade or a code.
create index staff_log_by_subject on staff_log (partner_id, subject, entry_id)
  where subject is not null;
