-- Passkeys: keys of a buyer's devices, with which the buyer signs in and confirms instead of typing the PIN.
create table passkeys (
  -- As the device has named it.
  passkey_id text primary key
    check (passkey_id ~ '^[A-Za-z0-9_-]+$' and length(passkey_id) between 16 and 1364),
  wallet_id text not null,
  -- In COSE form, base64url.
  public_key text not null,
  -- Of its uses, as the device counts; it only grows, and stays 0 where a device does not count.
  counter bigint not null check (counter >= 0),
  device text not null,
  added_at timestamptz not null,
  used_at timestamptz
);
create index passkeys_by_wallet on passkeys (wallet_id, passkey_id);

-- What a passkey has to sign next: each counts once, for one purpose.
create table passkey_challenges (
  challenge text primary key,
  -- `sign-in`, `add WALLET` or `pay WALLET TRADE`.
  purpose text not null,
  expires_at timestamptz not null
);
create index passkey_challenges_by_age on passkey_challenges (expires_at);
