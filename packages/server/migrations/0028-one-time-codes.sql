-- Codes that prove that a person has a phone number: to open a wallet, or to choose another PIN. A row per number
-- that has asked lately, whether or not it has a wallet.
create table one_time_codes (
  -- The digest of the number.
  subject text primary key,
  -- Authenticated with a key of the installation; null once it was used.
  code text,
  sent_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > sent_at),
  tries integer not null check (tries >= 0),
  -- Since when `sends` counts.
  counted_from timestamptz not null,
  sends integer not null check (sends > 0)
) with (fillfactor = 70);
create index one_time_codes_by_age on one_time_codes (sent_at);
