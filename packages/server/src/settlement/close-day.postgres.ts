import { addDays, type BusinessDate, type Instant, startOfDay } from '@sampan/primitives';
import { type Connection, statement } from '#database';

// Days without entries are skipped: the first entry after the newest closed day determines the next
// day. An entry's id may be of the day after its own, so the day before the id's is tried.
const selectNextOpenDay = statement({
  name: 'select-next-open-day',
  text: `with closed as (
      select max(day) as day from business_days where closed_at is not null),
    first as (
      select to_date(left(min(entry_id), 8), 'YYYYMMDD') - 1 as day from entries
      where entry_id >= coalesce((select to_char(day + 1, 'YYYYMMDD') from closed), '')
        and entry_id < $1)
    select greatest(first.day, closed.day + 1)::text as day from first, closed
    where first.day is not null`,
});

const selectHasEntries = statement({
  name: 'select-has-entries-since',
  text: 'select exists (select from entries where entry_id >= $1) as found',
});

const selectLastClosed = statement({
  name: 'select-last-closed-day',
  text: 'select max(day)::text as day from business_days where closed_at is not null',
});

// Records that all days up to this one are complete, including empty ones.
const insertClosed = statement({
  name: 'insert-closed-day-without-entries',
  text: `insert into business_days (day, cursor, items, closed_at) values ($1, $2, 0, $3)
    on conflict (day) do nothing`,
});

const insertDay = statement({
  name: 'insert-business-day',
  text: `insert into business_days (day, cursor, items) values ($1, $2, 0)
    on conflict (day) do nothing`,
});

const lockDay = statement({
  name: 'lock-business-day',
  text: `select cursor, closed_at is not null as closed from business_days
    where day = $1 for update`,
});

// Turns the entries after the cursor (payments, refunds, cancels) into items, and adds them to their
// partner days and to the sums of their hours. Each row is found by its own key, whatever the
// tables' size: `limit 1`.
const takeUpEntries = statement({
  name: 'take-up-entries',
  text: `with taken as (
      select entry_id, kind, cause, booked_at from entries
      where entry_id > $2 and entry_id < $3
      order by entry_id limit $6),
    made as (
      select trade.partner_id, $1::date as day, taken.entry_id,
        case when kind = 'cancel' and trade.cancel_service = 'reverse' then 'reversal' else kind end
          as kind,
        booked_at, trade.partner_trans_id, refund.partner_refund_id, trade.trade_id,
        coalesce(trade.settlement_currency, trade.currency) as currency,
        case kind when 'refund' then coalesce(refund.settlement, refund.amount)
          else coalesce(trade.settlement, trade.amount) end as amount,
        case kind when 'refund' then refund.fee_returned else trade.fee end as fee,
        case when trade.fee_cny is null then null
          when kind = 'refund' then coalesce(refund.charge, refund.amount)
          else coalesce(trade.charge, trade.amount) end as amount_cny,
        case when trade.fee_cny is null then null
          when kind = 'refund' then coalesce(refund.fee_cny_returned, 0)
          else trade.fee_cny end as fee_cny,
        trade.inst
      from taken
      cross join lateral (select * from trades where trade_id = taken.cause limit 1) as trade
      left join lateral (
        select * from refunds where taken.kind = 'refund'
          and refunds.partner_id = trade.partner_id
          and refunds.partner_trans_id = trade.partner_trans_id
          and refunds.entry_id = taken.entry_id limit 1) as refund on true
      where kind in ('payment', 'refund', 'cancel') and booked_at >= $4 and booked_at < $5),
    items as (
      insert into settlement_items (partner_id, day, entry_id, kind, booked_at, partner_trans_id,
        partner_refund_id, trade_id, currency, amount, fee, amount_cny, fee_cny)
      select partner_id, day, entry_id, kind, booked_at, partner_trans_id,
        partner_refund_id, trade_id, currency, amount, fee, amount_cny, fee_cny
      from made
      returning partner_id, currency, kind, amount, fee),
    hours as (
      insert into partner_hours (partner_id, day, hour, inst, currency,
        payments, paid, fees, refunds, refunded, fees_returned)
      select partner_id, day, extract(hour from booked_at at time zone interval '8 hours'),
        inst, currency,
        count(*) filter (where kind = 'payment'),
        coalesce(sum(amount) filter (where kind = 'payment'), 0),
        coalesce(sum(fee) filter (where kind = 'payment'), 0),
        count(*) filter (where kind <> 'payment'),
        coalesce(sum(amount) filter (where kind <> 'payment'), 0),
        coalesce(sum(fee) filter (where kind <> 'payment'), 0)
      from made group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
      on conflict (partner_id, day, hour, inst, currency) do update
        set payments = partner_hours.payments + excluded.payments,
          paid = partner_hours.paid + excluded.paid,
          fees = partner_hours.fees + excluded.fees,
          refunds = partner_hours.refunds + excluded.refunds,
          refunded = partner_hours.refunded + excluded.refunded,
          fees_returned = partner_hours.fees_returned + excluded.fees_returned),
    days as (
      insert into partner_days (partner_id, currency, day, items, net)
      select partner_id, currency, $1::date, count(*),
        sum(case kind when 'payment' then amount - fee else fee - amount end)
      from items group by partner_id, currency order by partner_id, currency
      on conflict (partner_id, currency, day) do update
        set items = partner_days.items + excluded.items, net = partner_days.net + excluded.net)
    update business_days
    set cursor = coalesce((select max(entry_id) from taken), cursor),
      items = items + (select count(*) from items),
      closed_at = case when (select count(*) from taken) < $6 then $7::timestamptz end
    where day = $1
    returning (select count(*) from items) as added, closed_at is not null as closed`,
});

