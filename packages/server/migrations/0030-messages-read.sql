-- Until when a buyer has read what has happened to the wallet.
create table messages_read (
  wallet_id text primary key,
  read_until timestamptz not null
) with (fillfactor = 70);
