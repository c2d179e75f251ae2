-- What the migrations add up to. Made by `npm run schema -w packages/server`; do not edit.

create domain payment_code_digits as text CHECK ((VALUE ~ '^(2[5-9]|30)[0-9]{14,22}$'::text));
create domain wallet_digits as text CHECK ((VALUE ~ '^(2088|2160)[0-9]{12}$'::text));

create table approvals (
  approval_id text not null,
  partner_id text not null,
  kind text not null,
  trade_id text not null,
  command_id text not null,
  amount bigint not null,
  currency text not null,
  why text not null,
  asked_by text not null,
  asked_name text not null,
  asked_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null,
  answered_by text,
  answered_name text,
  answered_at timestamp with time zone,
  answer text,
  failure text,
  claimed_until timestamp with time zone,
  carried_out_at timestamp with time zone,
  constraint approvals_pkey PRIMARY KEY (approval_id),
  constraint approvals_command_id_key UNIQUE (command_id),
  constraint approvals_amount_check CHECK ((amount > 0)),
  constraint approvals_check CHECK ((ends_at > asked_at)),
  constraint approvals_check1 CHECK (((state = 'waits'::text) = (answered_at IS NULL))),
  constraint approvals_check2 CHECK (((answered_at IS NULL) = (answered_by IS NULL))),
  constraint approvals_check3 CHECK (((state = 'failed'::text) = (failure IS NOT NULL))),
  constraint approvals_check4 CHECK (((state <> ALL (ARRAY['approved'::text, 'failed'::text])) OR (answered_by <> asked_by))),
  constraint approvals_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'cancel'::text]))),
  constraint approvals_state_check CHECK ((state = ANY (ARRAY['waits'::text, 'approved'::text, 'declined'::text, 'taken-back'::text, 'failed'::text]))),
  constraint approvals_why_check CHECK ((why <> ''::text))
) with (fillfactor=70);
CREATE INDEX approvals_by_partner ON approvals USING btree (partner_id, approval_id);
CREATE INDEX approvals_by_trade ON approvals USING btree (trade_id, approval_id);
CREATE INDEX approvals_to_carry_out ON approvals USING btree (claimed_until) WHERE ((state = 'approved'::text) AND (carried_out_at IS NULL));

create table bank_transfers (
  transfer_id text not null,
  wallet_id text not null,
  kind text not null,
  currency text not null,
  amount bigint not null,
  state text not null,
  reason text,
  requested_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint bank_transfers_pkey PRIMARY KEY (transfer_id),
  constraint bank_transfers_amount_check CHECK ((amount > 0)),
  constraint bank_transfers_check CHECK (((settled_at IS NOT NULL) = (state = ANY (ARRAY['done'::text, 'refused'::text])))),
  constraint bank_transfers_kind_check CHECK ((kind = ANY (ARRAY['top-up'::text, 'withdrawal'::text]))),
  constraint bank_transfers_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'accepted'::text, 'done'::text, 'refused'::text]))),
  constraint bank_transfers_transfer_id_check CHECK ((transfer_id ~ '^[0-9]{28}$'::text))
);
CREATE INDEX bank_transfers_by_wallet ON bank_transfers USING btree (wallet_id, transfer_id);
CREATE INDEX bank_transfers_open ON bank_transfers USING btree (transfer_id) WHERE (state = ANY (ARRAY['requested'::text, 'accepted'::text]));

create table business_days (
  day date not null,
  cursor text not null,
  items bigint not null,
  closed_at timestamp with time zone,
  constraint business_days_pkey PRIMARY KEY (day),
  constraint business_days_items_check CHECK ((items >= 0))
);

create table calendar_days (
  calendar text not null,
  day date not null,
  kind text not null,
  name text not null,
  constraint calendar_days_pkey PRIMARY KEY (calendar, day),
  constraint calendar_days_kind_check CHECK ((kind = ANY (ARRAY['holiday'::text, 'working'::text])))
);

create table calendar_years (
  calendar text not null,
  year integer not null,
  final boolean not null,
  constraint calendar_years_pkey PRIMARY KEY (calendar, year)
);

create table clock_moves (
  offset_ms bigint not null,
  constraint clock_moves_pkey PRIMARY KEY (offset_ms),
  constraint clock_moves_offset_ms_check CHECK ((offset_ms > 0))
);

create table closed_days (
  day date not null,
  constraint closed_days_pkey PRIMARY KEY (day)
);

