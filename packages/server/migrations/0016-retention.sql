-- What is not kept for ever is removed in small steps, each of which finds its rows by an index.

-- Orders that were never paid, and the tombstones of orders that never came.
create index trades_unpaid on trades (created_at) where entry_id is null;

-- Those that a wallet has opened at shops' codes: there is a limit to them.
create index trades_unpaid_at_shops on trades (wallet_id, expires_at)
  where product = 'merchant-qr' and entry_id is null;

create index payment_codes_by_end on payment_codes (expires_at);

create index deliveries_ended on deliveries (created_at) where state <> 'waiting';

create index partner_files_by_day on partner_files (day);

-- The day on which a payout order asks the bank to pay; null of orders from before it was stored.
alter table payout_orders add column executed_on date;
