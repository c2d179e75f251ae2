import type { Instant } from '@sampan/primitives';
import { type Connection, statement } from '#database';

// A manual send counts too: `notify_verify` may be asked about it.
const deleteDeliveries = statement({
  name: 'delete-old-deliveries',
  byOwner: true,
  text: `with old as (
      select notify_id from deliveries
      where state <> 'waiting' and created_at < $1
        and coalesce(latest_sent_at, created_at) < $1
      order by created_at limit $2 for update skip locked),
    attempts as (
      delete from delivery_attempts where notify_id in (select notify_id from old))
    delete from deliveries where notify_id in (select notify_id from old)
    returning 1`,
});

/**
 * Deletes finished notifications last sent before `until`, with their attempts, at most `limit`;
 * returns their number.
 */
export async function removeOldDeliveries(
  connection: Connection,
  until: Instant,
  limit: number,
): Promise<number> {
  return (await connection.run(deleteDeliveries, [until, limit])).length;
}
