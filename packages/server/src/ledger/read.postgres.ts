import {
  type BusinessDate,
  type Currency,
  type Instant,
  money,
  type TradeId,
} from '@sampan/primitives';
import { type Connection, type RawRow, statement } from '#database';
import type { Account } from './account.ts';
import type { Entry, EntryKind } from './entry.ts';

const selectEntries = statement({
  name: 'select-entries',
  text: 'select entry_id, kind, cause, booked_at from entries where entry_id = any($1::text[])',
});

// An entry's id begins with the day on which it was booked, so this reads one day of the table.
const selectEntriesOfCause = statement({
  name: 'select-entries-of-cause',
  text: `select entry_id, kind, cause, booked_at from entries
    where entry_id >= $1 and entry_id < $2 and cause = $3`,
});

const selectTransfers = statement({
  name: 'select-transfers',
  text: `select entry_id, debit, credit, currency, amount from transfers
    where entry_id = any($1::text[]) order by entry_id, position`,
});

/** What to look for: entries by their ids, and those that one cause booked on one day. */
export interface EntriesWanted {
  readonly ids: readonly TradeId[];
  readonly caused?: { readonly by: string; readonly on: BusinessDate } | undefined;
}

/** The wanted entries with their transfers, oldest first. */
export async function readEntries(
  connection: Connection,
  { ids, caused }: EntriesWanted,
): Promise<Entry[]> {
  const [named, found] = await Promise.all([
    connection.run(selectEntries, [ids]),
    caused ? connection.run(selectEntriesOfCause, [...dayRange(caused.on), caused.by]) : [],
  ]);
  const rows = new Map([...named, ...found].map((row) => [row.entry_id as TradeId, row]));
  const transfers = await connection.run(selectTransfers, [[...rows.keys()]]);
  return [...rows.values()]
    .map((row) => decodeEntry(row, transfers))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

function dayRange(day: BusinessDate): readonly [string, string] {
  const digits = day.replaceAll('-', '');
  // The colon follows the digits in ASCII: greater than every id of the day.
  return [digits, `${digits}:`];
}

function decodeEntry(row: RawRow, transfers: readonly RawRow[]): Entry {
  const own = transfers.filter(({ entry_id }) => entry_id === row.entry_id);
  return {
    id: row.entry_id as TradeId,
    kind: row.kind as EntryKind,
    cause: row.cause as string,
    bookedAt: row.booked_at as Instant,
    transfers: own.map(({ debit, credit, currency, amount }) => ({
      debit: debit as Account,
      credit: credit as Account,
      amount: money(currency as Currency, amount as bigint),
    })),
  };
}
