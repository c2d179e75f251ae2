import { type Connection, statement } from '#database';
import type { Entry } from './entry.ts';
import { entries, transfers } from './entry-rows.ts';

const insertEntries = statement({
  name: 'insert-entries',
  text: `insert into entries (${entries.names()}) ${entries.given()}`,
});

const insertTransfers = statement({
  name: 'insert-transfers',
  text: `insert into transfers (${transfers.names()}) ${transfers.given()}`,
});

/** Appends entries with their transfers. */
export function storeEntries(connection: Connection, booked: readonly Entry[]): Promise<unknown> {
  const entryRows = booked.map(({ id, kind, cause, bookedAt }) => ({
    entry_id: id,
    kind,
    cause,
    booked_at: bookedAt,
  }));
  const transferRows = booked.flatMap((entry) =>
    entry.transfers.map(({ debit, credit, amount }, position) => ({
      entry_id: entry.id,
      position,
      debit,
      credit,
      currency: amount.currency,
      amount: amount.minor,
    })),
  );
  return Promise.all([
    connection.run(insertEntries, entries.lists(entryRows)),
    connection.run(insertTransfers, transfers.lists(transferRows)),
  ]);
}
