import type { Instant, PartnerId } from '@sampan/primitives';
import { bigint, type Connection, instant, statement, table, text } from '#database';

/** Refused requests of a partner in an hour, by service and code: both are few, so rows are few. */
export interface RefusalCount {
  readonly partnerId: PartnerId;
  /** When the hour begins. */
  readonly hour: Instant;
  readonly service: string;
  readonly code: string;
  readonly count: bigint;
}

const counts = table({
  partner_id: text<PartnerId>(),
  hour: instant,
  service: text(),
  code: text(),
  count: bigint,
});

// In the order of the key, so that two processes wait for each other and never in a circle.
const addCounts = statement({
  name: 'add-refusal-counts',
  text: `insert into refusal_counts (${counts.names()}) ${counts.given()}
    order by partner_id, hour, service, code
    on conflict (partner_id, hour, service, code) do update
      set count = refusal_counts.count + excluded.count`,
});

const codeCounts = table({ code: text(), count: bigint });

const selectCounts = statement({
  name: 'select-refusal-counts',
  text: `select code, sum(count)::bigint as count from refusal_counts
    where partner_id = $1 and hour >= $2 and hour < $3
    group by code order by 2 desc, 1`,
});

const deleteOld = statement({
  name: 'delete-old-refusal-counts',
  byOwner: true,
  text: `delete from refusal_counts where ctid = any(array(
      select ctid from refusal_counts where hour < $1
      order by hour limit $2 for update skip locked))
    returning 1`,
});

/** Adds to what is counted already; each key once. */
export const addRefusals = (
  connection: Connection,
  added: readonly RefusalCount[],
): Promise<unknown> =>
  connection.run(
    addCounts,
    counts.lists(added.map(({ partnerId, ...row }) => ({ partner_id: partnerId, ...row }))),
  );

/** The refused requests of a partner from one instant to another, by code, the commonest first. */
export async function readRefusals(
  connection: Connection,
  partnerId: PartnerId,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<readonly { readonly code: string; readonly count: bigint }[]> {
  const rows = await connection.run(selectCounts, [partnerId, from, to]);
  return rows.map((row) => codeCounts.read(row));
}

/** Deletes counts of hours before `until`, at most `limit`; returns their number. */
export async function removeOldRefusals(
  connection: Connection,
  until: Instant,
  limit: number,
): Promise<number> {
  return (await connection.run(deleteOld, [until, limit])).length;
}
