import type { BusinessDate, Instant } from '@sampan/primitives';
import { type Connection, statement } from '#database';

// Ids of facts begin with their day. A fact that was never taken stays until it is.
const deleteFacts = statement({
  name: 'delete-old-facts',
  byOwner: true,
  text: `delete from facts where fact_id in (
      select fact_id from facts where fact_id < $1 and taken_at is not null
      order by fact_id limit $2 for update skip locked)
    returning 1`,
});

// With an order goes the code that began it: a used code names a trade, as long as there is one. The
// rows are found by where they lie, since they are locked: no second search, whatever the planner knows.
const deleteUnpaid = statement({
  name: 'delete-old-unpaid-orders',
  byOwner: true,
  text: `with old as (
      select ctid as place, payment_code from trades
      where entry_id is null and created_at < $1
        and coalesce(closed_at, expires_at, created_at) < $1
      order by created_at limit $2 for update skip locked),
    codes as (
      delete from payment_codes where code in (select payment_code from old))
    delete from trades where ctid = any(array(select place from old))
    returning 1`,
});

/** Removes facts of days before `day` that partners were told, `limit` at most; answers how many. */
export async function removeOldFacts(
  connection: Connection,
  day: BusinessDate,
  limit: number,
): Promise<number> {
  return (await connection.run(deleteFacts, [day.replaceAll('-', ''), limit])).length;
}

/**
 * Removes orders that nobody paid and that were over before `until`, tombstones included, `limit` at
 * most; answers how many. Their ids are free again: a payment under one needs a code that is shown
 * now, so no request of that time can come back as a new order.
 */
export async function removeOldUnpaidOrders(
  connection: Connection,
  until: Instant,
  limit: number,
): Promise<number> {
  return (await connection.run(deleteUnpaid, [until, limit])).length;
}
