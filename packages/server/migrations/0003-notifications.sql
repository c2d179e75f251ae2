-- What partners are told, to whom, and every attempt at telling them.

create table deliveries (
  notify_id text primary key check (notify_id ~ '^[0-9A-Za-z]+$'),
  partner_id text not null,
  trade_id text not null,
  receiver text not null,
  url text not null,
  sign_type text not null,
  charset text not null,
  fields text not null,
  state text not null check (state in ('waiting', 'delivered', 'given-up')),
  attempts integer not null check (attempts >= 0),
  step integer not null check (step between 0 and attempts),
  planned_at timestamptz not null,
  latest_sent_at timestamptz,
  claimed_by integer,
  claimed_until timestamptz,
  created_at timestamptz not null,
  check ((claimed_by is null) = (claimed_until is null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

-- One receiver after the other is asked for what is due, so that none stands in another's way.
create index deliveries_waiting on deliveries (receiver, planned_at) where state = 'waiting';
create index deliveries_by_trade on deliveries (trade_id);
create index deliveries_by_partner on deliveries (partner_id, created_at);

create table delivery_attempts (
  notify_id text not null,
  number integer not null check (number > 0),
  planned_at timestamptz not null,
  sent_at timestamptz not null,
  status integer,
  body text,
  duration_ms integer not null,
  error text,
  primary key (notify_id, number)
);
