-- The days that are over, what each partner's finance department is told of them, and what was
-- paid out.

-- No transaction is dated this day or earlier any more; every process reads it with its time.
alter table business_clock add column closed_through date;

-- A business day, GMT+8, while it is being closed and after. `cursor` is the last entry taken up.
create table business_days (
  day date primary key,
  cursor text not null,
  items bigint not null check (items >= 0),
  closed_at timestamptz
);

-- One payment, refund or cancel of a partner, as its files tell of it; written when its day is
-- closed, from its entry. Amounts in the settlement currency, before the fee, never negative.
create table settlement_items (
  partner_id text not null,
  day date not null,
  entry_id text not null,
  kind text not null check (kind in ('payment', 'refund', 'cancel', 'reversal')),
  booked_at timestamptz not null,
  partner_trans_id text not null,
  partner_refund_id text,
  trade_id text not null,
  currency text not null,
  amount bigint not null check (amount >= 0),
  fee bigint not null check (fee >= 0),
  -- The same in CNY, for standard partners.
  amount_cny bigint check (amount_cny >= 0),
  fee_cny bigint check (fee_cny >= 0),
  primary key (partner_id, day, entry_id),
  check ((kind = 'refund') = (partner_refund_id is not null))
);
create unique index settlement_items_by_entry on settlement_items (entry_id);

-- The items of a partner's day in sums; a batch settles it as a whole.
create table partner_days (
  partner_id text not null,
  currency text not null,
  day date not null,
  items bigint not null check (items > 0),
  -- Payments less their fees, less what was given back with its fees.
  net bigint not null,
  -- The newest settlement day on which it could not be settled, and waits.
  tried_on date,
  batch_id text,
  primary key (partner_id, currency, day)
);
create index partner_days_unsettled on partner_days (partner_id, currency, day)
  where batch_id is null;
create index partner_days_untried on partner_days (day) where batch_id is null and tried_on is null;

-- What was paid out to a partner on a day: exactly the partner days that name it.
create table settlement_batches (
  partner_id text not null,
  currency text not null,
  settled_on date not null,
  batch_id text not null unique,
  settled_at timestamptz not null,
  items bigint not null check (items > 0),
  net bigint not null check (net >= 0),
  -- None when nothing was left to pay out.
  entry_id text,
  primary key (partner_id, currency, settled_on),
  check ((net = 0) = (entry_id is null))
);
create index settlement_batches_by_day on settlement_batches (settled_on, currency, partner_id);

-- Days on which banks do not pay, and weekend days on which they do.
create table calendar_days (
  calendar text not null,
  day date not null,
  kind text not null check (kind in ('holiday', 'working')),
  name text not null,
  primary key (calendar, day)
);

-- Years of which the known days were put in; what an operator has changed since stays. `final` once
-- the government has arranged the year.
create table calendar_years (
  calendar text not null,
  year integer not null,
  final boolean not null,
  primary key (calendar, year)
);

-- Where a partner's money is paid to.
create table payout_accounts (
  partner_id text primary key,
  holder text not null,
  account text not null,
  bank text,
  changed_at timestamptz not null
);

-- The operator's own accounts, one for each currency, from which partners are paid out.
create table payout_sources (
  currency text primary key,
  holder text not null,
  account text not null,
  bank text,
  changed_at timestamptz not null
);

-- What the bank was told to pay, in one message. Fixed once, with the accounts as they were, so that
-- the message can be made again and no batch is in two.
create table payout_orders (
  settled_on date not null,
  currency text not null,
  number integer not null check (number > 0),
  made_at timestamptz not null,
  holder text not null,
  account text not null,
  bank text,
  primary key (settled_on, currency, number)
);

create table payouts (
  batch_id text primary key,
  settled_on date not null,
  currency text not null,
  number integer not null,
  holder text not null,
  account text not null,
  bank text
);
create index payouts_of_orders on payouts (settled_on, currency, number);
