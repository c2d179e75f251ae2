/** Sums of partners' closed days, as their items say. */
import {
  after,
  type BusinessDate,
  type Currency,
  type Instant,
  type PartnerId,
  type PaymentInst,
} from '@sampan/primitives';
import { type HourSums, idsAhead, idsFrom } from '#acquiring';
import { bigint, type Connection, date, integer, statement, table, text } from '#database';

const sums = {
  payments: bigint,
  paid: bigint,
  fees: bigint,
  refunds: bigint,
  refunded: bigint,
  fees_returned: bigint,
};

const hours = table({
  day: date,
  hour: integer,
  inst: text<PaymentInst>(),
  currency: text<Currency>(),
  ...sums,
});

const selectHours = statement({
  name: 'select-hours-of-partner',
  text: `select ${hours.selected()} from partner_hours
    where partner_id = $1 and day >= $2 and day <= $3 order by day, hour, inst, currency`,
});

/** The hours of closed days in which anything was booked. */
export async function readClosedHours(
  connection: Connection,
  partnerId: PartnerId,
  { from, to }: { readonly from: BusinessDate; readonly to: BusinessDate },
): Promise<HourSums[]> {
  const rows = await connection.run(selectHours, [partnerId, from, to]);
  return rows.map((raw) => {
    const { fees_returned, ...row } = hours.read(raw);
    return { ...row, feesReturned: fees_returned };
  });
}

const unpaidDays = table({ day: date, trades: bigint });

const selectUnpaid = statement({
  name: 'select-unpaid-of-closed-days',
  text: `select ${unpaidDays.selected()} from partner_unpaid
    where partner_id = $1 and day >= $2 and day <= $3`,
});

/** Trades that began on closed days and were not paid when these were closed. */
export async function readClosedUnpaid(
  connection: Connection,
  partnerId: PartnerId,
  { from, to }: { readonly from: BusinessDate; readonly to: BusinessDate },
): Promise<readonly { readonly day: BusinessDate; readonly trades: bigint }[]> {
  const rows = await connection.run(selectUnpaid, [partnerId, from, to]);
  return rows.map((row) => unpaidDays.read(row));
}

const paidItems = table({ payments: bigint, paid: bigint });

// Ids of entries begin with their time, so only this span is read.
const selectPaid = statement({
  name: 'select-paid-items-within',
  text: `select count(*) as payments, coalesce(sum(amount), 0)::bigint as paid
    from settlement_items
    where partner_id = $1 and day = $2 and entry_id >= $5 and entry_id < $6
      and booked_at >= $3 and booked_at < $4 and kind = 'payment' and currency = $7`,
});

/** The payments of a closed day from one instant to another. */
export async function readPaidWithin(
  connection: Connection,
  { partnerId, currency }: { readonly partnerId: PartnerId; readonly currency: Currency },
  { day, from, to }: { readonly day: BusinessDate; readonly from: Instant; readonly to: Instant },
): Promise<{ readonly payments: bigint; readonly paid: bigint }> {
  const ids = [idsFrom(from), idsFrom(after(to, idsAhead))];
  const [row] = await connection.run(selectPaid, [partnerId, day, from, to, ...ids, currency]);
  return row ? paidItems.read(row) : { payments: 0n, paid: 0n };
}
