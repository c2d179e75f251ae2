import {
  type BusinessDate,
  type Currency,
  type IdSource,
  type Instant,
  money,
  type PartnerId,
  type TradeId,
} from '@sampan/primitives';
import {
  type BusinessClock,
  type Connection,
  followClock,
  type RawRow,
  RowSet,
  statement,
  timestamp,
} from '#database';
import { Journal, storeEntries } from '#ledger';
import { FundsBook, loadFunds, readPartners, storeFunds } from '#partner';
import type { Batch, PartnerDay } from './batch.ts';
import { batchKey, partnerDayKey, type Settle, type SettlementBook } from './settle.ts';

const lockDays = statement({
  name: 'lock-partner-days',
  text: `select partner_id, currency, day::text, items, net, tried_on::text, batch_id
    from partner_days join unnest($1::text[], $2::text[], $3::date[])
      as due (partner, currency_due, cut_off)
      on partner_id = partner and currency = currency_due and day <= cut_off
    where batch_id is null
    order by partner_id, currency, day for update of partner_days`,
});

const selectBatches = statement({
  name: 'select-settlement-batches',
  text: `select partner_id, currency, settled_on::text, batch_id, settled_at, items, net, entry_id
    from settlement_batches where (partner_id, currency, settled_on) in (
      select * from unnest($1::text[], $2::text[], $3::date[]))`,
});

const insertBatches = statement({
  name: 'insert-settlement-batches',
  text: `insert into settlement_batches
      (partner_id, currency, settled_on, batch_id, settled_at, items, net, entry_id)
    select * from unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::timestamptz[],
      $6::bigint[], $7::bigint[], $8::text[])`,
});

const updateDays = statement({
  name: 'update-partner-days',
  text: `update partner_days set tried_on = new.tried_on, batch_id = new.batch_id
    from unnest($1::text[], $2::text[], $3::date[], $4::date[], $5::text[])
      as new (partner_id, currency, day, tried_on, batch_id)
    where partner_days.partner_id = new.partner_id
      and partner_days.currency = new.currency and partner_days.day = new.day`,
});

/**
 * Reads and locks what the batches at hand need, in the lock order of the whole system: the partners'
 * accounts and all their funds first, then their days.
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
  const [partners, funds, days, batches] = await Promise.all([
    readPartners(connection, partnerIds),
    loadFunds(connection, partnerIds, partnerIds, lane),
    connection.run(lockDays, [...keys, commands.map(({ cutOff }) => cutOff)]),
    connection.run(selectBatches, [...keys, commands.map(({ settledOn }) => settledOn)]),
    followClock(connection, clock),
  ]);
  // Two commands of one batch may name the same partner with different cut-offs.
  const distinctDays = new Map(days.map(decodeDay).map((day) => [partnerDayKey(day), day]));
  return {
    now: clock.now(),
    ids,
    partners: new Map(partners.map((partner) => [partner.id, partner])),
    funds: new FundsBook(lane, funds, new Set(partnerIds)),
    batches: new RowSet(batchKey, batches.map(decodeBatch)),
    days: new RowSet(partnerDayKey, distinctDays.values()),
    journal: new Journal(),
  };
}

/** Writes what was decided; undefined when nothing has changed. */
export function storeSettlements(
  connection: Connection,
  book: SettlementBook,
): Promise<unknown> | undefined {
  const batches = book.batches.inserted();
  const days = book.days.replaced();
  if (days.length === 0) return undefined;
  return Promise.all([
    batches.length > 0 ? storeBatches(connection, batches) : undefined,
    connection.run(updateDays, [
      days.map(({ partnerId }) => partnerId),
      days.map(({ currency }) => currency),
      days.map(({ day }) => day),
      days.map(({ triedOn }) => triedOn ?? null),
      days.map(({ batchId }) => batchId ?? null),
    ]),
    storeFunds(connection, book.funds.changed()),
    storeEntries(connection, book.journal.entries),
  ]);
}

const storeBatches = (connection: Connection, batches: readonly Batch[]): Promise<unknown> =>
  connection.run(insertBatches, [
    batches.map(({ partnerId }) => partnerId),
    batches.map(({ currency }) => currency),
    batches.map(({ settledOn }) => settledOn),
    batches.map(({ id }) => id),
    batches.map(({ settledAt }) => timestamp(settledAt)),
    batches.map(({ items }) => items),
    batches.map(({ net }) => net.minor),
    batches.map(({ entryId }) => entryId ?? null),
  ]);

const decodeDay = (row: RawRow): PartnerDay => ({
  partnerId: row.partner_id as PartnerId,
  currency: row.currency as Currency,
  day: row.day as BusinessDate,
  items: row.items as bigint,
  net: row.net as bigint,
  triedOn: (row.tried_on as BusinessDate | null) ?? undefined,
  batchId: (row.batch_id as TradeId | null) ?? undefined,
});

export const decodeBatch = (row: RawRow): Batch => ({
  partnerId: row.partner_id as PartnerId,
  currency: row.currency as Currency,
  settledOn: row.settled_on as BusinessDate,
  id: row.batch_id as TradeId,
  settledAt: row.settled_at as Instant,
  items: row.items as bigint,
  net: money(row.currency as Currency, row.net as bigint),
  entryId: (row.entry_id as TradeId | null) ?? undefined,
});
