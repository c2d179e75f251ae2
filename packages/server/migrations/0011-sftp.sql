-- How partners log in to fetch their files, and the keys by which they know the server.

-- The password as scrypt left it, with the salt and the cost that went in. Keys are lines of
-- `authorized_keys`; addresses are single ones and networks.
create table sftp_users (
  partner_id text primary key,
  password text check (password <> ''),
  keys text[] not null,
  addresses text[] not null,
  changed_at timestamptz not null
);

-- Made once and shared by all hosts, so that clients meet the same server everywhere.
create table sftp_host_keys (
  kind text primary key check (kind in ('ed25519', 'ecdsa', 'rsa')),
  private_key text not null,
  made_at timestamptz not null
);
