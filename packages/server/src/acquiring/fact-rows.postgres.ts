import type { Instant, PartnerId, TradeId } from '@sampan/primitives';
import { type Connection, instant, json, type RawRow, statement, table, text } from '#database';
import { quoteAtPar } from '#fx';
import type { Fact } from './fact.ts';
import { exactJson } from './json.ts';

const facts = table({
  fact_id: text<TradeId>(),
  partner_id: text<PartnerId>(),
  trade_id: text<TradeId>(),
  kind: text<Fact['kind']>(),
  happened_at: instant,
  notify: json<Fact['notify']>(),
  content: exactJson<Pick<Fact, 'trade' | 'refund'>>(),
});

const insert = statement({
  name: 'insert-facts',
  text: `insert into facts (${facts.names()}) ${facts.given()}`,
});

const take = statement({
  name: 'take-facts',
  text: `update facts set taken_at = $1 where fact_id in (
      select fact_id from facts where taken_at is null
      order by fact_id limit $2 for update skip locked)
    returning ${facts.names()}`,
});

export function storeFacts(connection: Connection, happened: readonly Fact[]): Promise<unknown> {
  const rows = happened.map(({ id, kind, at, notify, trade, refund }) => ({
    fact_id: id,
    partner_id: trade.partnerId,
    trade_id: trade.id,
    kind,
    happened_at: at,
    notify,
    content: { trade, refund },
  }));
  return connection.run(insert, facts.lists(rows));
}

/**
 * Takes up to `limit` pending facts. Run it in the transaction that stores their deliveries, so
 * that no fact is lost.
 */
export async function takeFacts(
  connection: Connection,
  limit: number,
  now: Instant,
): Promise<Fact[]> {
  return (await connection.run(take, [now, limit])).map(decodeFact);
}

function decodeFact(raw: RawRow): Fact {
  const { fact_id, kind, happened_at, notify, content } = facts.read(raw);
  // A fact from before exchange rates: everything was in one currency.
  const { quote = quoteAtPar(content.trade.amount) }: Partial<Fact['trade']> = content.trade;
  const trade = { ...content.trade, quote };
  return { id: fact_id, kind, at: happened_at, trade, refund: content.refund, notify };
}
