import type { BusinessDate, Instant } from '@sampan/primitives';
import { type Connection, statement } from '#database';

// Ids of facts start with their day. A fact that was never taken stays.
const deleteFacts = statement({
  name: 'delete-old-facts',
  byOwner: true,
  text: `delete from facts where fact_id in (
      select fact_id from facts where fact_id < $1 and taken_at is not null
      order by fact_id limit $2 for update skip locked)
    returning 1`,
});

// The payment code of an order is deleted with it: a used code names a trade, as long as there is
// one. The rows are deleted by their location (ctid), since they are locked: no second search,
// whatever the planner does.
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

/** Deletes notified facts of days before `day`, at most `limit`; returns their number. */
export async function removeOldFacts(
  connection: Connection,
  day: BusinessDate,
  limit: number,
): Promise<number> {
  return (await connection.run(deleteFacts, [day.replaceAll('-', ''), limit])).length;
}

/**
 * Deletes unpaid orders that ended before `until`, including tombstones, at most `limit`; returns
 * their number. Their ids become free again: a payment needs a currently valid code, so no old
 * request can come back as a new order.
 */
export async function removeOldUnpaidOrders(
  connection: Connection,
  until: Instant,
  limit: number,
): Promise<number> {
  return (await connection.run(deleteUnpaid, [until, limit])).length;
}