create table deliveries (
  notify_id text not null,
  partner_id text not null,
  trade_id text not null,
  receiver text not null,
  url text not null,
  sign_type text not null,
  charset text not null,
  fields text not null,
  state text not null,
  attempts integer not null,
  step integer not null,
  planned_at timestamp with time zone not null,
  latest_sent_at timestamp with time zone,
  claimed_by integer,
  claimed_until timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint deliveries_pkey PRIMARY KEY (notify_id),
  constraint deliveries_attempts_check CHECK ((attempts >= 0)),
  constraint deliveries_check CHECK (((step >= 0) AND (step <= attempts))),
  constraint deliveries_check1 CHECK (((claimed_by IS NULL) = (claimed_until IS NULL))),
  constraint deliveries_notify_id_check CHECK ((notify_id ~ '^[0-9A-Za-z]+$'::text)),
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'given-up'::text])))
) with (fillfactor=70, autovacuum_vacuum_scale_factor=0.02);
CREATE INDEX deliveries_by_age ON deliveries USING btree (created_at, notify_id);
CREATE INDEX deliveries_by_partner ON deliveries USING btree (partner_id, created_at);
CREATE INDEX deliveries_by_trade ON deliveries USING btree (trade_id);
CREATE INDEX deliveries_waiting ON deliveries USING btree (receiver, planned_at) WHERE (state = 'waiting'::text);

create table delivery_attempts (
  notify_id text not null,
  number integer not null,
  planned_at timestamp with time zone not null,
  sent_at timestamp with time zone not null,
  status integer,
  body text,
  duration_ms integer not null,
  error text,
  constraint delivery_attempts_pkey PRIMARY KEY (notify_id, number),
  constraint delivery_attempts_number_check CHECK ((number > 0))
);

create table entries (
  entry_id text not null,
  kind text not null,
  cause text not null,
  booked_at timestamp with time zone not null,
  constraint entries_pkey PRIMARY KEY (entry_id)
);
CREATE INDEX entries_with_bank ON entries USING btree (booked_at) WHERE (kind = ANY (ARRAY['top-up'::text, 'withdrawal'::text]));

create table exchange_numbers (
  last bigint not null
);

create table exchange_rates (
  currency text not null,
  day date not null,
  time text not null,
  rate text not null,
  imported_at timestamp with time zone not null,
  constraint exchange_rates_pkey PRIMARY KEY (currency, day, "time"),
  constraint exchange_rates_rate_check CHECK (((rate ~ '^(0|[1-9][0-9]{0,2})[.][0-9]{6}$'::text) AND (rate <> '0.000000'::text))),
  constraint exchange_rates_time_check CHECK (("time" ~ '^([01][0-9]|2[0-3])([0-5][0-9]){2}$'::text))
);

create table exchanges (
  number bigint not null,
  exchange_id text not null,
  kind text not null,
  at timestamp with time zone not null,
  took_ms integer not null,
  partner_id text,
  service text,
  order_id text,
  trade_id text,
  notify_id text,
  result text not null,
  level text,
  code text,
  reason text,
  checks integer not null,
  check_failed boolean not null,
  signed_string text,
  pretended text not null,
  masked text not null,
  method text not null,
  target text not null,
  content_type text,
  body bytea,
  reply_status integer,
  reply_type text,
  reply_body bytea,
  constraint exchanges_pkey PRIMARY KEY (number),
  constraint exchanges_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'notification'::text, 'download'::text]))),
  constraint exchanges_level_check CHECK ((level = ANY (ARRAY['gateway'::text, 'business'::text]))),
  constraint exchanges_result_check CHECK ((result = ANY (ARRAY['success'::text, 'refused'::text, 'unknown'::text, 'failed'::text, 'no-answer'::text, 'acknowledged'::text, 'not-acknowledged'::text, 'never'::text])))
) with (toast_tuple_target=8160);

create table facts (
  fact_id text not null,
  partner_id text not null,
  trade_id text not null,
  kind text not null,
  happened_at timestamp with time zone not null,
  notify text not null,
  content text not null,
  taken_at timestamp with time zone,
  constraint facts_pkey PRIMARY KEY (fact_id),
  constraint facts_kind_check CHECK ((kind = ANY (ARRAY['paid'::text, 'closed'::text, 'refunded'::text, 'finished'::text])))
);
CREATE INDEX facts_by_trade ON facts USING btree (trade_id);
CREATE INDEX facts_not_taken ON facts USING btree (fact_id) WHERE (taken_at IS NULL);

