import type { PartnerId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import type { DeliveryRecord } from './delivery.ts';
import { decodeDelivery, deliveries } from './delivery-rows.postgres.ts';
import { readAttempts } from './read.postgres.ts';

const select = statement({
  name: 'select-delivery-of-partner',
  text: `select ${deliveries.names()} from deliveries where notify_id = $1 and partner_id = $2`,
});

/** A notification of a partner with its attempts; those of others do not exist. */
export async function readDelivery(
  connection: Connection,
  partnerId: PartnerId,
  notifyId: string,
): Promise<DeliveryRecord | undefined> {
  const [row] = await connection.run(select, [notifyId, partnerId]);
  if (!row) return undefined;
  const attempts = await readAttempts(connection, [notifyId]);
  return { ...decodeDelivery(row), attempts: attempts.map(({ attempt }) => attempt) };
}
