/**
 * A partner's trades by the filters of its portal, newest first (keyset pagination). Status, days, and
 * whether money went back have indexes. Kind of wallet, product and store have none, because every
 * payment would pay for them: a page scans the newest trades that the others leave, `scanMax` at most,
 * and says how far it came.
 */
import type { Currency, Instant, PartnerId, TradeId } from '@sampan/primitives';
import { bigint, type Connection, type Statement, statement, table, text } from '#database';
import {
  type Parts,
  pageBounds,
  pageText,
  partsOfPartner,
  type TradePage,
} from './list-trades.postgres.ts';
import { decodeOrder, trades } from './order-rows.postgres.ts';
import type { PartnerTradeFilter } from './partner-trade-filter.ts';
import { isTrade, type Trade, type TradeStatus } from './trade.ts';

/** So many trades a page scans at most. */
export const scanMax = 10_000;

/** The index `trades_returned`. */
const isReturned = `(refunded > 0 or refund_reserved > 0 or cancel_action = 'refund')`;
const returned: Parts = (newest) => [newest(isReturned)];

/** As `statusAt`, of a row: `$7` is now. */
const statusOfRow = `case
    when state = 'waiting' and expires_at <= $7 then 'closed'
    when state = 'paid' and refund_until <= $7 and refund_reserved = 0 then 'finished'
    else state end`;

// The details are JSON as we write it, so a store is found by its text.
const fits = `($8::text is null or inst = $8) and ($9::text is null or product = $9)
    and ($10::text is null or strpos(details, $10) > 0)
    and ($11::text is null or $11 = ${statusOfRow})`;

const summed = table({
  currency: text<Currency>(),
  settled_in: text<Currency>(),
  trades: bigint,
  paid_trades: bigint,
  paid: bigint,
  refunded: bigint,
  fees: bigint,
});

const summing = `currency, coalesce(settlement_currency, currency) as settled_in,
    count(*) as trades, count(paid_at) as paid_trades,
    coalesce(sum(amount) filter (where paid_at is not null), 0)::bigint as paid,
    sum(case when cancel_action = 'refund' then amount else refunded end)::bigint as refunded,
    sum(fee - fee_returned)::bigint as fees`;

interface Scanning {
  /** The rows that fit: at most `$12` of the newest `$5`. */
  readonly rows: Statement;
  /** The last of the newest `$5`, if there are as many. */
  readonly end: Statement;
  readonly sums: Statement;
}

function scanning(name: string, parts: Parts): Scanning {
  const page = pageText('partner_id = $6 and ', parts, '$7');
  // Where time does not matter, the parameter is named all the same.
  const scanned = `from (${page}) as scanned where $7::timestamptz is not null`;
  return {
    rows: statement({
      name: `scan-${name}`,
      text: `select ${trades.names()} ${scanned} and ${fits} order by trade_id desc limit $12`,
    }),
    end: statement({
      name: `end-of-scan-${name}`,
      text: `select trade_id ${scanned} order by trade_id desc offset $5 - 1 limit 1`,
    }),
    sums: statement({
      name: `sum-${name}`,
      text: `select ${summing} ${scanned} and ${fits} group by 1, 2 order by 1, 2`,
    }),
  };
}

const ofReturned = scanning('returned-trades-of-partner', returned);
const inStatus = (status: TradeStatus | 'any'): Scanning =>
  scanning(`trades-of-partner-${status}`, partsOfPartner[status]);
const ofStatus: Readonly<Record<TradeStatus | 'any', Scanning>> = {
  any: inStatus('any'),
  waiting: inStatus('waiting'),
  paid: inStatus('paid'),
  closed: inStatus('closed'),
  finished: inStatus('finished'),
};

const scanningFor = ({ returned, status }: PartnerTradeFilter): Scanning =>
  returned ? ofReturned : ofStatus[status ?? 'any'];

