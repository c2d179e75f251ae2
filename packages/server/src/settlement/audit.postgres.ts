import type { Invariant } from '#acquiring';

/**
 * Invariants between the ledger, the items of closed days, partner days and batches. Each query
 * returns violations as subject and detail, computed from the ledger.
 */
export const settlementInvariants: readonly Invariant[] = [
  {
    invariant: 'every payment, refund and cancel of a closed day is one item of that day',
    text: `with booked as (
        select entry_id, kind, ((booked_at at time zone 'UTC') + interval '8 hours')::date as day
        from entries where kind in ('payment', 'refund', 'cancel'))
      select coalesce(booked.entry_id, items.entry_id) as subject,
        format('%s of %s, taken up as %s of %s', booked.kind, booked.day, items.kind, items.day)
          as detail
      from booked full join settlement_items as items using (entry_id)
      where booked.entry_id is null
        or booked.day is distinct from coalesce(items.day, booked.day)
        or (case items.kind when 'reversal' then 'cancel' else items.kind end) <> booked.kind
        or (items.entry_id is null
          and booked.day <= (select max(day) from business_days where closed_at is not null))`,
  },
  {
    invariant: 'an item is what its entry moved, amount and fee',
    text: `with moved as (
        select items.entry_id, items.kind = 'payment' as taken, amount_cny,
          items.amount as said, items.fee as fee_said,
          coalesce(sum(transfers.amount) filter (
            where credit = 'payable/' || partner_id || '/' || items.currency), 0) as credited,
          coalesce(sum(transfers.amount) filter (
            where debit = 'payable/' || partner_id || '/' || items.currency), 0) as debited,
          coalesce(sum(transfers.amount) filter (
            where transfers.currency = 'CNY'
              and (debit like 'wallet/%' or credit like 'wallet/%')), 0) as cny
        from settlement_items as items left join transfers using (entry_id)
        group by items.entry_id, items.kind, amount_cny, items.amount, items.fee)
      select entry_id as subject,
        format('says %s, fee %s, CNY %s; credited %s, debited %s, CNY %s',
          said, fee_said, amount_cny, credited, debited, cny) as detail
      from moved
      where said <> case when taken then credited else debited end
        or fee_said <> case when taken then debited else credited end
        or amount_cny <> cny`,
  },
  {
    invariant: 'an item names its trade, its refund and its time, and its fee in CNY',
    text: `select items.entry_id as subject,
        format('says %s of %s %s at %s, CNY fee %s; is of %s at %s, refund %s',
          items.kind, items.partner_trans_id, items.trade_id, items.booked_at, items.fee_cny,
          entries.cause, entries.booked_at, refunds.partner_refund_id) as detail
      from settlement_items as items join entries using (entry_id)
      left join trades on trades.partner_id = items.partner_id
        and trades.partner_trans_id = items.partner_trans_id
      left join refunds on refunds.partner_id = items.partner_id
        and refunds.partner_refund_id = items.partner_refund_id
      where items.booked_at <> entries.booked_at or items.trade_id <> entries.cause
        or trades.trade_id is distinct from items.trade_id
        or (items.kind = 'refund' and refunds.entry_id is distinct from items.entry_id)
        or (items.kind = 'reversal') <> (
          entries.kind = 'cancel' and trades.cancel_service is not distinct from 'reverse')
        or (items.amount_cny is null) <> (trades.fee_cny is null)
        or items.fee_cny is distinct from case
          when items.kind = 'refund' and trades.fee_cny is not null
            then coalesce(refunds.fee_cny_returned, 0)
          else trades.fee_cny end`,
  },
  {
    invariant: "a partner's day is the sum of its items",
    text: `with summed as (
        select partner_id, currency, day, count(*) as items,
          sum(case kind when 'payment' then amount - fee else fee - amount end) as net
        from settlement_items group by partner_id, currency, day)
      select format('%s/%s/%s', partner_id, currency, day) as subject,
        format('says %s in %s items, items say %s in %s',
          days.net, days.items, summed.net, summed.items) as detail
      from partner_days as days full join summed using (partner_id, currency, day)
      where (days.items, days.net) is distinct from (summed.items, summed.net)`,
  },
  {
    invariant: "the hours of a partner's day are the sums of its items",
    text: `with summed as (
        select partner_id, items.day, extract(hour from booked_at at time zone interval '8 hours')
            as hour, trades.inst, items.currency,
          count(*) filter (where kind = 'payment') as payments,
          coalesce(sum(items.amount) filter (where kind = 'payment'), 0) as paid,
          coalesce(sum(items.fee) filter (where kind = 'payment'), 0) as fees,
          count(*) filter (where kind <> 'payment') as refunds,
          coalesce(sum(items.amount) filter (where kind <> 'payment'), 0) as refunded,
          coalesce(sum(items.fee) filter (where kind <> 'payment'), 0) as fees_returned
        from settlement_items as items join trades using (partner_id, partner_trans_id)
        group by 1, 2, 3, 4, 5)
      select format('%s/%s/%s/%s', partner_id, day, hour, inst) as subject,
        format('says %s paid and %s back, items say %s and %s',
          hours.paid, hours.refunded, summed.paid, summed.refunded) as detail
      from partner_hours as hours
      full join summed using (partner_id, day, hour, inst, currency)
      where (hours.payments, hours.paid, hours.fees)
          is distinct from (summed.payments, summed.paid, summed.fees)
        or (hours.refunds, hours.refunded, hours.fees_returned)
          is distinct from (summed.refunds, summed.refunded, summed.fees_returned)`,
  },
  {
    invariant:
      'a batch settles exactly its days, all of them over, and no day is settled by another',
    text: `with summed as (
        select batch_id, min(partner_id) as partner_id, min(currency) as currency,
          max(day) as newest, sum(items) as items, sum(net) as net,
          count(distinct (partner_id, currency)) as owners
        from partner_days where batch_id is not null group by batch_id)
      select batch_id as subject,
        format('pays %s of %s items, its days say %s of %s',
          batches.net, batches.items, summed.net, summed.items) as detail
      from settlement_batches as batches full join summed using (batch_id)
      where (batches.partner_id, batches.currency, batches.items, batches.net)
          is distinct from (summed.partner_id, summed.currency, summed.items, summed.net)
        or owners > 1 or newest >= settled_on
        or settled_on <> ((settled_at at time zone 'UTC') + interval '8 hours')::date`,
  },
  {
    invariant: "a batch's entry moves exactly its net from its partner to the bank, once",
    text: `with booked as (
        select entry_id, cause, count(position) as transfers, min(debit) as debit,
          min(credit) as credit, sum(amount) as amount
        from entries left join transfers using (entry_id)
        where kind = 'settlement' group by entry_id, cause)
      select coalesce(batches.batch_id, booked.entry_id) as subject,
        format('batch of %s, entry %s moves %s', net, booked.entry_id, booked.amount) as detail
      from settlement_batches as batches full join booked using (entry_id)
      where (batches.batch_id is null or net > 0 or booked.entry_id is not null)
        and (batch_id, 1, 'payable/' || partner_id || '/' || currency, 'bank/' || currency, net)
          is distinct from (cause, transfers, debit, credit, amount)`,
  },
  {
    invariant: 'what is not settled yet is what a partner is owed of closed days',
    text: `with moved as (
        select account, sum(amount) as balance from (
          select entry_id, credit as account, amount from transfers
          union all
          select entry_id, debit, -amount from transfers) as each
        join entries using (entry_id)
        left join (select entry_id, true as is_closed from settlement_items) as items
          using (entry_id)
        where account like 'payable/%' and (kind = 'settlement' or is_closed)
        group by account),
      waiting as (
        select 'payable/' || partner_id || '/' || currency as account, sum(net) as net
        from partner_days where batch_id is null group by partner_id, currency)
      select coalesce(moved.account, waiting.account) as subject,
        format('%s wait, transfers say %s', net, balance) as detail
      from moved full join waiting using (account)
      where coalesce(balance, 0) <> coalesce(net, 0)`,
  },
];
