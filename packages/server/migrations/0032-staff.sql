-- The people who sign in to the portal, for their partner, and to the console, as operators.
create table staff_members (
  member_id text primary key,
  -- Null for an operator.
  partner_id text,
  -- In lower case.
  login text not null check (login = lower(login) and login <> ''),
  name text not null check (name <> ''),
  role text not null check (role in ('owner', 'finance', 'developer', 'supervisor', 'operator')),
  status text not null check (status in ('invited', 'active', 'left')),
  -- As a scrypt hash; of an active person only.
  password text,
  password_set_at timestamptz,
  -- For one-time codes of an app: sealed, in use and not yet in use; the newest step that has counted.
  totp_key text check (totp_key ~ '^v1[.][0-9a-f]{16}[.]'),
  totp_begun text check (totp_begun ~ '^v1[.][0-9a-f]{16}[.]'),
  totp_step bigint,
  -- The digest of the token of an invitation that was not accepted yet.
  invitation text,
  invitation_ends_at timestamptz,
  -- The name of who has invited.
  invited_by text,
  seen_at timestamptz,
  created_at timestamptz not null,
  check ((partner_id is null) = (role = 'operator')),
  check ((status = 'active') = (password is not null)),
  check ((password is null) = (password_set_at is null)),
  check ((invitation is null) = (invitation_ends_at is null)),
  check (status <> 'left' or (invitation is null and totp_key is null and totp_begun is null))
) with (fillfactor = 70);
-- Who has left leaves the login to another person.
create unique index staff_members_by_login on staff_members (login, (partner_id is null)) where status <> 'left';
create unique index staff_members_by_invitation on staff_members (invitation) where invitation is not null;
create index staff_members_by_partner on staff_members (partner_id, member_id);

create table staff_sessions (
  token_hash text primary key,
  member_id text not null,
  device text not null,
  -- Whether it was begun, or confirmed, with more than a password.
  second_factor boolean not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- Without use.
  expires_at timestamptz not null,
  -- With use.
  ends_at timestamptz not null
) with (fillfactor = 70);
create index staff_sessions_by_member on staff_sessions (member_id, token_hash);

create table staff_recovery_codes (
  member_id text not null,
  -- Authenticated with a key of the installation.
  code text not null,
  primary key (member_id, code)
);

create table staff_passkeys (
  passkey_id text primary key
    check (passkey_id ~ '^[A-Za-z0-9_-]+$' and length(passkey_id) between 16 and 1364),
  member_id text not null,
  public_key text not null,
  counter bigint not null check (counter >= 0),
  device text not null,
  added_at timestamptz not null,
  used_at timestamptz
);
create index staff_passkeys_by_member on staff_passkeys (member_id, passkey_id);

create table staff_passkey_challenges (
  challenge text primary key,
  purpose text not null,
  expires_at timestamptz not null
);
create index staff_passkey_challenges_by_age on staff_passkey_challenges (expires_at);

-- What the people of a partner have changed. The server's role can neither change nor delete a row.
create table staff_log (
  entry_id text primary key,
  partner_id text not null,
  happened_at timestamptz not null,
  -- Null for the system.
  member_id text,
  who text not null,
  what text not null check (what <> ''),
  subject text,
  why text,
  -- A JSON object of texts.
  detail text not null
);
create index staff_log_by_partner on staff_log (partner_id, entry_id);
create index staff_log_by_member on staff_log (partner_id, member_id, entry_id);
