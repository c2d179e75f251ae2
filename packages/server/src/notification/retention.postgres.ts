import type { Instant } from '@sampan/primitives';
import { type Connection, statement, timestamp } from '#database';

// One that was sent again by hand counts from then: `notify_verify` is asked about it.
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
 * Removes notifications that have ended and were last sent before `until`, with their attempts,
 * `limit` at most; answers how many.
 */
export async function removeOldDeliveries(
  connection: Connection,
  until: Instant,
  limit: number,
): Promise<number> {
  return (await connection.run(deleteDeliveries, [timestamp(until), limit])).length;
}
