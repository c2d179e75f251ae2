import type { Invariant } from '#acquiring';

/** Invariants between payout orders and settlement batches; violations as subject and detail. */
export const payoutInvariants: readonly Invariant[] = [
  {
    invariant: 'a payout is of a batch of its order, and every order has payouts',
    text: `select coalesce(batch_id, format('%s/%s/%s', settled_on, currency, number)) as subject,
        format('of %s/%s/%s; the batch pays %s %s on %s', settled_on, currency, number,
          paid_in, net, paid_on) as detail
      from payouts full join payout_orders as orders using (settled_on, currency, number)
      left join (
        select batch_id, settled_on as paid_on, currency as paid_in, net from settlement_batches
      ) as batches using (batch_id)
      where batch_id is null or made_at is null or coalesce(net, 0) = 0
        or (paid_on, paid_in) is distinct from (settled_on, currency)`,
  },
];