create table idempotency_keys (
  scope text not null,
  key text not null,
  fingerprint text not null,
  command_id text not null,
  choice text,
  status integer,
  answer text,
  made_at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (scope, key),
  constraint idempotency_keys_check CHECK (((status IS NULL) = (answer IS NULL)))
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys USING btree (made_at);

create table installation (
  id integer not null,
  mode text not null,
  decided_at timestamp with time zone not null,
  constraint installation_pkey PRIMARY KEY (id),
  constraint installation_id_check CHECK ((id = 1)),
  constraint installation_mode_check CHECK ((mode = ANY (ARRAY['sandbox'::text, 'production'::text])))
);

create table ledger_sums (
  day date not null,
  account text not null,
  currency text not null,
  debit bigint not null,
  credit bigint not null,
  constraint ledger_sums_pkey PRIMARY KEY (day, account, currency),
  constraint ledger_sums_credit_check CHECK ((credit >= 0)),
  constraint ledger_sums_debit_check CHECK ((debit >= 0))
);

create table merchant_codes (
  code text not null,
  partner_id text not null,
  secondary_merchant_id text not null,
  store_id text not null,
  has_fee boolean not null,
  status text not null,
  price_currency text not null,
  settlement_currency text not null,
  terms text not null,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  constraint merchant_codes_pkey PRIMARY KEY (code),
  constraint merchant_codes_status_check CHECK ((status = ANY (ARRAY['normal'::text, 'stopped'::text, 'deleted'::text])))
);
CREATE INDEX merchant_codes_by_shop ON merchant_codes USING btree (partner_id, secondary_merchant_id, store_id);
CREATE UNIQUE INDEX merchant_codes_of_shop ON merchant_codes USING btree (partner_id, secondary_merchant_id, store_id, has_fee) WHERE (status <> 'deleted'::text);

create table messages_read (
  wallet_id text not null,
  read_until timestamp with time zone not null,
  constraint messages_read_pkey PRIMARY KEY (wallet_id)
) with (fillfactor=70);

create table migrations (
  number integer not null,
  name text not null,
  applied_at timestamp with time zone not null,
  constraint migrations_pkey PRIMARY KEY (number)
);

create table one_time_codes (
  subject text not null,
  code text,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  tries integer not null,
  counted_from timestamp with time zone not null,
  sends integer not null,
  constraint one_time_codes_pkey PRIMARY KEY (subject),
  constraint one_time_codes_check CHECK ((expires_at > sent_at)),
  constraint one_time_codes_sends_check CHECK ((sends > 0)),
  constraint one_time_codes_tries_check CHECK ((tries >= 0))
) with (fillfactor=70);
CREATE INDEX one_time_codes_by_age ON one_time_codes USING btree (sent_at);

create table operator_log (
  entry_id text not null,
  happened_at timestamp with time zone not null,
  member_id text,
  who text not null,
  route text not null,
  subject text,
  why text,
  status integer not null,
  refusal text,
  constraint operator_log_pkey PRIMARY KEY (entry_id)
);
CREATE INDEX operator_log_by_member ON operator_log USING btree (member_id, entry_id);

create table operator_setup_codes (
  code text not null,
  expires_at timestamp with time zone not null,
  constraint operator_setup_codes_pkey PRIMARY KEY (code)
);

create table partner_accounts (
  partner_id text not null,
  currency text not null,
  lock smallint,
  constraint partner_accounts_pkey PRIMARY KEY (partner_id, currency)
);

create table partner_days (
  partner_id text not null,
  currency text not null,
  day date not null,
  items bigint not null,
  net bigint not null,
  tried_on date,
  batch_id text,
  filed boolean not null default false,
  constraint partner_days_pkey PRIMARY KEY (partner_id, currency, day),
  constraint partner_days_items_check CHECK ((items > 0))
);
CREATE INDEX partner_days_by_day ON partner_days USING btree (day, partner_id, currency);
CREATE INDEX partner_days_to_file ON partner_days USING btree (day) WHERE (NOT filed);
CREATE INDEX partner_days_unsettled ON partner_days USING btree (partner_id, currency, day) WHERE (batch_id IS NULL);
CREATE INDEX partner_days_untried ON partner_days USING btree (day) WHERE ((batch_id IS NULL) AND (tried_on IS NULL));

create table partner_files (
  partner_id text not null,
  name text not null,
  kind text not null,
  day date not null,
  rows bigint not null,
  size bigint not null,
  sha256 text not null,
  made_at timestamp with time zone not null,
  constraint partner_files_pkey PRIMARY KEY (partner_id, name),
  constraint partner_files_partner_id_kind_day_key UNIQUE (partner_id, kind, day),
  constraint partner_files_kind_check CHECK ((kind = ANY (ARRAY['transaction'::text, 'settlement'::text]))),
  constraint partner_files_rows_check CHECK ((rows > 0)),
  constraint partner_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint partner_files_size_check CHECK ((size > 0))
);
CREATE INDEX partner_files_by_day ON partner_files USING btree (day DESC, partner_id, kind);

create table partner_funds (
  partner_id text not null,
  currency text not null,
  lane integer not null,
  balance bigint not null,
  constraint partner_funds_pkey PRIMARY KEY (partner_id, currency, lane)
);

create table partner_hours (
  partner_id text not null,
  day date not null,
  hour smallint not null,
  inst text not null,
  currency text not null,
  payments bigint not null,
  paid bigint not null,
  fees bigint not null,
  refunds bigint not null,
  refunded bigint not null,
  fees_returned bigint not null,
  constraint partner_hours_pkey PRIMARY KEY (partner_id, day, hour, inst, currency),
  constraint partner_hours_check CHECK (((payments + refunds) > 0)),
  constraint partner_hours_fees_check CHECK ((fees >= 0)),
  constraint partner_hours_fees_returned_check CHECK ((fees_returned >= 0)),
  constraint partner_hours_hour_check CHECK (((hour >= 0) AND (hour <= 23))),
  constraint partner_hours_paid_check CHECK ((paid >= 0)),
  constraint partner_hours_payments_check CHECK ((payments >= 0)),
  constraint partner_hours_refunded_check CHECK ((refunded >= 0)),
  constraint partner_hours_refunds_check CHECK ((refunds >= 0))
);

create table partner_keys (
  partner_id text not null,
  kind text not null,
  number integer not null,
  key text not null,
  made_at timestamp with time zone not null,
  valid_until timestamp with time zone,
  constraint partner_keys_pkey PRIMARY KEY (partner_id, kind, number),
  constraint partner_keys_key_check CHECK ((key <> ''::text)),
  constraint partner_keys_kind_check CHECK ((kind = ANY (ARRAY['md5'::text, 'rsa'::text]))),
  constraint partner_keys_number_check CHECK ((number > 0)),
  constraint partner_keys_sealed CHECK (((kind <> 'md5'::text) OR (key ~ '^v1[.][0-9a-f]{16}[.]'::text))) NOT VALID
);
CREATE UNIQUE INDEX partner_keys_current ON partner_keys USING btree (partner_id, kind) WHERE (valid_until IS NULL);

create table partner_receipts (
  partner_id text not null,
  currency text not null,
  received_on date,
  received_day bigint not null,
  received_month bigint not null,
  constraint partner_receipts_pkey PRIMARY KEY (partner_id),
  constraint partner_receipts_received_day_check CHECK ((received_day >= 0)),
  constraint partner_receipts_received_month_check CHECK ((received_month >= 0))
);

create table partner_unpaid (
  partner_id text not null,
  day date not null,
  trades bigint not null,
  constraint partner_unpaid_pkey PRIMARY KEY (partner_id, day),
  constraint partner_unpaid_trades_check CHECK ((trades > 0))
);

create table partners (
  partner_id text not null,
  name text not null,
  contract text not null,
  currency text not null,
  status text not null,
  accepts text[] not null,
  services text[],
  fee_rate text not null,
  refund_returns_fee boolean not null,
  refund_period_days integer not null,
  timestamp_expires boolean not null,
  created_at timestamp with time zone not null,
  fee_fixed bigint,
  fee_minimum bigint,
  settles_after integer not null default 1,
  calendars text[] not null default '{}'::text[],
  settlement_minimum bigint not null default 0,
  payment_limit bigint,
  day_limit bigint,
  month_limit bigint,
  pauses_sync_refunds boolean not null default false,
  restricts_cancel boolean not null default false,
  notify_url text,
  changed_at timestamp with time zone,
  constraint partners_pkey PRIMARY KEY (partner_id),
  constraint partners_contract_check CHECK ((contract = ANY (ARRAY['hk'::text, 'global'::text]))),
  constraint partners_day_limit_check CHECK ((day_limit > 0)),
  constraint partners_fee_fixed_check CHECK ((fee_fixed >= 0)),
  constraint partners_fee_minimum_check CHECK ((fee_minimum >= 0)),
  constraint partners_month_limit_check CHECK ((month_limit > 0)),
  constraint partners_partner_id_check CHECK ((partner_id ~ '^2088[0-9]{12}$'::text)),
  constraint partners_payment_limit_check CHECK ((payment_limit > 0)),
  constraint partners_refund_period_days_check CHECK ((refund_period_days > 0)),
  constraint partners_settlement_minimum_check CHECK ((settlement_minimum >= 0)),
  constraint partners_settles_after_check CHECK (((settles_after >= 1) AND (settles_after <= 60))),
  constraint partners_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text])))
);

