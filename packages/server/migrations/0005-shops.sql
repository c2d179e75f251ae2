-- Shops as partners have registered them, by name or by making a code for them. Partner,
-- sub-merchant and store identify a shop.

create table shops (
  partner_id text not null,
  secondary_merchant_id text not null,
  store_id text not null,
  secondary_merchant_name text not null,
  store_name text not null,
  industry text not null check (industry ~ '^[0-9]{4}$'),
  country text check (country ~ '^[A-Z]{2}$'),
  address text,
  drivers text not null,
  registered_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (partner_id, secondary_merchant_id, store_id)
);
