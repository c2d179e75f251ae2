/** Rules about the sums that trial balances stand on, as queries for rows that break them. */
export const booksInvariants = [
  {
    invariant: 'the sums of closed days are those of their transfers',
    text: `with newest as (select max(day) as day from ledger_sums),
      moved as (
        select account, currency, sum(debit) as debit, sum(credit) as credit from (
          select debit as account, currency, amount as debit, 0 as credit, entry_id from transfers
          union all
          select credit, currency, 0, amount, entry_id from transfers) as each
        join entries using (entry_id), newest
        where booked_at < (day + 1)::timestamp at time zone 'Asia/Hong_Kong'
          and account not like 'wallet/%' and account not like 'payable/%'
        group by account, currency),
      kept as (select account, currency, debit, credit from ledger_sums join newest using (day))
      select account as subject, format('holds %s and %s, transfers say %s and %s',
          kept.debit, kept.credit, moved.debit, moved.credit) as detail
      from kept full join moved using (account, currency)
      where (select day from newest) is not null
        and (kept.debit is distinct from moved.debit or kept.credit is distinct from moved.credit)`,
  },
] as const;
