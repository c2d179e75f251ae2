import { hours, type Instant, instant, type PartnerId, type TradeId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import type { Finish } from './finish.ts';

const selectDue = statement({
  name: 'select-trades-to-finish',
  text: `select partner_id, trade_id from trades
    where state = 'paid' and refund_until <= $1 and refund_reserved = 0
    order by refund_until, trade_id limit $2`,
});

const selectNext = statement({
  name: 'select-next-trade-to-finish',
  text: `select min(refund_until) as refund_until from trades
    where state = 'paid' and refund_until > $1 and refund_until <= $2`,
});

/**
 * Trades whose refund period was over at the last full hour and that are not marked as finished.
 */
export async function readTradesToFinish(
  connection: Connection,
  now: Instant,
  limit: number,
): Promise<Finish[]> {
  const rows = await connection.run(selectDue, [lastFullHour(now), limit]);
  return rows.map((row) => ({
    partnerId: row.partner_id as PartnerId,
    tradeId: row.trade_id as TradeId,
  }));
}

/** The next full hour, later than `after` and not after `until`, at which trades are finished. */
export async function readNextFinishing(
  connection: Connection,
  { after, until }: { readonly after: Instant; readonly until: Instant },
): Promise<Instant | undefined> {
  const bounds = [lastFullHour(after), lastFullHour(until)];
  const [row] = await connection.run(selectNext, bounds);
  const earliest = row?.refund_until as Instant | null | undefined;
  return earliest === null || earliest === undefined ? undefined : nextFullHour(earliest);
}

// Periods end at any millisecond; once an hour is often enough to say so.
const lastFullHour = (at: Instant): Instant => instant(at - (at % hours(1)));

const nextFullHour = (at: Instant): Instant =>
  at % hours(1) === 0 ? at : instant(lastFullHour(at) + hours(1));
