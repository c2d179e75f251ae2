import { type Connection, statement, timestamp } from '#database';
import type { Entry } from './entry.ts';

const insertEntries = statement({
  name: 'insert-entries',
  text: `insert into entries (entry_id, kind, cause, booked_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])`,
});

const insertTransfers = statement({
  name: 'insert-transfers',
  text: `insert into transfers (entry_id, position, debit, credit, currency, amount)
    select * from unnest($1::text[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::bigint[])`,
});

/** Appends entries with their transfers. */
export function storeEntries(connection: Connection, entries: readonly Entry[]): Promise<unknown> {
  const transfers = entries.flatMap(({ id, transfers }) =>
    transfers.map((transfer, position) => ({ id, position, ...transfer })),
  );
  return Promise.all([
    connection.run(insertEntries, [
      entries.map(({ id }) => id),
      entries.map(({ kind }) => kind),
      entries.map(({ cause }) => cause),
      entries.map(({ bookedAt }) => timestamp(bookedAt)),
    ]),
    connection.run(insertTransfers, [
      transfers.map(({ id }) => id),
      transfers.map(({ position }) => position),
      transfers.map(({ debit }) => debit),
      transfers.map(({ credit }) => credit),
      transfers.map(({ amount }) => amount.currency),
      transfers.map(({ amount }) => amount.minor),
    ]),
  ]);
}
