-- Money that a buyer moves between a bank account and the wallet. A sandbox settles at once; elsewhere an operator
-- does, who has seen the money at the bank or has sent it.
create table bank_transfers (
  -- Also the id of its entry, so that settling twice books once.
  transfer_id text primary key check (transfer_id ~ '^[0-9]{28}$'),
  wallet_id text not null,
  kind text not null check (kind in ('top-up', 'withdrawal')),
  currency text not null,
  amount bigint not null check (amount > 0),
  -- Accepted: it is being booked, and can not be refused any more except by the books.
  state text not null check (state in ('requested', 'accepted', 'done', 'refused')),
  reason text,
  requested_at timestamptz not null,
  settled_at timestamptz,
  check ((settled_at is not null) = (state in ('done', 'refused')))
);
create index bank_transfers_by_wallet on bank_transfers (wallet_id, transfer_id);
create index bank_transfers_open on bank_transfers (transfer_id) where state in ('requested', 'accepted');
