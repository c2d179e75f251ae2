import { type Currency, money, type PartnerId } from '@sampan/primitives';
import {
  bigint,
  type Connection,
  date,
  optional,
  type RawRow,
  statement,
  table,
  text,
} from '#database';
import type { RunningTotal } from '#ledger';
import type { Partner } from './partner.ts';
import { hasTotalLimit, type Receipts } from './receipts.ts';

export const receipts = table({
  partner_id: text<PartnerId>(),
  currency: text<Currency>(),
  received_on: optional(date),
  received_day: bigint,
  received_month: bigint,
});

const changing = ['received_on', 'received_day', 'received_month'] as const;
const changed = ['partner_id', ...changing] as const;

const updateReceipts = statement({
  name: 'update-partner-receipts',
  text: `update partner_receipts set ${receipts.assignments(changing)}
    from ${receipts.changes(changed)} where partner_receipts.partner_id = new.partner_id`,
});

const insertReceipts = statement({
  name: 'insert-partner-receipts',
  text: `insert into partner_receipts (${receipts.names()}) values (${receipts.placeholders()})
    on conflict (partner_id) do nothing`,
});

const deleteReceipts = statement({
  name: 'delete-partner-receipts',
  text: 'delete from partner_receipts where partner_id = $1',
});

export const storeReceipts = (
  connection: Connection,
  totals: readonly Receipts[],
): Promise<unknown> =>
  connection.run(
    updateReceipts,
    receipts.lists(
      totals.map(({ partnerId, total }) => rowOf(partnerId, total)),
      changed,
    ),
  );

const rowOf = (partnerId: PartnerId, { on, day, month }: RunningTotal) => ({
  partner_id: partnerId,
  currency: day.currency,
  received_on: on,
  received_day: day.minor,
  received_month: month.minor,
});

export function decodeReceipts(raw: RawRow): Receipts {
  const { partner_id, currency, received_on, received_day, received_month } = receipts.read(raw);
  return {
    partnerId: partner_id,
    total: {
      on: received_on,
      day: money(currency, received_day),
      month: money(currency, received_month),
    },
  };
}

/**
 * Starts or stops counting a partner's receipts, as its limits require. Starts with the `received`
 * totals. Existing counts are not changed.
 */
export async function countReceipts(
  connection: Connection,
  partner: Partner,
  received: RunningTotal,
): Promise<void> {
  if (!hasTotalLimit(partner)) await connection.run(deleteReceipts, [partner.id]);
  else await connection.run(insertReceipts, receipts.values(rowOf(partner.id, received)));
}
