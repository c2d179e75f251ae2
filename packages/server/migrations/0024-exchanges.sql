-- The record of a sandbox: every request with its reply, and every attempt to deliver a notification.
-- Production writes nothing here.

-- One row. Its lock is held until the commit, so numbers become visible in their order.
create table exchange_numbers (
  last bigint not null
);
insert into exchange_numbers values (0);

create table exchanges (
  number bigint primary key,
  -- Found by looking at each row: an index of random ids would cost every payment more.
  exchange_id text not null,
  kind text not null check (kind in ('request', 'notification')),
  at timestamptz not null,
  took_ms integer not null,
  partner_id text,
  service text,
  order_id text,
  trade_id text,
  notify_id text,
  result text not null check (result in ('success', 'refused', 'unknown', 'failed', 'no-answer',
    'acknowledged', 'not-acknowledged', 'never')),
  level text check (level in ('gateway', 'business')),
  code text,
  reason text,
  checks integer not null,
  check_failed boolean not null,
  signed_string text,
  pretended text not null,
  masked text not null,
  method text not null,
  target text not null,
  content_type text,
  body bytea,
  reply_status integer,
  reply_type text,
  reply_body bytea
) with (
  -- Rows of a few kilobytes stay in one piece: compressing them would cost more than a payment's insert.
  toast_tuple_target = 8160
);
