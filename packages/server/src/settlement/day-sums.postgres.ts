/** Closed days of a partner in sums, as batches settle them. */
import type { BusinessDate, Currency, PartnerId, TradeId } from '@sampan/primitives';
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

/** A closed day of a partner, in one currency, in minor units. */
export interface DaySums {
  readonly day: BusinessDate;
  readonly currency: Currency;
  readonly batchId: TradeId | undefined;
  readonly payments: bigint;
  readonly paid: bigint;
  readonly fees: bigint;
  readonly refunds: bigint;
  readonly refunded: bigint;
  readonly feesReturned: bigint;
  /** As it was booked: payments − refunds − fees + fees returned. */
  readonly net: bigint;
}

const daySums = table({
  day: date,
  currency: text<Currency>(),
  batch_id: optional(text<TradeId>()),
  payments: bigint,
  paid: bigint,
  fees: bigint,
  refunds: bigint,
  refunded: bigint,
  fees_returned: bigint,
  net: bigint,
});

const sumUp = (which: string): string => `select days.day::text, days.currency, batch_id, days.net,
      coalesce(sum(payments), 0)::bigint as payments, coalesce(sum(paid), 0)::bigint as paid,
      coalesce(sum(fees), 0)::bigint as fees, coalesce(sum(refunds), 0)::bigint as refunds,
      coalesce(sum(refunded), 0)::bigint as refunded,
      coalesce(sum(fees_returned), 0)::bigint as fees_returned
    from partner_days as days left join partner_hours as hours
      on hours.partner_id = days.partner_id and hours.day = days.day
        and hours.currency = days.currency
    where days.partner_id = $1 and ${which}
    group by days.partner_id, days.currency, days.day
    order by days.day desc, days.currency`;

const selectDaysOfBatches = statement({
  name: 'select-day-sums-of-batches',
  text: sumUp('batch_id = any($2::text[])'),
});

const selectUnsettled = statement({
  name: 'select-day-sums-unsettled',
  text: sumUp('batch_id is null and days.currency = $2 and days.day <= $3'),
});

/** The days of batches, newest first. */
export async function readDaysOfBatches(
  connection: Connection,
  partnerId: PartnerId,
  batchIds: readonly TradeId[],
): Promise<DaySums[]> {
  const rows = await connection.run(selectDaysOfBatches, [partnerId, batchIds]);
  return rows.map(daysOf);
}

/** Days up to `through` that are in no batch yet, newest first. */
export async function readUnsettledDays(
  connection: Connection,
  { partnerId, currency }: { readonly partnerId: PartnerId; readonly currency: Currency },
  through: BusinessDate,
): Promise<DaySums[]> {
  const rows = await connection.run(selectUnsettled, [partnerId, currency, through]);
  return rows.map(daysOf);
}

function daysOf(raw: RawRow): DaySums {
  const { batch_id, fees_returned, ...row } = daySums.read(raw);
  return { ...row, batchId: batch_id, feesReturned: fees_returned };
}
