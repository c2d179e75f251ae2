-- Business time, the ledger, partners, wallets and the trades between them.

create table business_clock (
  id integer primary key check (id = 1),
  offset_ms bigint not null check (offset_ms >= 0)
);
insert into business_clock values (1, 0);

-- The system's own RSA keys, with which replies and notifications are signed.
create table platform_keys (
  id integer primary key check (id = 1),
  private_key text not null,
  public_key text not null
);

-- An entry is all that one cause books; nothing in it is ever changed.
create table entries (
  entry_id text primary key,
  kind text not null,
  cause text not null,
  booked_at timestamptz not null
);

create table transfers (
  entry_id text not null,
  position smallint not null,
  debit text not null,
  credit text not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  primary key (entry_id, position),
  check (debit <> credit)
);

create table partners (
  partner_id text primary key check (partner_id ~ '^2088[0-9]{12}$'),
  name text not null,
  contract text not null check (contract in ('hk', 'global')),
  currency text not null,
  status text not null check (status in ('active', 'suspended')),
  md5_key text not null,
  public_key text,
  accepts text[] not null,
  services text[],
  fee_rate text not null,
  refund_returns_fee boolean not null,
  refund_period_days integer not null check (refund_period_days > 0),
  timestamp_expires boolean not null,
  created_at timestamptz not null
);

-- Locked first by whatever takes from a partner's receipts: refunds, cancels, settlement.
create table partner_accounts (
  partner_id text not null,
  currency text not null,
  primary key (partner_id, currency)
);

-- What the partner is owed and has not been paid out, in one part for each lane.
create table partner_funds (
  partner_id text not null,
  currency text not null,
  lane integer not null,
  balance bigint not null,
  primary key (partner_id, currency, lane)
);

create table wallets (
  wallet_id text primary key check (wallet_id ~ '^(2088|2160)[0-9]{12}$'),
  inst text not null check (inst in ('ALIPAYHK', 'ALIPAYCN')),
  currency text not null,
  balance bigint not null check (balance >= 0),
  status text not null check (status in ('active', 'frozen')),
  login_id text not null unique,
  password_free_limit bigint check (password_free_limit >= 0),
  payment_limit bigint check (payment_limit >= 0),
  day_limit bigint check (day_limit >= 0),
  month_limit bigint check (month_limit >= 0),
  spent_on date,
  spent_day bigint not null check (spent_day >= 0),
  spent_month bigint not null check (spent_month >= 0),
  created_at timestamptz not null
) with (fillfactor = 70);

create table payment_codes (
  code text primary key check (code ~ '^(2[5-9]|30)[0-9]{14,22}$'),
  wallet_id text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  trade_id text
) with (fillfactor = 80);

-- One key space for every order of a partner: payments, pre-orders, and the tombstone that the
-- cancel of an unknown order leaves, so that a payment that arrives late is refused.
create table trades (
  partner_id text not null,
  partner_trans_id text not null,
  trade_id text,
  product text not null,
  state text not null
    constraint trades_state check (state in ('tombstone', 'waiting', 'paid', 'closed')),
  currency text not null,
  amount bigint not null check (amount >= 0),
  wallet_id text,
  inst text,
  buyer_login text,
  payment_code text,
  subject text not null,
  details text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  paid_at timestamptz,
  closed_at timestamptz,
  closed_by text,
  cancel_action text,
  cancel_service text,
  fee_rate text not null,
  fee bigint not null check (fee >= 0),
  fee_returned bigint not null check (fee_returned between 0 and fee),
  refunded bigint not null check (refunded >= 0),
  refund_reserved bigint not null check (refund_reserved >= 0),
  refund_until timestamptz,
  entry_id text,
  primary key (partner_id, partner_trans_id),
  constraint trades_refunds check (refunded + refund_reserved <= amount),
  constraint trades_identity
    check (state = 'tombstone' or (trade_id is not null and amount > 0)),
  constraint trades_payment check ((paid_at is null) = (entry_id is null))
) with (fillfactor = 85);
create unique index trades_by_trade_id on trades (trade_id);
create index trades_by_wallet on trades (wallet_id, trade_id);

create table refunds (
  partner_id text not null,
  partner_refund_id text not null,
  partner_trans_id text not null,
  trade_id text not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  reason text not null,
  state text not null check (state in ('accepted', 'done', 'failed')),
  fee_returned bigint not null check (fee_returned >= 0),
  requested_at timestamptz not null,
  done_at timestamptz,
  entry_id text,
  primary key (partner_id, partner_refund_id),
  check ((state = 'done') = (entry_id is not null)),
  check ((state = 'done') = (done_at is not null))
);
create index refunds_by_trade on refunds (partner_id, partner_trans_id);