/** `$6` to `$11`. */
const filterValues = (
  partnerId: PartnerId,
  { inst, product, store, returned, status }: PartnerTradeFilter,
  now: Instant,
) => [
  partnerId,
  now,
  inst ?? null,
  product ?? null,
  store === undefined ? null : storeIn(store),
  returned ? (status ?? null) : null,
];

/** As it stands in the details of a trade. */
const storeIn = (store: string): string => JSON.stringify({ storeId: store }).slice(1, -1);

export interface ScannedTrades {
  readonly trades: readonly Trade[];
  /** Where to go on, when as many as a page scans did not fill it. */
  readonly scannedTo: TradeId | undefined;
}

/** A page of a partner's trades: at most `limit` that fit. */
export async function listPartnerTrades(
  connection: Connection,
  partnerId: PartnerId,
  filter: PartnerTradeFilter,
  { after, limit, now, scan = scanMax }: TradePage & { readonly scan?: number },
): Promise<ScannedTrades> {
  const { rows, end } = scanningFor(filter);
  const page = [...pageBounds(filter, after), scan];
  const values = [...page, ...filterValues(partnerId, filter, now)];
  const found = await connection.run(rows, [...values, limit]);
  const full = found.length >= limit;
  const [last] = full ? [] : await connection.run(end, [...page, partnerId, now]);
  return {
    trades: found.map(decodeOrder).filter(isTrade),
    scannedTo: last && idOnly.read(last).trade_id,
  };
}

const idOnly = table({ trade_id: text<TradeId>() });

export interface TradeSums {
  readonly trades: bigint;
  readonly paid: bigint;
  /** By the currency of the price, and by that in which fees are: minor units. */
  readonly sums: readonly {
    readonly currency: Currency;
    readonly settledIn: Currency;
    readonly paid: bigint;
    readonly refunded: bigint;
    /** Less what was returned of them. */
    readonly fees: bigint;
  }[];
  /** Whether there are more trades than were summed up. */
  readonly isPartial: boolean;
}

/** So many trades are summed up at most, the newest. */
const sumMax = 100_000;

/** Sums up the trades that a filter leaves. */
export async function sumPartnerTrades(
  connection: Connection,
  partnerId: PartnerId,
  filter: PartnerTradeFilter,
  { now, scan = sumMax }: { readonly now: Instant; readonly scan?: number },
): Promise<TradeSums> {
  const { sums, end } = scanningFor(filter);
  const page = pageBounds(filter, undefined);
  const values = filterValues(partnerId, filter, now);
  const [rows, beyond] = await Promise.all([
    connection.run(sums, [...page, scan, ...values]),
    connection.run(end, [...page, scan + 1, partnerId, now]),
  ]);
  const read = rows.map((row) => summed.read(row));
  return {
    trades: read.reduce((sum, row) => sum + row.trades, 0n),
    paid: read.reduce((sum, row) => sum + row.paid_trades, 0n),
    sums: read.map(({ currency, settled_in, paid, refunded, fees }) => ({
      ...{ currency, settledIn: settled_in, paid, refunded, fees },
    })),
    isPartial: beyond.length > 0,
  };
}

const findByAnyId = statement({
  name: 'find-trades-of-partner-by-any-id',
  text: `select ${trades.names()} from trades where partner_id = $1 and trade_id is not null
    and partner_trans_id = any(array(
      select $2::text
      union select partner_trans_id from refunds where partner_id = $1 and partner_refund_id = $2
      union select partner_trans_id from trades
        where trade_id = any($3::text[]) and partner_id = $1))
    order by trade_id desc`,
});

/** The trades of a partner that have `id` as the id of the order, the trade or a refund, and `others`. */
export async function findPartnerTrades(
  connection: Connection,
  partnerId: PartnerId,
  id: string,
  others: readonly TradeId[],
): Promise<Trade[]> {
  const rows = await connection.run(findByAnyId, [partnerId, id, [id, ...others]]);
  return rows.map(decodeOrder).filter(isTrade);
}
