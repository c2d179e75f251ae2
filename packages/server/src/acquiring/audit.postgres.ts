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
      select coalesce(wallet_id, moved.account) as subject,
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
    invariant: 'every entry moves exactly what its cause says, amount and fee, and nothing else',
    text: `with
      given as (
        select entry_id, partner_id, wallet_id, currency, amount, fee, true as taken from trades
        where entry_id is not null
        union all
        select refunds.entry_id, trades.partner_id, wallet_id, refunds.currency, refunds.amount,
          refunds.fee_returned, false
        from refunds join trades using (partner_id, partner_trans_id)
        where refunds.entry_id is not null
        union all
        select entries.entry_id, partner_id, wallet_id, currency, amount, fee, false
        from entries join trades on trade_id = cause where kind = 'cancel'),
      named as (
        select entry_id, currency, amount, fee, taken, 'wallet/' || wallet_id as wallet,
          'payable/' || partner_id || '/' || currency as payable,
          'fee-income/' || currency as income
        from given),
      expected as (
        select entry_id, case when taken then wallet else payable end as debit,
          case when taken then payable else wallet end as credit, currency, amount
        from named
        union all
        select entry_id, case when taken then payable else income end,
          case when taken then income else payable end, currency, fee
        from named where fee > 0),
      booked as (
        select entry_id, debit, credit, currency, amount, count(*) as times
        from transfers join entries using (entry_id) where kind in ('payment', 'refund', 'cancel')
        group by entry_id, debit, credit, currency, amount)
      select coalesce(expected.entry_id, booked.entry_id) as subject,
        format('%s from %s to %s: %s', coalesce(expected.amount, booked.amount),
          coalesce(expected.debit, booked.debit), coalesce(expected.credit, booked.credit),
          case when booked.entry_id is null then 'not booked'
            when expected.entry_id is null then 'has no reason'
            else 'booked more than once' end) as detail
      from expected full join booked
        on (expected.entry_id, expected.debit, expected.credit, expected.currency, expected.amount)
          = (booked.entry_id, booked.debit, booked.credit, booked.currency, booked.amount)
      where expected.entry_id is null or booked.entry_id is null or booked.times > 1`,
  },
  {
    invariant: 'a top-up moves money from the bank to its wallet',
    text: `select entry_id as subject, format('from %s to %s', debit, credit) as detail
      from entries join transfers using (entry_id)
      where kind = 'top-up' and (debit <> 'bank/' || currency or credit <> 'wallet/' || cause)`,
  },
  {
    invariant: 'the state of a trade is what has happened to it',
    text: `select coalesce(trade_id, partner_trans_id) as subject,
        format('is %s, paid %s, closed %s, refunded %s', state, paid_at, closed_at, refunded) as detail
      from trades
      where (paid_at is not null) <> (state in ('paid', 'finished') or entry_id is not null)
        or (closed_at is not null) <> (state = 'closed')
        or (state not in ('paid', 'closed', 'finished') and paid_at is not null)
        or (state in ('paid', 'finished') and refunded = amount)
        or (state = 'finished' and refund_reserved > 0)
        or (state = 'closed' and paid_at is not null
          and cancel_action is distinct from 'refund' and refunded <> amount)
        or (cancel_action = 'refund'
          and (paid_at is null or refunded + refund_reserved > 0 or fee_returned <> fee))`,
  },
  {
    invariant: 'every refund belongs to a trade',
    text: `select partner_id || '/' || partner_refund_id as subject,
        format('names trade %s of order %s', refunds.trade_id, partner_trans_id) as detail
      from refunds left join trades using (partner_id, partner_trans_id)
      where trades.trade_id is distinct from refunds.trade_id
        or trades.currency is distinct from refunds.currency`,
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
  {
    invariant: 'a used payment code names the trade that it began',
    text: `select code as subject,
        format('names %s, began %s', payment_codes.trade_id, trades.trade_id) as detail
      from payment_codes left join trades on payment_code = code
      where payment_codes.trade_id is distinct from trades.trade_id`,
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
