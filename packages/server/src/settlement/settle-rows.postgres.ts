import {
  type Currency,
  type IdSource,
  money,
  type PartnerId,
  type TradeId,
} from '@sampan/primitives';
import {
  type BusinessClock,
  bigint,
  type Connection,
  date,
  followClock,
  instant,
  optional,
  type RawRow,
  type RowOf,
  RowSet,
  statement,
  table,
  text,
} from '#database';
import { Journal, storeEntries } from '#ledger';
import { FundsBook, loadFunds, readPartners, storeFunds } from '#partner';
import type { Batch, PartnerDay } from './batch.ts';
import { batchKey, partnerDayKey, type Settle, type SettlementBook } from './settle.ts';

export const partnerDays = table({
  partner_id: text<PartnerId>(),
  currency: text<Currency>(),
  day: date,
  items: bigint,
  net: bigint,
  tried_on: optional(date),
  batch_id: optional(text<TradeId>()),
});

export const batches = table({
  partner_id: text<PartnerId>(),
  currency: text<Currency>(),
  settled_on: date,
  batch_id: text<TradeId>(),
  settled_at: instant,
  items: bigint,
  net: bigint,
  entry_id: optional(text<TradeId>()),
});

const lockDays = statement({
  name: 'lock-partner-days',
  text: `select ${partnerDays.selected()}
    from partner_days join unnest($1::text[], $2::text[], $3::date[])
      as due (partner, currency_due, cut_off)
      on partner_id = partner and currency = currency_due and day <= cut_off
    where batch_id is null
    order by partner_id, currency, day for update of partner_days`,
});

const selectBatches = statement({
  name: 'select-settlement-batches',
  text: `select ${batches.selected()}
    from settlement_batches where (partner_id, currency, settled_on) in (
      select unnest($1::text[]), unnest($2::text[]), unnest($3::date[]))`,
});

const insertBatches = statement({
  name: 'insert-settlement-batches',
  text: `insert into settlement_batches (${batches.names()}) ${batches.given()}`,
});

const changed = ['partner_id', 'currency', 'day', 'tried_on', 'batch_id'] as const;

const updateDays = statement({
  name: 'update-partner-days',
  text: `update partner_days set ${partnerDays.assignments(['tried_on', 'batch_id'])}
    from ${partnerDays.changes(changed)}
    where partner_days.partner_id = new.partner_id
      and partner_days.currency = new.currency and partner_days.day = new.day`,
});

/**
 * Reads and locks the rows of the batches, in the system's lock order: partner accounts and all
 * funds first, then partner days.
 */
export async function loadSettlements(
  connection: Connection,
  commands: readonly Settle[],
  { clock, ids, lane }: { clock: BusinessClock; ids: IdSource; lane: number },
): Promise<SettlementBook> {
  const partnerIds = [...new Set(commands.map(({ partnerId }) => partnerId))];
  const keys = [
    commands.map(({ partnerId }) => partnerId),
    commands.map(({ currency }) => currency),
  ];
  const [partners, funds, days, fixed] = await Promise.all([
    readPartners(connection, partnerIds),
    loadFunds(connection, partnerIds, partnerIds, lane),
    connection.run(lockDays, [...keys, commands.map(({ cutOff }) => cutOff)]),
    connection.run(selectBatches, [...keys, commands.map(({ settledOn }) => settledOn)]),
    followClock(connection, clock),
  ]);
  // Two commands of one batch may have the same partner with different cut-offs.
  const distinctDays = new Map(days.map(decodeDay).map((day) => [partnerDayKey(day), day]));
  return {
    now: clock.now(),
    ids,
    partners: new Map(partners.map((partner) => [partner.id, partner])),
    funds: new FundsBook(lane, funds, new Set(partnerIds)),
    batches: new RowSet(
      batchKey,
      fixed.map((raw) => batchOf(batches.read(raw))),
    ),
    days: new RowSet(partnerDayKey, distinctDays.values()),
    journal: new Journal(),
  };
}

/** Writes the changes; undefined when nothing has changed. */
export function storeSettlements(
  connection: Connection,
  book: SettlementBook,
): Promise<unknown> | undefined {
  const fixed = book.batches.inserted();
  const days = book.days.replaced();
  if (days.length === 0) return undefined;
  return Promise.all([
    fixed.length > 0 ? storeBatches(connection, fixed) : undefined,
    connection.run(updateDays, partnerDays.lists(days.map(dayRow), changed)),
    storeFunds(connection, book.funds.changed()),
    storeEntries(connection, book.journal.entries),
  ]);
}

const storeBatches = (connection: Connection, fixed: readonly Batch[]): Promise<unknown> =>
  connection.run(
    insertBatches,
    batches.lists(
      fixed.map((batch) => ({
        partner_id: batch.partnerId,
        currency: batch.currency,
        settled_on: batch.settledOn,
        batch_id: batch.id,
        settled_at: batch.settledAt,
        items: batch.items,
        net: batch.net.minor,
        entry_id: batch.entryId,
      })),
    ),
  );

const dayRow = ({ partnerId, currency, day, items, net, triedOn, batchId }: PartnerDay) => ({
  partner_id: partnerId,
  currency,
  day,
  items,
  net,
  tried_on: triedOn,
  batch_id: batchId,
});

function decodeDay(raw: RawRow): PartnerDay {
  const { partner_id, currency, day, items, net, tried_on, batch_id } = partnerDays.read(raw);
  return { partnerId: partner_id, currency, day, items, net, triedOn: tried_on, batchId: batch_id };
}

export const batchOf = (row: RowOf<typeof batches>): Batch => ({
  partnerId: row.partner_id,
  currency: row.currency,
  settledOn: row.settled_on,
  id: row.batch_id,
  settledAt: row.settled_at,
  items: row.items,
  net: money(row.currency, row.net),
  entryId: row.entry_id,
});
