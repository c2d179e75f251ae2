/**
 * What was paid to a partner's codes. No payment writes an index for it: a day's payments are found by the ids
 * of their trades, the last one among the partner's newest.
 */
import {
  addDays,
  after,
  type BusinessDate,
  before,
  type Currency,
  type Instant,
  type PartnerId,
  startOfDay,
} from '@sampan/primitives';
import { bigint, type Connection, instant, statement, table, text } from '#database';
import { idsAhead, idsFrom, isLate } from './live-hours.postgres.ts';

// The details are JSON as we write it, in which no text holds a quotation mark as it is.
const codeOf = `substring(details from '"merchantCode":"([0-9A-Za-z]+)"') as code`;

const takings = table({ code: text(), currency: text<Currency>(), payments: bigint, paid: bigint });

const selectTakings = statement({
  name: 'select-takings-of-codes',
  text: `select code, currency, count(*) as payments, sum(amount)::bigint as paid
    from (
      select ${codeOf}, currency, amount from trades
      where partner_id = $1 and state in ('paid', 'closed', 'finished')
        and trade_id >= $4 and trade_id < $5 and product = 'merchant-qr'
        and paid_at >= $2 and paid_at < $3 and not (${isLate})
      union all
      select ${codeOf}, currency, amount from trades
      where partner_id = $1 and paid_at >= $2 and paid_at < $3 and ${isLate}
        and product = 'merchant-qr') as paid
    where code is not null group by 1, 2`,
});

/** Payments before what went back of them, in the currency of the price. */
export interface CodeTakings {
  readonly code: string;
  readonly currency: Currency;
  readonly payments: bigint;
  readonly paid: bigint;
}

/** What was paid to each of a partner's codes on a day. */
export async function readCodeTakings(
  connection: Connection,
  partnerId: PartnerId,
  day: BusinessDate,
): Promise<CodeTakings[]> {
  const [start, end] = [startOfDay(day), startOfDay(addDays(day, 1))];
  const rows = await connection.run(selectTakings, [
    ...[partnerId, start, end],
    ...[idsFrom(before(start, idsAhead)), idsFrom(after(end, idsAhead))],
  ]);
  return rows.map((row) => takings.read(row));
}

const lastPaid = table({ code: text(), paid_at: instant });

/** So many trades of each state are searched for the last payments. */
const searchMax = 5_000;

const selectLastPaid = statement({
  name: 'select-last-payments-of-codes',
  text: `select code, max(paid_at) as paid_at
    from (
      select ${codeOf}, paid_at
      from unnest(array['paid', 'finished', 'closed']) as states (each)
        cross join lateral (
          select product, details, paid_at from trades
          where partner_id = $1 and state = states.each and trade_id is not null
          order by trade_id desc limit $2) as newest
      where product = 'merchant-qr' and paid_at is not null) as found
    where code is not null group by 1`,
});

/** When each code was paid last, of those that were among the partner's newest trades. */
export async function readLastPaid(
  connection: Connection,
  partnerId: PartnerId,
  search = searchMax,
): Promise<ReadonlyMap<string, Instant>> {
  const rows = await connection.run(selectLastPaid, [partnerId, search]);
  return new Map(
    rows.map((raw) => {
      const { code, paid_at } = lastPaid.read(raw);
      return [code, paid_at] as const;
    }),
  );
}
