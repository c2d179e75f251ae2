import { type Connection, statement } from '#database';
import type { OrderKey } from './book.ts';

const selectOrders = statement({
  name: 'select-missed-orders',
  text: `select partner_id, partner_trans_id from trades
    where (partner_id, partner_trans_id) in (select unnest($1::text[]), unnest($2::text[]))`,
});

/**
 * A payment was refused because another lane, which held the lock, carried out the same request:
 * its code is used, its money is taken, and its order was not visible yet. The error code makes the
 * commands run again; it means "unknown", because the rest of the batch may be committed.
 */
class OrderMissed extends Error {
  override readonly name = 'OrderMissed';
  /** SQLSTATE of a completion that is not known. */
  readonly code = '40003';
}

/**
 * Looks again for orders that a refusal assumes not to exist, in a later statement and so in a
 * later snapshot than the locks. Rejects when one exists: the commands then run again.
 */
export async function refuteMissedOrders(
  connection: Connection,
  missed: readonly OrderKey[],
): Promise<void> {
  const rows = await connection.run(selectOrders, [
    missed.map(({ partnerId }) => partnerId),
    missed.map(({ partnerTransId }) => partnerTransId),
  ]);
  const [row] = rows;
  if (row) throw new OrderMissed(`${row.partner_id}/${row.partner_trans_id} exists by now`);
}
