import type { BusinessDate, Instant, PartnerId, TradeId } from '@sampan/primitives';
import { type Connection, date, instant, statement, table, text } from '#database';

const settled = table({
  batch_id: text<TradeId>(),
  settled_on: date,
  settled_at: instant,
});

const select = statement({
  name: 'select-batches-of-entries',
  text: `select distinct batch_id, settlement_batches.settled_on::text, settled_at
    from settlement_items as items
    join partner_days as days using (partner_id, currency, day)
    join settlement_batches using (batch_id)
    where items.entry_id = any($2::text[]) and items.partner_id = $1
    order by settled_at`,
});

export interface SettledIn {
  readonly batchId: TradeId;
  readonly settledOn: BusinessDate;
  readonly settledAt: Instant;
}

/** The batches that have settled entries of a partner, oldest first. */
export async function readBatchesOfEntries(
  connection: Connection,
  partnerId: PartnerId,
  entryIds: readonly TradeId[],
): Promise<SettledIn[]> {
  const rows = await connection.run(select, [partnerId, entryIds]);
  return rows.map((raw) => {
    const { batch_id, settled_on, settled_at } = settled.read(raw);
    return { batchId: batch_id, settledOn: settled_on, settledAt: settled_at };
  });
}
