import type { PartnerId, TradeId } from '@sampan/primitives';
import { boolean, type Connection, statement, table, text } from '#database';

const states = table({ batch_id: text<TradeId>(), ordered: boolean, has_account: boolean });

const select = statement({
  name: 'select-payout-states',
  text: `select batch_id, exists (select from payouts where payouts.batch_id = wanted.batch_id) as ordered,
      exists (select from payout_accounts where partner_id = $1) as has_account
    from unnest($2::text[]) as wanted (batch_id)`,
});

export type PayoutState = 'ordered' | 'not-ordered' | 'account-missing';

/** Whether the bank has an order to pay a partner's batches. */
export async function readPayoutStates(
  connection: Connection,
  partnerId: PartnerId,
  batchIds: readonly TradeId[],
): Promise<ReadonlyMap<TradeId, PayoutState>> {
  const rows = (await connection.run(select, [partnerId, batchIds])).map((row) => states.read(row));
  return new Map(
    rows.map(({ batch_id, ordered, has_account }) => [
      batch_id,
      ordered ? 'ordered' : has_account ? 'not-ordered' : 'account-missing',
    ]),
  );
}
