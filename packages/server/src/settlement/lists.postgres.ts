/** Closed days and batches for operators, newest first (keyset pagination). */
import {
  type BusinessDate,
  type Currency,
  type Money,
  money,
  type PartnerId,
  type TradeId,
} from '@sampan/primitives';
import { boolean, type Connection, type RawRow, statement, table } from '#database';
import type { Batch } from './batch.ts';
import { batches, batchOf, partnerDays } from './settle-rows.postgres.ts';

const listedDays = table({ ...partnerDays.columns, filed: boolean });
const listedBatches = table({ ...batches.columns, filed: boolean });

const dayColumns = listedDays.selected();
const daysPage = `(day, partner_id, currency) < ($1::date, $2, $3)
    and day <= (select max(day) from business_days where closed_at is not null)`;

const listDays = statement({
  name: 'list-partner-days',
  text: `select ${dayColumns} from partner_days where ${daysPage}
    order by partner_days.day desc, partner_id desc, currency desc limit $4`,
});

const listDaysOf = statement({
  name: 'list-partner-days-of-partner',
  text: `select ${dayColumns} from partner_days where partner_id = $5 and ${daysPage}
    order by partner_days.day desc, partner_id desc, currency desc limit $4`,
});

const batchColumns = listedBatches.selected();
const batchesPage = '(settled_on, currency, partner_id) < ($1::date, $2, $3)';

const listAllBatches = statement({
  name: 'list-batches',
  text: `select ${batchColumns} from settlement_batches where ${batchesPage}
    order by settlement_batches.settled_on desc, currency desc, partner_id desc limit $4`,
});

const listBatchesOf = statement({
  name: 'list-batches-of-partner',
  text: `select ${batchColumns} from settlement_batches where partner_id = $5 and ${batchesPage}
    order by settlement_batches.settled_on desc, currency desc, partner_id desc limit $4`,
});

const selectBatch = statement({
  name: 'select-batch-of-partner',
  text: `select ${batchColumns} from settlement_batches where batch_id = $1 and partner_id = $2`,
});

/** A batch of the partner; those of others do not exist. */
export async function readBatch(
  connection: Connection,
  partnerId: PartnerId,
  batchId: TradeId,
): Promise<ListedBatch | undefined> {
  const [row] = await connection.run(selectBatch, [batchId, partnerId]);
  return row && listedBatch(row);
}

/** A closed day of a partner. */
export interface ListedDay {
  readonly partnerId: PartnerId;
  readonly currency: Currency;
  readonly day: BusinessDate;
  readonly items: bigint;
  /** Negative when refunds exceed payments. */
  readonly net: Money;
  readonly batchId: TradeId | undefined;
  readonly filed: boolean;
}

export interface ListedBatch extends Batch {
  readonly filed: boolean;
}

type Filter = { readonly partnerId?: PartnerId | undefined };

/** A page of closed days: at most `limit` after `after`. */
export async function listPartnerDays(
  connection: Connection,
  { partnerId }: Filter,
  after: Pick<ListedDay, 'day' | 'partnerId' | 'currency'> | undefined,
  limit: number,
): Promise<ListedDay[]> {
  const { day = 'infinity', partnerId: partner = '', currency = '' } = after ?? {};
  const page = [day, partner, currency, limit];
  const rows = await (partnerId === undefined
    ? connection.run(listDays, page)
    : connection.run(listDaysOf, [...page, partnerId]));
  return rows.map(dayOf);
}

/** A page of settlement batches: at most `limit` after `after`. */
export async function listBatches(
  connection: Connection,
  { partnerId }: Filter,
  after: Pick<ListedBatch, 'settledOn' | 'currency' | 'partnerId'> | undefined,
  limit: number,
): Promise<ListedBatch[]> {
  const { settledOn = 'infinity', currency = '', partnerId: partner = '' } = after ?? {};
  const page = [settledOn, currency, partner, limit];
  const rows = await (partnerId === undefined
    ? connection.run(listAllBatches, page)
    : connection.run(listBatchesOf, [...page, partnerId]));
  return rows.map(listedBatch);
}

function listedBatch(raw: RawRow): ListedBatch {
  const row = listedBatches.read(raw);
  return { ...batchOf(row), filed: row.filed };
}

function dayOf(raw: RawRow): ListedDay {
  const { partner_id, currency, day, items, net, batch_id, filed } = listedDays.read(raw);
  return {
    partnerId: partner_id,
    currency,
    day,
    items,
    net: money(currency, net),
    batchId: batch_id,
    filed,
  };
}
