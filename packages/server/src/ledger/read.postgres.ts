import { type BusinessDate, money, type TradeId } from '@sampan/primitives';
import { type Connection, type RawRow, type RowOf, statement } from '#database';
import type { Entry } from './entry.ts';
import { entries, transfers } from './entry-rows.ts';

const selectEntries = statement({
  name: 'select-entries',
  text: `select ${entries.names()} from entries where entry_id = any($1::text[])`,
});

// Entry ids start with the day of booking, so this reads one day of the table.
const selectEntriesOfCause = statement({
  name: 'select-entries-of-cause',
  text: `select ${entries.names()} from entries
    where entry_id >= $1 and entry_id < $2 and cause = $3`,
});

const selectTransfers = statement({
  name: 'select-transfers',
  text: `select ${transfers.names()} from transfers
    where entry_id = any($1::text[]) order by entry_id, position`,
});

/** The filter: entries by their ids, and those with one cause on one day. */
export interface EntriesWanted {
  readonly ids: readonly TradeId[];
  readonly caused?: { readonly by: string; readonly on: BusinessDate } | undefined;
}

/** The matching entries with their transfers, oldest first. */
export async function readEntries(
  connection: Connection,
  { ids, caused }: EntriesWanted,
): Promise<Entry[]> {
  const [named, found] = await Promise.all([
    connection.run(selectEntries, [ids]),
    caused ? connection.run(selectEntriesOfCause, [...dayRange(caused.on), caused.by]) : [],
  ]);
  const rows = new Map([...named, ...found].map((raw) => [String(raw.entry_id), raw]));
  const moved = await connection.run(selectTransfers, [[...rows.keys()]]);
  return [...rows.values()]
    .map((raw) =>
      decodeEntry(
        raw,
        moved.map((each) => transfers.read(each)),
      ),
    )
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

function dayRange(day: BusinessDate): readonly [string, string] {
  const digits = day.replaceAll('-', '');
  // The colon follows the digits in ASCII, so this is greater than every id of the day.
  return [digits, `${digits}:`];
}

function decodeEntry(raw: RawRow, moved: readonly RowOf<typeof transfers>[]): Entry {
  const { entry_id, kind, cause, booked_at } = entries.read(raw);
  const own = moved.filter((transfer) => transfer.entry_id === entry_id);
  return {
    id: entry_id,
    kind,
    cause,
    bookedAt: booked_at,
    transfers: own.map(({ debit, credit, currency, amount }) => ({
      debit,
      credit,
      amount: money(currency, amount),
    })),
  };
}