// What an overview says of a day's trades that were not paid; there are few of them.
const sumUnpaid = statement({
  name: 'sum-unpaid-trades-of-day',
  text: `insert into partner_unpaid (partner_id, day, trades)
    select partner_id, $1::date, count(*) from trades
    where entry_id is null and trade_id is not null and created_at >= $2 and created_at < $3
    group by partner_id order by partner_id
    on conflict (partner_id, day) do nothing`,
});

/** The first day before `today` that has entries and is not closed; undefined if there is none. */
export async function readNextOpenDay(
  connection: Connection,
  today: BusinessDate,
): Promise<BusinessDate | undefined> {
  const [row] = await connection.run(selectNextOpenDay, [digitsOf(addDays(today, 1))]);
  const day = row?.day as BusinessDate | undefined;
  return day !== undefined && day < today ? day : undefined;
}

/**
 * The newest closed day: this and all earlier days are complete, each of their entries is an item.
 * Undefined before the first.
 */
export async function readLastClosedDay(connection: Connection): Promise<BusinessDate | undefined> {
  const [row] = await connection.run(selectLastClosed);
  return (row?.day as BusinessDate | null | undefined) ?? undefined;
}

/** Records an empty day as closed; other days are closed by taking up their entries. */
export async function noteClosed(
  connection: Connection,
  day: BusinessDate,
  now: Instant,
): Promise<void> {
  await connection.run(insertClosed, [day, digitsOf(addDays(day, 2)), now]);
  await connection.run(sumUnpaid, [day, ...boundsOf(day)]);
}

const boundsOf = (day: BusinessDate) => [startOfDay(day), startOfDay(addDays(day, 1))] as const;

/** Whether anything was booked on `day` or later. */
export async function hasEntriesSince(connection: Connection, day: BusinessDate): Promise<boolean> {
  const [row] = await connection.run(selectHasEntries, [digitsOf(day)]);
  return row?.found === true;
}

/** Starts closing a day, or continues an interrupted close. */
export async function beginDay(connection: Connection, day: BusinessDate): Promise<void> {
  await connection.run(insertDay, [day, digitsOf(day)]);
}

/** Result of one chunk of a day's entries. */
export interface TakenUp {
  /** Number of items created. */
  readonly added: number;
  /** True when no entries are left. */
  readonly closed: boolean;
}

/** Takes up the next entries of a day, at most `limit`. Runs in the caller's transaction. */
export async function takeUp(
  connection: Connection,
  {
    day,
    limit,
    now,
  }: { readonly day: BusinessDate; readonly limit: number; readonly now: Instant },
): Promise<TakenUp> {
  const [state] = await connection.run(lockDay, [day]);
  if (state?.closed !== false) return { added: 0, closed: true };
  const [row] = await connection.run(takeUpEntries, [
    day,
    state.cursor,
    digitsOf(addDays(day, 2)),
    ...boundsOf(day),
    limit,
    now,
  ]);
  if (row?.closed === true) await connection.run(sumUnpaid, [day, ...boundsOf(day)]);
  return { added: Number(row?.added), closed: row?.closed === true };
}

/** Ids of a day start with these digits, so this is smaller than all of them. */
const digitsOf = (day: BusinessDate): string => day.replaceAll('-', '');