create table passkey_challenges (
  challenge text not null,
  purpose text not null,
  expires_at timestamp with time zone not null,
  constraint passkey_challenges_pkey PRIMARY KEY (challenge)
);
CREATE INDEX passkey_challenges_by_age ON passkey_challenges USING btree (expires_at);

create table passkeys (
  passkey_id text not null,
  wallet_id text not null,
  public_key text not null,
  counter bigint not null,
  device text not null,
  added_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint passkeys_pkey PRIMARY KEY (passkey_id),
  constraint passkeys_counter_check CHECK ((counter >= 0)),
  constraint passkeys_passkey_id_check CHECK (((passkey_id ~ '^[A-Za-z0-9_-]+$'::text) AND ((length(passkey_id) >= 16) AND (length(passkey_id) <= 1364))))
);
CREATE INDEX passkeys_by_wallet ON passkeys USING btree (wallet_id, passkey_id);

create table payment_codes (
  code payment_code_digits not null,
  wallet_id text not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  trade_id text,
  constraint payment_codes_pkey PRIMARY KEY (code)
) with (fillfactor=50);
CREATE INDEX payment_codes_by_end ON payment_codes USING btree (expires_at);
CREATE INDEX payment_codes_of_wallets ON payment_codes USING btree (wallet_id, expires_at);

create table payout_accounts (
  partner_id text not null,
  holder text not null,
  account text not null,
  bank text,
  changed_at timestamp with time zone not null,
  constraint payout_accounts_pkey PRIMARY KEY (partner_id)
);

create table payout_orders (
  settled_on date not null,
  currency text not null,
  number integer not null,
  made_at timestamp with time zone not null,
  holder text not null,
  account text not null,
  bank text,
  executed_on date,
  constraint payout_orders_pkey PRIMARY KEY (settled_on, currency, number),
  constraint payout_orders_number_check CHECK ((number > 0))
);

