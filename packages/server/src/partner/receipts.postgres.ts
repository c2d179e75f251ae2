import { type Connection, statement } from '#database';
import type { RunningTotal } from '#ledger';
import type { Partner } from './partner.ts';
import { hasTotalLimit, type Receipts } from './receipts.ts';

const updateReceipts = statement({
  name: 'update-partner-receipts',
  text: `update partner_receipts set received_on = changed.received_on,
      received_day = changed.received_day, received_month = changed.received_month
    from unnest($1::text[], $2::date[], $3::bigint[], $4::bigint[])
      as changed (partner_id, received_on, received_day, received_month)
    where partner_receipts.partner_id = changed.partner_id`,
});

const insertReceipts = statement({
  name: 'insert-partner-receipts',
  text: `insert into partner_receipts
      (partner_id, currency, received_on, received_day, received_month)
    values ($1, $2, $3, $4, $5) on conflict (partner_id) do nothing`,
});

const deleteReceipts = statement({
  name: 'delete-partner-receipts',
  text: 'delete from partner_receipts where partner_id = $1',
});

export function storeReceipts(
  connection: Connection,
  receipts: readonly Receipts[],
): Promise<unknown> {
  return connection.run(updateReceipts, [
    receipts.map(({ partnerId }) => partnerId),
    receipts.map(({ total }) => total.on ?? null),
    receipts.map(({ total }) => total.day.minor),
    receipts.map(({ total }) => total.month.minor),
  ]);
}

/**
 * Begins to count what the partner receives, from what it `received` before, or ends it, as its limits
 * say. What is counted already is left alone.
 */
export async function countReceipts(
  connection: Connection,
  partner: Partner,
  received: RunningTotal,
): Promise<void> {
  if (!hasTotalLimit(partner)) await connection.run(deleteReceipts, [partner.id]);
  else {
    const { on, day, month } = received;
    await connection.run(insertReceipts, [
      partner.id,
      partner.currency,
      on ?? null,
      day.minor,
      month.minor,
    ]);
  }
}
