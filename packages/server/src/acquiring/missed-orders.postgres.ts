import { type Connection, statement } from '#database';
import type { OrderKey } from './book.ts';

const selectOrders = statement({
  name: 'select-missed-orders',
  text: `select partner_id, partner_trans_id from trades
    where (partner_id, partner_trans_id) in (select unnest($1::text[]), unnest($2::text[]))`,
});

/**
 * A payment was refused because a lock was held by another lane, which carried out the same request:
 * its code is used, its money is gone, and its order was not to be seen yet. By its code this is
 * tried again; the batch around it may be committed, so nobody may be told that it is not.
 */
class OrderMissed extends Error {
  override readonly name = 'OrderMissed';
  /** SQLSTATE for a completion that is not known. */
  readonly code = '40003';
}

/**
 * Looks once more for orders that a refusal believes not to exist, in a statement of its own and so
 * in a later snapshot than the locks. Rejects when one exists: the commands then run again.
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
