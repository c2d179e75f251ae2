-- What this database is for. Written once, at the first start; production never serves a sandbox's data,
-- nor the other way round. The server's role may only read it.
create table installation (
  id integer primary key check (id = 1),
  mode text not null check (mode in ('sandbox', 'production')),
  decided_at timestamptz not null
);
