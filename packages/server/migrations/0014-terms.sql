-- What an operator agrees with a partner and sets for a wallet, and may change at any time.

-- In the settlement currency; null: no limit.
alter table partners
  add column payment_limit bigint check (payment_limit > 0),
  add column day_limit bigint check (day_limit > 0),
  add column month_limit bigint check (month_limit > 0),
  -- No synchronous refund from 00:00 to 01:30 GMT+8.
  add column pauses_sync_refunds boolean not null default false,
  -- An unpaid order is cancelled on its trade day only, which lasts 15 minutes beyond its creation.
  add column restricts_cancel boolean not null default false,
  -- Stands over the address that a request names.
  add column notify_url text,
  add column changed_at timestamptz;

alter table wallets add column changed_at timestamptz;
