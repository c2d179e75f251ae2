-- What a partner with a day or month limit has received on a day, and in its month up to that day.
-- Payments to such a partner lock this row; a partner without a limit has none and waits for nothing.
create table partner_receipts (
  partner_id text primary key,
  currency text not null,
  received_on date,
  received_day bigint not null check (received_day >= 0),
  received_month bigint not null check (received_month >= 0)
);
