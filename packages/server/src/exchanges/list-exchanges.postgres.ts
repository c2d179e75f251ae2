/** Reads the record: page by page, what is new, and what belongs to an order. */
import type { Instant, PartnerId, TradeId } from '@sampan/primitives';
import {
  bigint,
  type Connection,
  instant,
  integer,
  statement,
  table,
  text,
  texts,
} from '#database';
import { decodeSummary, summaries } from './exchange-rows.postgres.ts';
import type { ExchangeKind, ExchangeSummary } from './kinds.ts';

export interface ExchangeFilter {
  readonly kind?: ExchangeKind | undefined;
  readonly partnerId?: PartnerId | undefined;
  readonly service?: string | undefined;
  readonly orderId?: string | undefined;
  /** A code of a refusal, or a result. */
  readonly code?: string | undefined;
  /** Only what did not succeed. */
  readonly isRefused?: boolean | undefined;
  readonly text?: string | undefined;
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
}

const notSuccessful = `result not in ('success', 'acknowledged')`;

// The record is bounded, so a page looks at each row at most once, newest first.
const matches = `($1::text is null or kind = $1)
  and ($2::text is null or partner_id = $2)
  and ($3::text is null or service = $3)
  and ($4::text is null or order_id = $4)
  and ($5::text is null or coalesce(code, result) = $5)
  and (not $6::boolean or ${notSuccessful})
  and ($7::timestamptz is null or at >= $7)
  and ($8::timestamptz is null or at < $8)
  and ($9::text is null
    or strpos(target, $9) > 0
    or strpos(concat_ws(' ', exchange_id, order_id, trade_id, notify_id, code, reason), $9) > 0
    or position(convert_to($9, 'UTF8') in coalesce(body, '')) > 0
    or position(convert_to($9, 'UTF8') in coalesce(reply_body, '')) > 0)`;

const newest = statement({
  name: 'list-exchanges',
  text: `select ${summaries.names()} from exchanges
    where ${matches} and ($10::bigint is null or number < $10)
    order by number desc limit $11`,
});

const countAll = statement({
  name: 'count-exchanges',
  text: `select count(*)::integer as count from exchanges where ${matches}`,
});

const following = statement({
  name: 'list-new-exchanges',
  text: `select ${summaries.names()} from exchanges
    where ${matches} and number > $10
    order by number limit $11`,
});

const last = statement({
  name: 'select-last-exchange-number',
  text: 'select last from exchange_numbers',
});

const ofOrder = statement({
  name: 'list-exchanges-of-order',
  text: `select ${summaries.names()} from exchanges
    where (partner_id = $1 and order_id = $2) or trade_id = $3
    order by number desc limit $4`,
});

const codes = statement({
  name: 'count-exchange-codes',
  text: `select coalesce(code, result) as code, count(*)::integer as count, max(at) as last_at,
      (array_agg(exchange_id order by number desc))[1] as last_id,
      array_agg(distinct coalesce(service, '') order by coalesce(service, '')) as services
    from exchanges
    where ${notSuccessful} and ($1::text is null or partner_id = $1)
      and ($2::timestamptz is null or at >= $2)
    group by coalesce(code, result) order by count desc, code`,
});

const numbers = table({ last: bigint });
const totals = table({ count: integer });

const counts = table({
  code: text(),
  count: integer,
  last_at: instant,
  last_id: text(),
  services: texts(),
});

const valuesOf = (filter: ExchangeFilter): readonly unknown[] => [
  filter.kind ?? null,
  filter.partnerId ?? null,
  filter.service ?? null,
  filter.orderId ?? null,
  filter.code ?? null,
  filter.isRefused ?? false,
  filter.since ?? null,
  filter.until ?? null,
  filter.text ?? null,
];

/** A page, newest first: at most `limit` before the number `after`. */
export async function listExchanges(
  connection: Connection,
  filter: ExchangeFilter,
  after: bigint | undefined,
  limit: number,
): Promise<ExchangeSummary[]> {
  const rows = await connection.run(newest, [...valuesOf(filter), after ?? null, limit]);
  return rows.map(decodeSummary);
}

/** How many a list of this filter has. */
export async function countExchanges(
  connection: Connection,
  filter: ExchangeFilter,
): Promise<number> {
  const [row] = await connection.run(countAll, valuesOf(filter));
  return row ? totals.read(row).count : 0;
}

/** The exchanges behind a number, oldest first. */
export async function readExchangesAfter(
  connection: Connection,
  filter: ExchangeFilter,
  after: bigint,
  limit: number,
): Promise<ExchangeSummary[]> {
  const rows = await connection.run(following, [...valuesOf(filter), after, limit]);
  return rows.map(decodeSummary);
}

/** The number that was given last; 0 before the first. */
export async function readLastNumber(connection: Connection): Promise<bigint> {
  const [row] = await connection.run(last);
  return row ? numbers.read(row).last : 0n;
}

/** The order of an exchange: by its partner's id, by ours, or both. */
export interface OrderOfExchange {
  readonly partnerId: PartnerId | undefined;
  readonly orderId: string | undefined;
  readonly tradeId: TradeId | undefined;
}

/** The newest exchanges of an order, oldest first. */
export async function readOrderExchanges(
  connection: Connection,
  { partnerId, orderId, tradeId }: OrderOfExchange,
  limit: number,
): Promise<ExchangeSummary[]> {
  const values = [partnerId ?? null, orderId ?? null, tradeId ?? null, limit];
  return (await connection.run(ofOrder, values)).map(decodeSummary).reverse();
}

export interface CodeCount {
  readonly code: string;
  readonly count: number;
  readonly lastAt: Instant;
  readonly lastId: string;
  readonly services: readonly string[];
}

/** What did not succeed, by code, the most frequent first. */
export async function countCodes(
  connection: Connection,
  { partnerId, since }: Pick<ExchangeFilter, 'partnerId' | 'since'>,
): Promise<CodeCount[]> {
  const rows = await connection.run(codes, [partnerId ?? null, since ?? null]);
  return rows.map((raw) => {
    const { last_at: lastAt, last_id: lastId, services, ...row } = counts.read(raw);
    return { ...row, lastAt, lastId, services: services.filter(Boolean) };
  });
}
