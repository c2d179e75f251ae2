/** What the server's role may do with a table, beside reading it. */
export interface Privileges {
  readonly insert?: true;
  /** The columns that it may change; a row may be locked when there is one. */
  readonly update?: readonly string[];
  readonly delete?: true;
  /** False for a table that it may not even read. */
  readonly select?: false;
}

/**
 * The least that the server needs, table by table; `migrate` grants this and takes away all else. What
 * has happened is added and never changed: entries, transfers, what files tell, batches, closed days.
 * A test holds every line: no statement of ours lacks a privilege, and none is granted in vain.
 */
export const serverPrivileges: Readonly<Record<string, Privileges>> = {
  business_days: { insert: true, update: ['cursor', 'items', 'closed_at'] },
  calendar_days: { insert: true, update: ['kind', 'name'], delete: true },
  calendar_years: { insert: true, update: ['final'] },
  clock_moves: { insert: true },
  closed_days: { insert: true },
  deliveries: {
    insert: true,
    update: [
      'state',
      'attempts',
      'step',
      'planned_at',
      'latest_sent_at',
      'claimed_by',
      'claimed_until',
    ],
  },
  delivery_attempts: { insert: true },
  entries: { insert: true },
  exchange_rates: { insert: true },
  facts: { insert: true, update: ['taken_at'] },
  installation: {},
  merchant_codes: {
    insert: true,
    update: ['status', 'price_currency', 'terms', 'modified_at'],
  },
  migrations: { select: false },
  partner_accounts: { insert: true, update: ['lock'] },
  partner_days: { insert: true, update: ['items', 'net', 'tried_on', 'batch_id', 'filed'] },
  partner_files: { insert: true },
  partner_funds: { insert: true, update: ['balance'] },
  partners: { insert: true },
  payment_codes: { insert: true, update: ['trade_id'] },
  payout_accounts: { insert: true, update: ['holder', 'account', 'bank', 'changed_at'] },
  payout_orders: { insert: true },
  payout_sources: { insert: true, update: ['holder', 'account', 'bank', 'changed_at'] },
  payouts: { insert: true },
  pin_tries: { insert: true, update: ['tries', 'tried_at', 'locked_until'], delete: true },
  platform_keys: { insert: true },
  rate_file_calls: { insert: true, update: ['day', 'calls'] },
  rates_in_effect: { update: ['rates'] },
  refunds: {
    insert: true,
    update: [
      'state',
      'fee_returned',
      'done_at',
      'entry_id',
      'due_at',
      'nights_missed',
      'charge',
      'settlement',
      'fee_cny_returned',
    ],
  },
  sessions: { insert: true, update: ['seen_at', 'expires_at'], delete: true },
  settlement_batches: { insert: true, update: ['filed'] },
  settlement_items: { insert: true },
  sftp_host_keys: { insert: true },
  sftp_users: { insert: true, update: ['password', 'keys', 'addresses', 'changed_at'] },
  shops: {
    insert: true,
    update: [
      'secondary_merchant_name',
      'store_name',
      'industry',
      'country',
      'address',
      'drivers',
      'changed_at',
    ],
  },
  trades: {
    insert: true,
    update: [
      'state',
      'trade_id',
      'wallet_id',
      'inst',
      'buyer_login',
      'created_at',
      'paid_at',
      'closed_at',
      'closed_by',
      'cancel_action',
      'cancel_service',
      'fee_rate',
      'fee',
      'fee_returned',
      'refunded',
      'refund_reserved',
      'refund_until',
      'entry_id',
      'charge_currency',
      'charge',
      'charge_returned',
      'charge_rate',
      'settlement_currency',
      'settlement',
      'settlement_returned',
      'settlement_rate',
      'payout_rate',
      'fee_cny',
      'fee_cny_returned',
    ],
  },
  transfers: { insert: true },
  wallet_pins: { insert: true, update: ['pin', 'set_at'] },
  wallets: {
    insert: true,
    update: ['balance', 'status', 'spent_on', 'spent_day', 'spent_month'],
  },
};
