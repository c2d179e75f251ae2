import type { TradeId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import { distinct, type Needs } from './needs.ts';

const select = statement({
  name: 'select-booked-entries',
  text: 'select entry_id from entries where entry_id = any($1::text[])',
});

/** The commands' entry ids that are already booked. */
export async function loadBookedEntries(
  connection: Connection,
  needs: readonly Needs[],
): Promise<ReadonlySet<TradeId>> {
  const wanted = distinct(needs.map(({ entryId }) => entryId));
  if (wanted.length === 0) return new Set();
  const rows = await connection.run(select, [wanted]);
  const booked = new Set(rows.map(({ entry_id }) => entry_id));
  return new Set(wanted.filter((id) => booked.has(id)));
}