create table payout_sources (
  currency text not null,
  holder text not null,
  account text not null,
  bank text,
  changed_at timestamp with time zone not null,
  constraint payout_sources_pkey PRIMARY KEY (currency)
);

create table payouts (
  batch_id text not null,
  settled_on date not null,
  currency text not null,
  number integer not null,
  holder text not null,
  account text not null,
  bank text,
  constraint payouts_pkey PRIMARY KEY (batch_id)
);
CREATE INDEX payouts_of_orders ON payouts USING btree (settled_on, currency, number);

create table pin_tries (
  subject text not null,
  tries integer not null,
  tried_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  constraint pin_tries_pkey PRIMARY KEY (subject),
  constraint pin_tries_tries_check CHECK ((tries >= 0))
) with (fillfactor=70);
CREATE INDEX pin_tries_by_age ON pin_tries USING btree (tried_at);

create table platform_keys (
  id integer not null,
  private_key text not null,
  public_key text not null,
  constraint platform_keys_pkey PRIMARY KEY (id),
  constraint platform_keys_id_check CHECK ((id = 1)),
  constraint platform_keys_sealed CHECK ((private_key ~ '^v1[.][0-9a-f]{16}[.]'::text)) NOT VALID
);

create table rate_file_calls (
  partner_id text not null,
  day date not null,
  calls integer not null,
  constraint rate_file_calls_pkey PRIMARY KEY (partner_id),
  constraint rate_file_calls_calls_check CHECK ((calls > 0))
);

create table rates_in_effect (
  id integer not null,
  rates text not null,
  constraint rates_in_effect_pkey PRIMARY KEY (id),
  constraint rates_in_effect_id_check CHECK ((id = 1))
);

