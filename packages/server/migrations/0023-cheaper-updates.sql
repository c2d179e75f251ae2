-- A payment updates its code and its wallet. PostgreSQL runs every CHECK of a table on every update of a
-- row, and the checks of their digits, which no update changes, were the dearest. The check of a domain runs
-- only when a value is given.
create domain payment_code_digits as text
  constraint payment_code_digits check (value ~ '^(2[5-9]|30)[0-9]{14,22}$');
create domain wallet_digits as text
  constraint wallet_digits check (value ~ '^(2088|2160)[0-9]{12}$');

alter table payment_codes drop constraint payment_codes_code_check;
alter table payment_codes alter column code type payment_code_digits;
alter table wallets drop constraint wallets_wallet_id_check;
alter table wallets alter column wallet_id type wallet_digits;

-- A code is updated once, when it is used. Where its page has room for that, no index is touched.
alter table payment_codes set (fillfactor = 50);
