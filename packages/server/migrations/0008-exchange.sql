-- Exchange rates, what a trade comes to for buyer and partner, and the terms of a contract that
-- settle it.

-- CNY for one unit of a currency, as published; the newest of each currency is in effect.
create table exchange_rates (
  currency text not null,
  day date not null,
  time text not null check (time ~ '^([01][0-9]|2[0-3])([0-5][0-9]){2}$'),
  -- Six decimals, ten characters at most, more than nothing.
  rate text not null check (rate ~ '^(0|[1-9][0-9]{0,2})[.][0-9]{6}$' and rate <> '0.000000'),
  imported_at timestamptz not null,
  primary key (currency, day, time)
);

-- The newest rate of each currency in one row, so that a batch reads them all at once. JSON.
create table rates_in_effect (
  id integer primary key check (id = 1),
  rates text not null
);
insert into rates_in_effect values (1, '{}');

-- How often each partner has fetched the file of rates on the newest day on which it did.
create table rate_file_calls (
  partner_id text primary key,
  day date not null,
  calls integer not null check (calls > 0)
);

-- What the price came to when the trade began: for the buyer's wallet (charge) and, before the fee,
-- for the partner (settlement). All null where buyer, price and settlement have one currency.
alter table trades add column charge_currency text;
alter table trades add column charge bigint;
alter table trades add column charge_returned bigint;
alter table trades add column charge_rate text;
alter table trades add column settlement_currency text;
alter table trades add column settlement bigint;
alter table trades add column settlement_returned bigint;
alter table trades add column settlement_rate text;
-- The buyer's currency for one unit of the settlement currency.
alter table trades add column payout_rate text;
-- The fee as it is reckoned in CNY, for standard partners.
alter table trades add column fee_cny bigint;
alter table trades add column fee_cny_returned bigint;
alter table trades add constraint trades_quote check (
  (charge is null) = (settlement is null) and charge > 0 and settlement > 0
  and charge_returned between 0 and charge and settlement_returned between 0 and settlement
  and fee_cny_returned between 0 and fee_cny);

alter table refunds add column charge_currency text;
alter table refunds add column settlement_currency text;
alter table refunds add column charge bigint check (charge >= 0);
alter table refunds add column settlement bigint check (settlement >= 0);
alter table refunds add column fee_cny_returned bigint check (fee_cny_returned >= 0);

-- A fixed fee for each payment in place of the rate; the least that a fee by the rate is.
alter table partners add column fee_fixed bigint check (fee_fixed >= 0);
alter table partners add column fee_minimum bigint check (fee_minimum >= 0);
-- A fee that is not by a rate has none.
alter table trades alter column fee_rate drop not null;
-- Working days after the business day on which it is settled, by which calendars, and the least
-- that is paid out.
alter table partners add column settles_after integer not null default 1
  check (settles_after between 1 and 60);
alter table partners add column calendars text[] not null default '{}';
alter table partners add column settlement_minimum bigint not null default 0
  check (settlement_minimum >= 0);