create table refunds (
  partner_id text not null,
  partner_refund_id text not null,
  partner_trans_id text not null,
  trade_id text not null,
  currency text not null,
  amount bigint not null,
  reason text not null,
  state text not null,
  fee_returned bigint not null,
  requested_at timestamp with time zone not null,
  done_at timestamp with time zone,
  entry_id text,
  notify text,
  due_at timestamp with time zone,
  nights_missed integer not null default 0,
  charge_currency text,
  settlement_currency text,
  charge bigint,
  settlement bigint,
  fee_cny_returned bigint,
  constraint refunds_pkey PRIMARY KEY (partner_id, partner_refund_id),
  constraint refunds_amount_check CHECK ((amount > 0)),
  constraint refunds_charge_check CHECK ((charge >= 0)),
  constraint refunds_check CHECK (((state = 'done'::text) = (entry_id IS NOT NULL))),
  constraint refunds_check1 CHECK (((state = 'done'::text) = (done_at IS NOT NULL))),
  constraint refunds_fee_cny_returned_check CHECK ((fee_cny_returned >= 0)),
  constraint refunds_fee_returned_check CHECK ((fee_returned >= 0)),
  constraint refunds_settlement_check CHECK ((settlement >= 0)),
  constraint refunds_state_check CHECK ((state = ANY (ARRAY['accepted'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX refunds_by_time ON refunds USING btree (partner_id, done_at) WHERE (state = 'done'::text);
CREATE INDEX refunds_by_trade ON refunds USING btree (partner_id, partner_trans_id);
CREATE INDEX refunds_due ON refunds USING btree (due_at) WHERE (state = 'accepted'::text);

create table refusal_counts (
  partner_id text not null,
  hour timestamp with time zone not null,
  service text not null,
  code text not null,
  count bigint not null,
  constraint refusal_counts_pkey PRIMARY KEY (partner_id, hour, service, code),
  constraint refusal_counts_count_check CHECK ((count > 0))
);
CREATE INDEX refusal_counts_by_age ON refusal_counts USING btree (hour);

create table scenario_calls (
  partner_id text not null,
  order_id text not null,
  scenario_id text not null,
  rule integer not null,
  calls integer not null,
  constraint scenario_calls_pkey PRIMARY KEY (partner_id, order_id, scenario_id, rule),
  constraint scenario_calls_scenario_id_fkey FOREIGN KEY (scenario_id) REFERENCES scenarios(scenario_id) ON DELETE CASCADE,
  constraint scenario_calls_calls_check CHECK ((calls > 0))
);
CREATE INDEX scenario_calls_by_scenario ON scenario_calls USING btree (scenario_id);

create table scenarios (
  scenario_id text not null,
  position integer not null,
  definition text not null,
  magic boolean not null,
  added_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  uses integer,
  hits integer not null,
  passed integer not null,
  exchanges text[] not null,
  near_misses text[] not null,
  constraint scenarios_pkey PRIMARY KEY (scenario_id),
  constraint scenarios_check CHECK ((expires_at > added_at)),
  constraint scenarios_check1 CHECK (((hits >= 0) AND ((uses IS NULL) OR (hits <= uses)))),
  constraint scenarios_passed_check CHECK ((passed >= 0)),
  constraint scenarios_position_check CHECK (("position" > 0)),
  constraint scenarios_uses_check CHECK ((uses > 0))
);

create table secrets_key (
  id integer not null,
  key_id text not null,
  proof text not null,
  scrubbed boolean not null,
  constraint secrets_key_pkey PRIMARY KEY (id),
  constraint secrets_key_id_check CHECK ((id = 1))
);

create table sessions (
  token_hash text not null,
  wallet_id text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  device text not null default ''::text,
  constraint sessions_pkey PRIMARY KEY (token_hash)
) with (fillfactor=80);
CREATE INDEX sessions_by_wallet ON sessions USING btree (wallet_id);

create table settlement_batches (
  partner_id text not null,
  currency text not null,
  settled_on date not null,
  batch_id text not null,
  settled_at timestamp with time zone not null,
  items bigint not null,
  net bigint not null,
  entry_id text,
  filed boolean not null default false,
  constraint settlement_batches_pkey PRIMARY KEY (partner_id, currency, settled_on),
  constraint settlement_batches_batch_id_key UNIQUE (batch_id),
  constraint settlement_batches_check CHECK (((net = 0) = (entry_id IS NULL))),
  constraint settlement_batches_items_check CHECK ((items > 0)),
  constraint settlement_batches_net_check CHECK ((net >= 0))
);
CREATE INDEX settlement_batches_by_day ON settlement_batches USING btree (settled_on, currency, partner_id);
CREATE INDEX settlement_batches_to_file ON settlement_batches USING btree (settled_on) WHERE (NOT filed);

create table settlement_items (
  partner_id text not null,
  day date not null,
  entry_id text not null,
  kind text not null,
  booked_at timestamp with time zone not null,
  partner_trans_id text not null,
  partner_refund_id text,
  trade_id text not null,
  currency text not null,
  amount bigint not null,
  fee bigint not null,
  amount_cny bigint,
  fee_cny bigint,
  constraint settlement_items_pkey PRIMARY KEY (partner_id, day, entry_id),
  constraint settlement_items_amount_check CHECK ((amount >= 0)),
  constraint settlement_items_amount_cny_check CHECK ((amount_cny >= 0)),
  constraint settlement_items_check CHECK (((kind = 'refund'::text) = (partner_refund_id IS NOT NULL))),
  constraint settlement_items_fee_check CHECK ((fee >= 0)),
  constraint settlement_items_fee_cny_check CHECK ((fee_cny >= 0)),
  constraint settlement_items_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'refund'::text, 'cancel'::text, 'reversal'::text])))
);
CREATE UNIQUE INDEX settlement_items_by_entry ON settlement_items USING btree (entry_id);

create table sftp_host_keys (
  kind text not null,
  private_key text not null,
  made_at timestamp with time zone not null,
  constraint sftp_host_keys_pkey PRIMARY KEY (kind),
  constraint sftp_host_keys_kind_check CHECK ((kind = ANY (ARRAY['ed25519'::text, 'ecdsa'::text, 'rsa'::text]))),
  constraint sftp_host_keys_sealed CHECK ((private_key ~ '^v1[.][0-9a-f]{16}[.]'::text)) NOT VALID
);

create table sftp_users (
  partner_id text not null,
  password text,
  keys text[] not null,
  addresses text[] not null,
  changed_at timestamp with time zone not null,
  constraint sftp_users_pkey PRIMARY KEY (partner_id),
  constraint sftp_users_password_check CHECK ((password <> ''::text))
);

create table shops (
  partner_id text not null,
  secondary_merchant_id text not null,
  store_id text not null,
  secondary_merchant_name text not null,
  store_name text not null,
  industry text not null,
  country text,
  address text,
  drivers text not null,
  registered_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint shops_pkey PRIMARY KEY (partner_id, secondary_merchant_id, store_id),
  constraint shops_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint shops_industry_check CHECK ((industry ~ '^[0-9]{4}$'::text))
);

create table sign_in_tries (
  slot integer not null,
  spent_until timestamp with time zone not null,
  constraint sign_in_tries_pkey PRIMARY KEY (slot),
  constraint sign_in_tries_slot_check CHECK (((slot >= 0) AND (slot <= 262143)))
) with (fillfactor=70);

create table staff_log (
  entry_id text not null,
  partner_id text not null,
  happened_at timestamp with time zone not null,
  member_id text,
  who text not null,
  what text not null,
  subject text,
  why text,
  detail text not null,
  constraint staff_log_pkey PRIMARY KEY (entry_id),
  constraint staff_log_what_check CHECK ((what <> ''::text))
);
CREATE INDEX staff_log_by_member ON staff_log USING btree (partner_id, member_id, entry_id);
CREATE INDEX staff_log_by_partner ON staff_log USING btree (partner_id, entry_id);
CREATE INDEX staff_log_by_subject ON staff_log USING btree (partner_id, subject, entry_id) WHERE (subject IS NOT NULL);

create table staff_members (
  member_id text not null,
  partner_id text,
  login text not null,
  name text not null,
  role text not null,
  status text not null,
  password text,
  password_set_at timestamp with time zone,
  totp_key text,
  totp_begun text,
  totp_step bigint,
  invitation text,
  invitation_ends_at timestamp with time zone,
  invited_by text,
  seen_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint staff_members_pkey PRIMARY KEY (member_id),
  constraint staff_members_check CHECK (((partner_id IS NULL) = (role = 'operator'::text))),
  constraint staff_members_check1 CHECK (((status = 'active'::text) = (password IS NOT NULL))),
  constraint staff_members_check2 CHECK (((password IS NULL) = (password_set_at IS NULL))),
  constraint staff_members_check3 CHECK (((invitation IS NULL) = (invitation_ends_at IS NULL))),
  constraint staff_members_check4 CHECK (((status <> 'left'::text) OR ((invitation IS NULL) AND (totp_key IS NULL) AND (totp_begun IS NULL)))),
  constraint staff_members_login_check CHECK (((login = lower(login)) AND (login <> ''::text))),
  constraint staff_members_name_check CHECK ((name <> ''::text)),
  constraint staff_members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'finance'::text, 'developer'::text, 'supervisor'::text, 'operator'::text]))),
  constraint staff_members_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'active'::text, 'left'::text]))),
  constraint staff_members_totp_begun_check CHECK ((totp_begun ~ '^v1[.][0-9a-f]{16}[.]'::text)),
  constraint staff_members_totp_key_check CHECK ((totp_key ~ '^v1[.][0-9a-f]{16}[.]'::text))
) with (fillfactor=70);
CREATE UNIQUE INDEX staff_members_by_invitation ON staff_members USING btree (invitation) WHERE (invitation IS NOT NULL);
CREATE UNIQUE INDEX staff_members_by_login ON staff_members USING btree (login, ((partner_id IS NULL))) WHERE (status <> 'left'::text);
CREATE INDEX staff_members_by_partner ON staff_members USING btree (partner_id, member_id);

