-- What each account of ours has taken and given up to the end of a closed day, all days before it included: a trial balance
-- adds only what came later. Accounts of wallets and partners have running figures of their own.
create table ledger_sums (
  day date not null,
  account text not null,
  currency text not null,
  debit bigint not null check (debit >= 0),
  credit bigint not null check (credit >= 0),
  primary key (day, account, currency)
);
-- The id of an entry with the bank may be older than the entry, so these are found by their time. No payment is in it.
create index entries_with_bank on entries (booked_at) where kind in ('top-up', 'withdrawal');
