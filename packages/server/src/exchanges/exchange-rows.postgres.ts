import type { PartnerId, TradeId } from '@sampan/primitives';
import {
  bigint,
  boolean,
  bytes,
  type Connection,
  instant,
  integer,
  json,
  optional,
  type RawRow,
  type RowOf,
  statement,
  table,
  text,
} from '#database';
import { type Check, checkNames, type Refusal } from '#gateway';
import type {
  ExchangeKind,
  ExchangeResult,
  ExchangeSummary,
  MaskedPart,
  RecordedPretence,
  StoredExchange,
} from './kinds.ts';
import type { Recorded } from './recorded.ts';

const summaryColumns = {
  number: bigint,
  exchange_id: text(),
  kind: text<ExchangeKind>(),
  at: instant,
  took_ms: integer,
  partner_id: optional(text<PartnerId>()),
  service: optional(text()),
  order_id: optional(text()),
  trade_id: optional(text<TradeId>()),
  notify_id: optional(text()),
  result: text<ExchangeResult>(),
  code: optional(text()),
  reason: optional(text()),
};

/** What a list reads. */
export const summaries = table(summaryColumns);

export const exchanges = table({
  ...summaryColumns,
  level: optional(text<Refusal['level']>()),
  checks: integer,
  check_failed: boolean,
  signed_string: optional(text()),
  pretended: json<readonly RecordedPretence[]>(),
  masked: json<readonly MaskedPart[]>(),
  method: text(),
  target: text(),
  content_type: optional(text()),
  body: optional(bytes),
  reply_status: optional(integer),
  reply_type: optional(text()),
  reply_body: optional(bytes),
});

const numbers = table({ last: bigint });

/** All but the number, which a row gets when it is stored. */
const stored = Object.keys(exchanges.columns).slice(1);

// The row of the counter stays locked until the commit. So a follower that has read a number
// has read all before it. Nothing waits for the disk: after a crash of PostgreSQL the
// last moments of the record may be missing.
const insert = statement({
  name: 'record-exchanges',
  text: `with turn as (
      update exchange_numbers set last = last + $1
      returning last, set_config('synchronous_commit', 'off', true)),
    added as (
      insert into exchanges (${exchanges.names()})
      select (select last from turn) - $1 + made.number,
        ${stored.map((name) => `made.${name}`).join(', ')}
      from (${exchanges.given({ first: 2 })}) as made)
    select last from turn`,
});

const removeOld = statement({
  name: 'delete-old-exchanges',
  text: 'delete from exchanges where number <= $1',
});

const selectOne = statement({
  name: 'select-exchange',
  text: `select ${exchanges.names()} from exchanges where exchange_id = $1
    order by number desc limit 1`,
});

const selectWhole = statement({
  name: 'list-whole-exchanges',
  text: `select ${exchanges.names()} from exchanges
    where number > $1 and ($2::text is null or partner_id = $2)
    order by number limit $3`,
});

/** Stores rows under the next numbers, in their order; returns the last number. */
export async function insertExchanges(
  connection: Connection,
  recorded: readonly Recorded[],
): Promise<bigint> {
  const rows = recorded.map((each, index) => rowOf(each, index + 1));
  const [row] = await connection.run(insert, [BigInt(rows.length), ...exchanges.lists(rows)]);
  return row ? numbers.read(row).last : 0n;
}

/** Deletes all rows up to that number. */
export const deleteExchanges = (connection: Connection, upTo: bigint): Promise<unknown> =>
  connection.run(removeOld, [upTo]);

export async function readExchange(
  connection: Connection,
  id: string,
): Promise<StoredExchange | undefined> {
  const [row] = await connection.run(selectOne, [id]);
  return row && decodeExchange(row);
}

export interface WholePage {
  /** Undefined for all partners. */
  readonly partnerId?: PartnerId | undefined;
  /** The number of the last one that was read; 0 at first. */
  readonly after: bigint;
  readonly limit: number;
}

/** Exchanges with their bytes, oldest first, for programs that read the whole record. */
export async function readWholeExchanges(
  connection: Connection,
  { partnerId, after, limit }: WholePage,
): Promise<readonly StoredExchange[]> {
  const rows = await connection.run(selectWhole, [after, partnerId ?? null, limit]);
  return rows.map(decodeExchange);
}

function rowOf(recorded: Recorded, place: number): RowOf<typeof exchanges> {
  const { request, reply, checks } = recorded;
  return {
    number: BigInt(place),
    exchange_id: recorded.id,
    kind: recorded.kind,
    at: recorded.at,
    took_ms: recorded.tookMs,
    partner_id: recorded.partnerId,
    service: recorded.service,
    order_id: recorded.orderId,
    trade_id: recorded.tradeId,
    notify_id: recorded.notifyId,
    result: recorded.result,
    code: recorded.code,
    reason: recorded.reason,
    level: recorded.level,
    // The names are known, since they come in a fixed order; the reason stands in the row already.
    checks: checks.length,
    check_failed: checks.at(-1)?.reason !== undefined,
    signed_string: recorded.signedString,
    pretended: recorded.pretended,
    masked: recorded.masked,
    method: request.method,
    target: request.target,
    content_type: request.contentType,
    body: request.body,
    reply_status: reply?.status,
    reply_type: reply?.contentType,
    reply_body: reply?.body,
  };
}

export const decodeSummary = (raw: RawRow): ExchangeSummary => summaryOf(summaries.read(raw));

function decodeExchange(raw: RawRow): StoredExchange {
  const row = exchanges.read(raw);
  return {
    ...summaryOf(row),
    level: row.level,
    checks: checksOf(row),
    signedString: row.signed_string,
    pretended: row.pretended,
    masked: row.masked,
    request: {
      method: row.method,
      target: row.target,
      contentType: row.content_type,
      body: row.body,
    },
    reply: row.reply_body && {
      status: row.reply_status ?? 0,
      contentType: row.reply_type,
      body: row.reply_body,
    },
  };
}

const summaryOf = (row: RowOf<typeof summaries>): ExchangeSummary => ({
  number: row.number,
  id: row.exchange_id,
  kind: row.kind,
  at: row.at,
  tookMs: row.took_ms,
  partnerId: row.partner_id,
  service: row.service,
  orderId: row.order_id,
  tradeId: row.trade_id,
  notifyId: row.notify_id,
  result: row.result,
  code: row.code,
  reason: row.reason,
});

function checksOf(row: RowOf<typeof exchanges>): readonly Check[] {
  return checkNames.slice(0, row.checks).map((name, index) => {
    const failed = row.check_failed && index === row.checks - 1;
    return failed ? { name, reason: row.reason ?? '' } : { name };
  });
}