create table staff_passkey_challenges (
  challenge text not null,
  purpose text not null,
  expires_at timestamp with time zone not null,
  constraint staff_passkey_challenges_pkey PRIMARY KEY (challenge)
);
CREATE INDEX staff_passkey_challenges_by_age ON staff_passkey_challenges USING btree (expires_at);

create table staff_passkeys (
  passkey_id text not null,
  member_id text not null,
  public_key text not null,
  counter bigint not null,
  device text not null,
  added_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint staff_passkeys_pkey PRIMARY KEY (passkey_id),
  constraint staff_passkeys_counter_check CHECK ((counter >= 0)),
  constraint staff_passkeys_passkey_id_check CHECK (((passkey_id ~ '^[A-Za-z0-9_-]+$'::text) AND ((length(passkey_id) >= 16) AND (length(passkey_id) <= 1364))))
);
CREATE INDEX staff_passkeys_by_member ON staff_passkeys USING btree (member_id, passkey_id);

create table staff_recovery_codes (
  member_id text not null,
  code text not null,
  constraint staff_recovery_codes_pkey PRIMARY KEY (member_id, code)
);

create table staff_sessions (
  token_hash text not null,
  member_id text not null,
  device text not null,
  second_factor boolean not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint staff_sessions_pkey PRIMARY KEY (token_hash)
) with (fillfactor=70);
CREATE INDEX staff_sessions_by_member ON staff_sessions USING btree (member_id, token_hash);

create table staff_settings (
  partner_id text not null,
  approve_above bigint,
  changed_at timestamp with time zone not null,
  constraint staff_settings_pkey PRIMARY KEY (partner_id),
  constraint staff_settings_approve_above_check CHECK ((approve_above >= 0))
);

