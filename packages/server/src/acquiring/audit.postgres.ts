import type { Connection } from '#database';

/** One thing that does not hold, in words, with the row that shows it. */
export interface BrokenInvariant {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/**
 * Each query re-derives one invariant from transfers, entries and trades alone, and answers the
 * rows where it does not hold. Nothing that the money path keeps as a running figure is believed.
 */
const checks: readonly { readonly invariant: string; readonly text: string }[] = [
  {
    invariant: 'a wallet balance is the sum of its transfers, and never negative',
    text: `with moved as (
        select account, currency, sum(amount) as balance from (
          select credit as account, currency, amount from transfers where credit like 'wallet/%'
          union all
          select debit, currency, -amount from transfers where debit like 'wallet/%') as each
        group by account, currency)
      select wallet_id as subject,
        format('holds %s, transfers say %s', wallets.balance, moved.balance) as detail
      from wallets full join moved
        on moved.account = 'wallet/' || wallet_id and moved.currency = wallets.currency
      where wallets.balance is distinct from coalesce(moved.balance, 0) or wallets.balance < 0`,
  },
  {
    invariant: 'what a partner is owed is the sum of its transfers, and never negative',
    text: `with moved as (
        select account, currency, sum(amount) as balance from (
          select credit as account, currency, amount from transfers where credit like 'payable/%'
          union all
          select debit, currency, -amount from transfers where debit like 'payable/%') as each
        group by account, currency),
      funds as (
        select 'payable/' || partner_id || '/' || currency as account, currency,
          sum(balance) as balance
        from partner_funds group by partner_id, currency)
      select coalesce(funds.account, moved.account) as subject,
        format('holds %s, transfers say %s', funds.balance, moved.balance) as detail
      from funds full join moved using (account, currency)
      where coalesce(funds.balance, 0) <> coalesce(moved.balance, 0) or funds.balance < 0`,
  },
  {
    invariant: 'every entry has transfers, and every transfer an entry',
    text: `select coalesce(entries.entry_id, transfers.entry_id) as subject, 'stands alone' as detail
      from entries full join transfers using (entry_id)
      where entries.entry_id is null or transfers.entry_id is null`,
  },
  {
    invariant: 'every paid trade has its entry, which takes exactly its amount from its buyer',
    text: `select trade_id as subject, format('entry %s does not fit', trades.entry_id) as detail
      from trades
      left join entries on entries.entry_id = trades.entry_id
        and entries.kind = 'payment' and entries.cause = trades.trade_id
      left join transfers on transfers.entry_id = trades.entry_id
        and transfers.debit = 'wallet/' || trades.wallet_id
        and transfers.credit = 'payable/' || trades.partner_id || '/' || trades.currency
        and transfers.amount = trades.amount and transfers.currency = trades.currency
      where trades.paid_at is not null
        and (entries.entry_id is null or transfers.entry_id is null)`,
  },
  {
    invariant: 'every entry has its cause',
    text: `select entry_id as subject, format('%s of %s', kind, cause) as detail from entries
      where case kind
        when 'payment' then not exists (
          select from trades where trades.trade_id = cause and trades.entry_id = entries.entry_id)
        when 'refund' then not exists (
          select from refunds where refunds.trade_id = cause and refunds.entry_id = entries.entry_id)
        when 'cancel' then not exists (
          select from trades where trade_id = cause and cancel_action = 'refund')
        when 'top-up' then not exists (select from wallets where wallet_id = cause)
        else true end`,
  },
  {
    invariant: 'the refunds of a trade are what it says, and never exceed it',
    text: `with given as (
        select partner_id, partner_trans_id,
          coalesce(sum(amount) filter (where state = 'done'), 0) as done,
          coalesce(sum(amount) filter (where state = 'accepted'), 0) as accepted,
          coalesce(sum(fee_returned), 0) as fee
        from refunds group by partner_id, partner_trans_id)
      select trade_id as subject,
        format('refunded %s, refunds say %s', refunded, given.done) as detail
      from trades left join given using (partner_id, partner_trans_id)
      where refunded <> coalesce(given.done, 0)
        or refund_reserved <> coalesce(given.accepted, 0)
        or (cancel_action is distinct from 'refund' and fee_returned <> coalesce(given.fee, 0))
        or refunded + refund_reserved > amount`,
  },
  {
    invariant: 'a cancelled trade gave back all that it took, once',
    text: `select trade_id as subject, format('%s cancel entries', count(entries.entry_id)) as detail
      from trades left join entries on entries.kind = 'cancel' and entries.cause = trade_id
      where cancel_action = 'refund'
      group by trade_id having count(entries.entry_id) <> 1`,
  },
  {
    invariant: 'a payment code has paid at most one trade',
    text: `select payment_code as subject, format('%s trades', count(*)) as detail from trades
      where payment_code is not null group by payment_code having count(*) > 1`,
  },
];

/** Re-derives all invariants in one snapshot and answers those that are broken. */
export async function audit(connection: Connection): Promise<readonly BrokenInvariant[]> {
  const run = (text: string) => connection.run({ name: '', text });
  await run('begin isolation level repeatable read read only');
  try {
    const broken: BrokenInvariant[] = [];
    for (const { invariant, text } of checks) {
      for (const row of await run(`${text} limit 100`)) {
        broken.push({ invariant, subject: String(row.subject), detail: String(row.detail) });
      }
    }
    return broken;
  } finally {
    await run('rollback');
  }
}

/** The invariants that `audit` re-derives, in words. */
export const invariants: readonly string[] = checks.map(({ invariant }) => invariant);
