import type { PartnerId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import type { Refund } from './refund.ts';
import { decodeRefund, refunds } from './refund-rows.postgres.ts';

const selectRefund = statement({
  name: 'select-refund',
  text: `select ${refunds.selected()} from refunds where partner_id = $1 and partner_refund_id = $2`,
});

/** The refund that the partner calls `partnerRefundId`, whatever its trade. */
export async function readRefund(
  connection: Connection,
  partnerId: PartnerId,
  partnerRefundId: string,
): Promise<Refund | undefined> {
  const [row] = await connection.run(selectRefund, [partnerId, partnerRefundId]);
  return row && decodeRefund(row);
}
