-- What a sandbox pretends. Production has these tables and never reads them.

create table scenarios (
  scenario_id text primary key,
  position integer not null check (position > 0),
  definition text not null,
  magic boolean not null,
  added_at timestamptz not null,
  expires_at timestamptz check (expires_at > added_at),
  uses integer check (uses > 0),
  hits integer not null check (hits >= 0 and (uses is null or hits <= uses)),
  passed integer not null check (passed >= 0),
  -- The newest of each, newest first.
  exchanges text[] not null,
  near_misses text[] not null
);

-- How often a rule of a scenario has met an order. Rule 0 is the one that opens the scenario for its order.
create table scenario_calls (
  partner_id text not null,
  order_id text not null,
  scenario_id text not null references scenarios on delete cascade,
  rule integer not null,
  calls integer not null check (calls > 0),
  primary key (partner_id, order_id, scenario_id, rule)
);

create index scenario_calls_by_scenario on scenario_calls (scenario_id);
