-- Buyers who sign in: their PINs, the tries against them, and the sessions of their devices.

-- The PIN as scrypt left it, with the salt and the cost that went in.
create table wallet_pins (
  wallet_id text primary key,
  pin text not null,
  set_at timestamptz not null
);

-- Tries since the last right one, of a wallet or of a login that nobody has. Every process counts
-- here, before it looks whether the PIN is right.
create table pin_tries (
  subject text primary key,
  tries integer not null check (tries >= 0),
  tried_at timestamptz not null,
  locked_until timestamptz
) with (fillfactor = 70);
create index pin_tries_of_nobody on pin_tries (tried_at) where subject like 'nobody/%';

-- Only the digest of a session's token is kept: whoever reads this table can use none of them.
create table sessions (
  token_hash text primary key,
  wallet_id text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
) with (fillfactor = 80);
create index sessions_by_wallet on sessions (wallet_id);
