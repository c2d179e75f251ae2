-- The QR products: pre-orders with the code that a merchant shows, static codes that stand for a
-- shop, and the facts that partners are told.

alter table trades add column order_code text;
create unique index trades_by_order_code on trades (order_code) where order_code is not null;

alter table trades drop constraint trades_state;
alter table trades add constraint trades_state
  check (state in ('tombstone', 'pre-ordered', 'waiting', 'paid', 'closed'));
alter table trades drop constraint trades_identity;
alter table trades add constraint trades_identity
  check (state in ('tombstone', 'pre-ordered') or (trade_id is not null and amount > 0));

alter table refunds add column notify text;
alter table refunds add column due_at timestamptz;
alter table refunds add column nights_missed integer not null default 0;
create index refunds_due on refunds (due_at) where state = 'accepted';

-- What has happened and is to be told to a partner; written in the transaction that caused it,
-- taken once by whoever delivers.
create table facts (
  fact_id text primary key,
  partner_id text not null,
  trade_id text not null,
  kind text not null check (kind in ('paid', 'closed', 'refunded', 'finished')),
  happened_at timestamptz not null,
  notify text not null,
  content text not null,
  taken_at timestamptz
);
create index facts_not_taken on facts (fact_id) where taken_at is null;
create index facts_by_trade on facts (trade_id);

-- Static codes that stand for a shop. Partner, secondary merchant and store identify the shop; of
-- the codes that are not deleted, it has at most one with and one without channel fee.

create table merchant_codes (
  code text primary key,
  partner_id text not null,
  secondary_merchant_id text not null,
  store_id text not null,
  has_fee boolean not null,
  status text not null check (status in ('normal', 'stopped', 'deleted')),
  price_currency text not null,
  settlement_currency text not null,
  terms text not null,
  created_at timestamptz not null,
  modified_at timestamptz not null
);
create unique index merchant_codes_of_shop
  on merchant_codes (partner_id, secondary_merchant_id, store_id, has_fee)
  where status <> 'deleted';
create index merchant_codes_by_shop on merchant_codes (partner_id, secondary_merchant_id, store_id);
