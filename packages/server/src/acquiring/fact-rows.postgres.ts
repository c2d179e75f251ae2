import type { Instant, TradeId } from '@sampan/primitives';
import { type Connection, type RawRow, statement, timestamp } from '#database';
import { quoteAtPar } from '#fx';
import type { Fact } from './fact.ts';
import { readJson, writeJson } from './json.ts';

const insert = statement({
  name: 'insert-facts',
  text: `insert into facts (fact_id, partner_id, trade_id, kind, happened_at, notify, content)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
      $6::text[], $7::text[])`,
});

const take = statement({
  name: 'take-facts',
  text: `update facts set taken_at = $1 where fact_id in (
      select fact_id from facts where taken_at is null
      order by fact_id limit $2 for update skip locked)
    returning fact_id, kind, happened_at, notify, content`,
});

export function storeFacts(connection: Connection, facts: readonly Fact[]): Promise<unknown> {
  return connection.run(insert, [
    facts.map(({ id }) => id),
    facts.map(({ trade }) => trade.partnerId),
    facts.map(({ trade }) => trade.id),
    facts.map(({ kind }) => kind),
    facts.map(({ at }) => timestamp(at)),
    facts.map(({ notify }) => JSON.stringify(notify)),
    facts.map(({ trade, refund }) => writeJson({ trade, refund })),
  ]);
}

/**
 * Takes up to `limit` facts that nobody has taken. Run it in the transaction that stores what
 * becomes of them, so that a fact is never taken and then forgotten.
 */
export async function takeFacts(
  connection: Connection,
  limit: number,
  now: Instant,
): Promise<Fact[]> {
  return (await connection.run(take, [timestamp(now), limit])).map(decodeFact);
}

function decodeFact(row: RawRow): Fact {
  const { trade, refund } = readJson(row.content as string) as Pick<Fact, 'trade' | 'refund'>;
  // A fact from before there were rates: all of it was in one currency.
  const { quote = quoteAtPar(trade.amount) }: Partial<Fact['trade']> = trade;
  return {
    id: row.fact_id as TradeId,
    kind: row.kind as Fact['kind'],
    at: row.happened_at as Instant,
    trade: { ...trade, quote },
    refund,
    notify: JSON.parse(row.notify as string) as Fact['notify'],
  };
}
