import type { Connection } from '#database';
import { bankInvariants } from './audit-bank.postgres.ts';

/** A broken invariant, in words, with the row that shows it. */
export interface BrokenInvariant {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/** An invariant, in words, and the query for rows that violate it. */
export interface Invariant {
  readonly invariant: string;
  /** Returns `subject` and `detail` of each violating row. */
  readonly text: string;
}

/**
 * Each query recomputes one invariant from transfers, entries and trades alone. Running figures of
 * the money path are not trusted. Rows are compared by joins: a subquery for each row would make the
 * audit of a long history take a day.
 */
export const moneyInvariants: readonly Invariant[] = [
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
    // A refund below the smallest coin moves nothing but is still booked.
    invariant: 'every entry has transfers, and every transfer an entry',
    text: `select coalesce(entries.entry_id, transfers.entry_id) as subject, 'stands alone' as detail
      from entries full join transfers using (entry_id)
      where entries.entry_id is null or (transfers.entry_id is null and kind <> 'refund')`,
  },
  {
    invariant: 'every paid trade has its entry, which takes exactly its charge from its buyer',
    text: `select trade_id as subject, format('entry %s does not fit', trades.entry_id) as detail
      from trades
      left join entries on entries.entry_id = trades.entry_id
        and entries.kind = 'payment' and entries.cause = trades.trade_id
      left join transfers on transfers.entry_id = trades.entry_id
        and transfers.debit = 'wallet/' || trades.wallet_id
        and transfers.amount = coalesce(charge, trades.amount)
        and transfers.currency = coalesce(charge_currency, trades.currency)
      where trades.paid_at is not null
        and (entries.entry_id is null or transfers.entry_id is null)`,
  },
  {
    invariant: 'every entry has its cause',
    text: `select entries.entry_id as subject, format('%s of %s', kind, cause) as detail
      from entries
      left join trades as paid on kind = 'payment'
        and paid.trade_id = cause and paid.entry_id = entries.entry_id
      left join refunds on kind = 'refund'
        and refunds.trade_id = cause and refunds.entry_id = entries.entry_id
      left join trades as cancelled on kind = 'cancel'
        and cancelled.trade_id = cause and cancelled.cancel_action = 'refund'
      left join wallets on kind in ('top-up', 'withdrawal') and wallets.wallet_id = cause
      where case kind
        when 'payment' then paid.trade_id is null
        when 'refund' then refunds.trade_id is null
        when 'cancel' then cancelled.trade_id is null
        when 'top-up' then wallets.wallet_id is null
        when 'withdrawal' then wallets.wallet_id is null
        -- Of a batch, which is looked at where batches are.
        when 'settlement' then false
        else true end`,
  },
  {
    invariant: 'every entry moves exactly what its cause says, amount and fee, and nothing else',
    text: `with
      sold as (
        select *, coalesce(charge, amount) as charged,
          coalesce(charge_currency, currency) as charged_in,
          coalesce(settlement, amount) as settled,
          coalesce(settlement_currency, currency) as settled_in
        from trades),
      given as (
        select entry_id, partner_id, wallet_id, charged_in, charged, settled_in, settled, fee,
          true as taken
        from sold where entry_id is not null
        union all
        select refunds.entry_id, sold.partner_id, wallet_id, charged_in,
          coalesce(refunds.charge, refunds.amount), settled_in,
          coalesce(refunds.settlement, refunds.amount), refunds.fee_returned, false
        from refunds join sold using (partner_id, partner_trans_id)
        where refunds.entry_id is not null
        union all
        select entries.entry_id, partner_id, wallet_id, charged_in, charged, settled_in, settled,
          fee, false
        from entries join sold on trade_id = cause where kind = 'cancel'),
      named as (
        select *, 'wallet/' || wallet_id as wallet,
          'payable/' || partner_id || '/' || settled_in as payable,
          'fee-income/' || settled_in as income,
          'fx/' || least(charged_in, settled_in) || '-' || greatest(charged_in, settled_in) || '/'
            as position
        from given),
      sides as (
        select entry_id, wallet as one, payable as other, settled_in as currency,
          settled as amount, taken
        from named where charged_in = settled_in
        union all
        select entry_id, wallet, position || charged_in, charged_in, charged, taken
        from named where charged_in <> settled_in
        union all
        select entry_id, position || settled_in, payable, settled_in, settled, taken
        from named where charged_in <> settled_in
        union all
        select entry_id, payable, income, settled_in, fee, taken from named),
      expected as (
        select entry_id, case when taken then one else other end as debit,
          case when taken then other else one end as credit, currency, amount
        from sides where amount > 0),
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
  ...bankInvariants,
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
    invariant: 'what a trade gave back is what its refunds say, in every currency',
    text: `with given as (
        select partner_id, partner_trans_id, sum(charge) as charge, sum(settlement) as settlement,
          sum(fee_cny_returned) as fee_cny
        from refunds where state = 'done' group by partner_id, partner_trans_id)
      select trade_id as subject, format('gave back %s and %s, refunds say %s and %s',
          charge_returned, settlement_returned, given.charge, given.settlement) as detail
      from trades left join given using (partner_id, partner_trans_id)
      where trades.charge is not null and cancel_action is distinct from 'refund'
        and (charge_returned <> coalesce(given.charge, 0)
          or settlement_returned <> coalesce(given.settlement, 0)
          or fee_cny_returned <> coalesce(given.fee_cny, 0))`,
  },
  {
    invariant: 'a trade that was given back as a whole leaves nothing, in any currency',
    text: `select trade_id as subject, format('kept %s %s and %s %s', charge - charge_returned,
          charge_currency, settlement - settlement_returned, settlement_currency) as detail
      from trades
      where charge is not null and (refunded = amount or cancel_action = 'refund')
        and (charge_returned <> charge or settlement_returned <> settlement)`,
  },
  {
    invariant: 'the FX position is what the trades have not given back',
    text: `with open as (
        select account, currency, sum(amount) as balance from (
          select least(charge_currency, settlement_currency) || '-'
              || greatest(charge_currency, settlement_currency) || '/' || charge_currency as account,
            charge_currency as currency, charge - charge_returned as amount
          from trades where paid_at is not null and charge_currency <> settlement_currency
          union all
          select least(charge_currency, settlement_currency) || '-'
              || greatest(charge_currency, settlement_currency) || '/' || settlement_currency,
            settlement_currency, settlement_returned - settlement
          from trades where paid_at is not null and charge_currency <> settlement_currency) as each
        group by account, currency),
      moved as (
        select substr(account, 4) as account, currency, sum(amount) as balance from (
          select credit as account, currency, amount from transfers where credit like 'fx/%'
          union all
          select debit, currency, -amount from transfers where debit like 'fx/%') as each
        group by account, currency)
      select 'fx/' || coalesce(open.account, moved.account) as subject,
        format('is %s, trades say %s', moved.balance, open.balance) as detail
      from open full join moved using (account, currency)
      where coalesce(open.balance, 0) <> coalesce(moved.balance, 0)`,
  },
  {
    invariant: 'a cancelled trade gave back all that it took, once',
    text: `select trade_id as subject, format('%s cancel entries', count(entries.entry_id)) as detail
      from trades left join entries on entries.kind = 'cancel' and entries.cause = trade_id
      where cancel_action = 'refund'
      group by trade_id having count(entries.entry_id) <> 1`,
  },
  {
    // A deleted code may be generated again for another buyer, much later.
    invariant: 'a payment code has paid at most one trade while it is known',
    text: `select payment_code as subject, format('%s trades', count(*) + 1) as detail
      from (
        select payment_code, created_at - lag(created_at)
          over (partition by payment_code order by created_at) as pause
        from trades where payment_code is not null) as used
      where pause < interval '1 hour' group by payment_code`,
  },
  {
    // A trade on a regenerated code started with it, and not long before.
    invariant: 'a used payment code names the trade that it began',
    text: `select code as subject,
        format('names %s, began %s', payment_codes.trade_id, trades.trade_id) as detail
      from payment_codes left join trades on payment_code = code
        and trades.created_at >= issued_at - interval '1 hour'
      where payment_codes.trade_id is distinct from trades.trade_id`,
  },
];

/** Checks all invariants in one snapshot and returns the broken ones. */
export async function audit(
  connection: Connection,
  invariants: readonly Invariant[] = moneyInvariants,
): Promise<readonly BrokenInvariant[]> {
  const run = (text: string) => connection.run({ name: '', text });
  await run('begin isolation level repeatable read read only');
  try {
    const broken: BrokenInvariant[] = [];
    for (const { invariant, text } of invariants) {
      for (const row of await run(`${text} limit 100`)) {
        broken.push({ invariant, subject: String(row.subject), detail: String(row.detail) });
      }
    }
    return broken;
  } finally {
    // The earlier failure is the cause; a lost connection has rolled back already.
    await run('rollback').catch(() => undefined);
  }
}