create table trades (
  partner_id text not null,
  partner_trans_id text not null,
  trade_id text,
  product text not null,
  state text not null,
  currency text not null,
  amount bigint not null,
  wallet_id text,
  inst text,
  buyer_login text,
  payment_code text,
  subject text not null,
  details text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  paid_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by text,
  cancel_action text,
  cancel_service text,
  fee_rate text,
  fee bigint not null,
  fee_returned bigint not null,
  refunded bigint not null,
  refund_reserved bigint not null,
  refund_until timestamp with time zone,
  entry_id text,
  order_code text,
  charge_currency text,
  charge bigint,
  charge_returned bigint,
  charge_rate text,
  settlement_currency text,
  settlement bigint,
  settlement_returned bigint,
  settlement_rate text,
  payout_rate text,
  fee_cny bigint,
  fee_cny_returned bigint,
  constraint trades_pkey PRIMARY KEY (partner_id, partner_trans_id),
  constraint trades_amount_check CHECK ((amount >= 0)),
  constraint trades_check CHECK (((fee_returned >= 0) AND (fee_returned <= fee))),
  constraint trades_fee_check CHECK ((fee >= 0)),
  constraint trades_identity CHECK (((state = ANY (ARRAY['tombstone'::text, 'pre-ordered'::text])) OR ((trade_id IS NOT NULL) AND (amount > 0)))),
  constraint trades_payment CHECK (((paid_at IS NULL) = (entry_id IS NULL))),
  constraint trades_quote CHECK ((((charge IS NULL) = (settlement IS NULL)) AND (charge > 0) AND (settlement > 0) AND ((charge_returned >= 0) AND (charge_returned <= charge)) AND ((settlement_returned >= 0) AND (settlement_returned <= settlement)) AND ((fee_cny_returned >= 0) AND (fee_cny_returned <= fee_cny)))),
  constraint trades_refund_reserved_check CHECK ((refund_reserved >= 0)),
  constraint trades_refunded_check CHECK ((refunded >= 0)),
  constraint trades_refunds CHECK (((refunded + refund_reserved) <= amount)),
  constraint trades_state CHECK ((state = ANY (ARRAY['tombstone'::text, 'pre-ordered'::text, 'waiting'::text, 'paid'::text, 'closed'::text, 'finished'::text])))
) with (fillfactor=85);
CREATE UNIQUE INDEX trades_by_order_code ON trades USING btree (order_code) WHERE (order_code IS NOT NULL);
CREATE INDEX trades_by_partner ON trades USING btree (partner_id, state, trade_id) WHERE (trade_id IS NOT NULL);
CREATE INDEX trades_by_state ON trades USING btree (state, trade_id) WHERE (state = ANY (ARRAY['waiting'::text, 'closed'::text, 'finished'::text]));
CREATE UNIQUE INDEX trades_by_trade_id ON trades USING btree (trade_id);
CREATE INDEX trades_by_wallet ON trades USING btree (wallet_id, trade_id);
CREATE INDEX trades_paid_late ON trades USING btree (partner_id, paid_at) WHERE ((paid_at - created_at) > '00:10:00'::interval);
CREATE INDEX trades_returned ON trades USING btree (partner_id, trade_id) WHERE ((refunded > 0) OR (refund_reserved > 0) OR (cancel_action = 'refund'::text));
CREATE INDEX trades_to_finish ON trades USING btree (refund_until) WHERE (state = 'paid'::text);
CREATE INDEX trades_unpaid ON trades USING btree (created_at) WHERE (entry_id IS NULL);
CREATE INDEX trades_unpaid_at_shops ON trades USING btree (wallet_id, expires_at) WHERE ((product = 'merchant-qr'::text) AND (entry_id IS NULL));

create table transfers (
  entry_id text not null,
  position smallint not null,
  debit text not null,
  credit text not null,
  currency text not null,
  amount bigint not null,
  constraint transfers_pkey PRIMARY KEY (entry_id, "position"),
  constraint transfers_amount_check CHECK ((amount > 0)),
  constraint transfers_check CHECK ((debit <> credit))
);

create table wallet_events (
  event_id text not null,
  wallet_id text not null,
  kind text not null,
  happened_at timestamp with time zone not null,
  detail text not null,
  constraint wallet_events_pkey PRIMARY KEY (event_id)
);
CREATE INDEX wallet_events_by_wallet ON wallet_events USING btree (wallet_id, event_id);

create table wallet_pins (
  wallet_id text not null,
  pin text not null,
  set_at timestamp with time zone not null,
  constraint wallet_pins_pkey PRIMARY KEY (wallet_id)
);

create table wallets (
  wallet_id wallet_digits not null,
  inst text not null,
  currency text not null,
  balance bigint not null,
  status text not null,
  login_id text not null,
  password_free_limit bigint,
  payment_limit bigint,
  day_limit bigint,
  month_limit bigint,
  spent_on date,
  spent_day bigint not null,
  spent_month bigint not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  own_password_free_limit bigint,
  own_payment_limit bigint,
  own_day_limit bigint,
  own_month_limit bigint,
  codes_paused boolean not null default false,
  frozen_by_buyer boolean not null default false,
  constraint wallets_pkey PRIMARY KEY (wallet_id),
  constraint wallets_login_id_key UNIQUE (login_id),
  constraint wallets_balance_check CHECK ((balance >= 0)),
  constraint wallets_day_limit_check CHECK ((day_limit >= 0)),
  constraint wallets_inst_check CHECK ((inst = ANY (ARRAY['ALIPAYHK'::text, 'ALIPAYCN'::text]))),
  constraint wallets_month_limit_check CHECK ((month_limit >= 0)),
  constraint wallets_own_day_limit_check CHECK ((own_day_limit > 0)),
  constraint wallets_own_month_limit_check CHECK ((own_month_limit > 0)),
  constraint wallets_own_password_free_limit_check CHECK ((own_password_free_limit >= 0)),
  constraint wallets_own_payment_limit_check CHECK ((own_payment_limit > 0)),
  constraint wallets_password_free_limit_check CHECK ((password_free_limit >= 0)),
  constraint wallets_payment_limit_check CHECK ((payment_limit >= 0)),
  constraint wallets_spent_day_check CHECK ((spent_day >= 0)),
  constraint wallets_spent_month_check CHECK ((spent_month >= 0)),
  constraint wallets_status_check CHECK ((status = ANY (ARRAY['active'::text, 'frozen'::text])))
) with (fillfactor=70);
