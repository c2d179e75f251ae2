import type { BusinessDate, PartnerId } from '@sampan/primitives';
import type { FileKind } from '@sampan/protocol';
import { type Connection, date, statement, table, text } from '#database';
import { type FileOrder, plannedAt } from './partner-file.ts';

const notMade = table({ day: date, kind: text<FileKind>() });

// A day has a file when something was booked on it, and once it is closed.
const selectNotMade = statement({
  name: 'select-files-not-made-of-partner',
  text: `select day::text as day, 'transaction' as kind from partner_days as days
      where partner_id = $1 and day >= $2 and not filed
        and exists (
          select from business_days where business_days.day = days.day and closed_at is not null)
    union
    select settled_on::text, 'settlement' from settlement_batches
      where partner_id = $1 and settled_on >= $2 and not filed
    order by day desc, kind desc`,
});

/** Files of a partner that are not made yet, of days from `from` on, newest first, and when each is planned. */
export async function readFilesNotMade(
  connection: Connection,
  partnerId: PartnerId,
  from: BusinessDate,
) {
  const rows = await connection.run(selectNotMade, [partnerId, from]);
  return rows.map((raw) => {
    const order: FileOrder = { partnerId, ...notMade.read(raw) };
    return { ...order, plannedAt: plannedAt(order.day) };
  });
}
