-- What a buyer sets for the own wallet, beside the terms of the operator.
alter table wallets
  add column own_password_free_limit bigint check (own_password_free_limit >= 0),
  add column own_payment_limit bigint check (own_payment_limit > 0),
  add column own_day_limit bigint check (own_day_limit > 0),
  add column own_month_limit bigint check (own_month_limit > 0),
  add column codes_paused boolean not null default false,
  -- A frozen wallet that its buyer may unfreeze; otherwise the operator has frozen it.
  add column frozen_by_buyer boolean not null default false;

-- On which device a session is, in a few words.
alter table sessions add column device text not null default '';

-- What the buyer should learn of, that no other table says: a new device, another PIN, a freeze.
create table wallet_events (
  event_id text primary key,
  wallet_id text not null,
  kind text not null,
  happened_at timestamptz not null,
  detail text not null
);
create index wallet_events_by_wallet on wallet_events (wallet_id, event_id);
