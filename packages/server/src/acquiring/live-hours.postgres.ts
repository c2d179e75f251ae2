/**
 * What a partner took and gave back on a day that is not closed yet, by the hour, as the items of the day
 * will say: amounts in the settlement currency, before the fee.
 */
import {
  addDays,
  after,
  type BusinessDate,
  before,
  businessDate,
  type Currency,
  elapsed,
  type Instant,
  milliseconds,
  minutes,
  type PartnerId,
  type PaymentInst,
  parseBusinessDate,
  required,
  startOfDay,
  type TradeId,
} from '@sampan/primitives';
import { bigint, type Connection, date, integer, statement, table, text } from '#database';

/** Minor units of the settlement currency. */
export interface HourSums {
  readonly day: BusinessDate;
  /** GMT+8. */
  readonly hour: number;
  readonly inst: PaymentInst;
  readonly currency: Currency;
  readonly payments: bigint;
  readonly paid: bigint;
  readonly fees: bigint;
  /** Refunds and cancels of paid trades. */
  readonly refunds: bigint;
  readonly refunded: bigint;
  readonly feesReturned: bigint;
}

const hourRows = table({
  hour: integer,
  inst: text<PaymentInst>(),
  currency: text<Currency>(),
  payments: bigint,
  paid: bigint,
  fees: bigint,
  refunds: bigint,
  refunded: bigint,
  fees_returned: bigint,
});

/** Of a row of `trades`: found by the index `trades_paid_late`. */
export const isLate = `paid_at - created_at > interval '10 minutes'`;
const inGmt8 = (column: string): string =>
  `date_trunc('hour', ${column} at time zone interval '8 hours')`;
const settled = `coalesce(settlement_currency, currency) as currency,
    coalesce(settlement, amount) as amount`;

// A payment is found by the id of its trade, which is about as old; the few that are much younger than
// their trades have an index of their own. A cancel is on the day of its payment.
const selectHours = statement({
  name: 'select-live-hours-of-partner',
  text: `select extract(hour from at)::integer as hour, inst, currency,
      sum(payments)::bigint as payments, sum(paid)::bigint as paid, sum(fees)::bigint as fees,
      sum(refunds)::bigint as refunds, sum(refunded)::bigint as refunded,
      sum(fees_returned)::bigint as fees_returned
    from (
      select ${inGmt8('paid_at')} as at, inst, currency, count(*) as payments, sum(amount) as paid,
        sum(fee) as fees, 0 as refunds, 0 as refunded, 0 as fees_returned
      from (
        select paid_at, inst, fee, ${settled} from trades
        where partner_id = $1 and state in ('paid', 'closed', 'finished')
          and trade_id >= $4 and trade_id < $5
          and paid_at >= $2 and paid_at < $3 and not (${isLate})
        union all
        select paid_at, inst, fee, ${settled} from trades
        where partner_id = $1 and paid_at >= $2 and paid_at < $3 and ${isLate}) as paid
      group by 1, 2, 3
      union all
      select ${inGmt8('closed_at')}, inst, currency, 0, 0, 0, count(*), sum(amount), sum(fee)
      from (
        select closed_at, inst, fee, ${settled} from trades
        where partner_id = $1 and (refunded > 0 or refund_reserved > 0 or cancel_action = 'refund')
          and trade_id >= $4 and trade_id < $5
          and cancel_action = 'refund' and closed_at >= $2 and closed_at < $3 and not (${isLate})
        union all
        select closed_at, inst, fee, ${settled} from trades
        where partner_id = $1 and paid_at >= $2 and paid_at < $3 and ${isLate}
          and cancel_action = 'refund' and closed_at < $3) as cancelled
      group by 1, 2, 3
      union all
      select ${inGmt8('done_at')}, inst,
        coalesce(refunds.settlement_currency, trades.settlement_currency, refunds.currency),
        0, 0, 0, 1, coalesce(refunds.settlement, refunds.amount), refunds.fee_returned
      from refunds join trades using (partner_id, partner_trans_id)
      where refunds.partner_id = $1 and refunds.state = 'done'
        and done_at >= $2 and done_at < $3) as booked
    group by 1, 2, 3 order by 1, 2, 3`,
});

/** The hours of a day, until `until` if that comes before its end. */
export async function readLiveHours(
  connection: Connection,
  partnerId: PartnerId,
  { day, until }: { readonly day: BusinessDate; readonly until?: Instant },
): Promise<HourSums[]> {
  const start = startOfDay(day);
  const end = startOfDay(addDays(day, 1));
  const last = until !== undefined && until < end ? until : end;
  const rows = await connection.run(selectHours, [
    ...[partnerId, start, last],
    ...[idsFrom(before(start, idsAhead)), idsFrom(after(last, idsAhead))],
  ]);
  return rows.map((raw) => {
    const { fees_returned, ...row } = hourRows.read(raw);
    return { ...row, day, feesReturned: fees_returned };
  });
}

const unpaidDays = table({ day: date, unpaid: bigint, asking: bigint });

const selectUnpaid = statement({
  name: 'select-unpaid-days-of-partner',
  text: `select (created_at at time zone interval '8 hours')::date::text as day,
      count(*) as unpaid, count(*) filter (where expires_at > $4 and state = 'waiting') as asking
    from trades
    where partner_id = $1 and state in ('waiting', 'closed') and trade_id >= $2 and trade_id < $3
      and paid_at is null
    group by 1 order by 1`,
});

export interface UnpaidDay {
  readonly day: BusinessDate;
  /** Trades that began on the day and are not paid. */
  readonly unpaid: bigint;
  /** Those of them that may be paid still. */
  readonly asking: bigint;
}

/** The trades of a few days that are not paid. */
export async function readUnpaidDays(
  connection: Connection,
  partnerId: PartnerId,
  {
    from,
    to,
    now,
  }: { readonly from: BusinessDate; readonly to: BusinessDate; readonly now: Instant },
): Promise<readonly UnpaidDay[]> {
  const ids = [idsFrom(startOfDay(from)), idsFrom(after(startOfDay(addDays(to, 1)), idsAhead))];
  const rows = await connection.run(selectUnpaid, [partnerId, ...ids, now]);
  return rows.map((row) => unpaidDays.read(row)).filter(({ day }) => day >= from && day <= to);
}

/** By so much an id may be of a later time than what it names (`idSource`), and a little more. */
export const idsAhead = minutes(12);

/** All ids of this instant and later are at least this: they begin with the millisecond of their day. */
export function idsFrom(at: Instant): string {
  const day = businessDate(at);
  const ms = elapsed(startOfDay(day), at);
  return `${day.replaceAll('-', '')}${String(ms).padStart(8, '0')}`;
}

/** When an id was made, or a little later. */
export function timeOfId(id: TradeId): Instant {
  const day = parseBusinessDate(`${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`);
  return after(
    startOfDay(required(day, 'an id begins with its day')),
    milliseconds(Number(id.slice(8, 16))),
  );
}
