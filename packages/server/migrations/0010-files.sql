-- The files that partners fetch. Each is made once; its bytes can be made again from what is booked.
create table partner_files (
  partner_id text not null,
  name text not null,
  kind text not null check (kind in ('transaction', 'settlement')),
  -- The business day of the transactions, or the day on which they were settled.
  day date not null,
  rows bigint not null check (rows > 0),
  size bigint not null check (size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null,
  primary key (partner_id, name),
  unique (partner_id, kind, day)
);

-- What still has to be told in a file; noted in the transaction that registers the file.
alter table partner_days add column filed boolean not null default false;
create index partner_days_to_file on partner_days (day) where not filed;
alter table settlement_batches add column filed boolean not null default false;
create index settlement_batches_to_file on settlement_batches (settled_on) where not filed;
