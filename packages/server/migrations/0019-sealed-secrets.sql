-- Secrets are sealed under a key that is kept outside the database. SQL cannot do that: the first start
-- with a key seals what lies here in clear, and validates the constraints, which hold at once for all
-- that is new.

create table secrets_key (
  id integer primary key check (id = 1),
  key_id text not null,
  -- Opens with the true key only.
  proof text not null,
  -- Whether no file of a table keeps what had lain in it in clear.
  scrubbed boolean not null
);

-- The keys with which partners sign, each until it has been replaced and its overlap is over.
create table partner_keys (
  partner_id text not null,
  kind text not null check (kind in ('md5', 'rsa')),
  number integer not null check (number > 0),
  key text not null check (key <> ''),
  made_at timestamptz not null,
  valid_until timestamptz,
  primary key (partner_id, kind, number)
);
create unique index partner_keys_current on partner_keys (partner_id, kind) where valid_until is null;

insert into partner_keys select partner_id, 'md5', 1, md5_key, created_at from partners;
insert into partner_keys select partner_id, 'rsa', 1, public_key, created_at from partners
  where public_key is not null;
alter table partners drop column md5_key, drop column public_key;

alter table partner_keys add constraint partner_keys_sealed
  check (kind <> 'md5' or key ~ '^v1[.][0-9a-f]{16}[.]') not valid;
alter table platform_keys add constraint platform_keys_sealed
  check (private_key ~ '^v1[.][0-9a-f]{16}[.]') not valid;
alter table sftp_host_keys add constraint sftp_host_keys_sealed
  check (private_key ~ '^v1[.][0-9a-f]{16}[.]') not valid;
