/** Rules about money between bank accounts and wallets, as queries for rows that break them. */
export const bankInvariants = [
  {
    invariant: 'a top-up moves money from the bank to its wallet',
    text: `select entry_id as subject, format('from %s to %s', debit, credit) as detail
      from entries join transfers using (entry_id)
      where kind = 'top-up' and (debit <> 'bank/' || currency or credit <> 'wallet/' || cause)`,
  },
  {
    invariant: 'a withdrawal moves money from its wallet to the bank',
    text: `select entry_id as subject, format('from %s to %s', debit, credit) as detail
      from entries join transfers using (entry_id)
      where kind = 'withdrawal' and (credit <> 'bank/' || currency or debit <> 'wallet/' || cause)`,
  },
  {
    invariant: 'a bank transfer that is done has its entry, and one that is refused has none',
    text: `select transfer_id as subject, format('is %s, entry of kind %s', state, entries.kind) as detail
      from bank_transfers left join entries on entry_id = transfer_id
        and cause = wallet_id and entries.kind = bank_transfers.kind
      where (state = 'done') <> (entry_id is not null) and state in ('done', 'refused', 'requested')`,
  },
] as const;
