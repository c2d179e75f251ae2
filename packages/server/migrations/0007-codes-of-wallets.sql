-- A wallet may have so many living payment codes; they are counted before one more is made.

create index payment_codes_of_wallets on payment_codes (wallet_id, expires_at);
