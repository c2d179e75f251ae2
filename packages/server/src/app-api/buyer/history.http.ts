import type { FastifyInstance } from 'fastify';
import { readOlderTrades, readTrade, searchTrades } from '#acquiring';
import { asTradeId } from '../fields.ts';
import { unknown } from '../problem.ts';
import { readDay } from '../read-day.ts';
import { readBills } from './bill.ts';
import type { BuyerWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { billView } from './views.ts';

const usual = 20;

export function historyRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { pages, clock } = world;

  serve(app, world, 'GET /trades', async ({ caller: { wallet }, query }) => {
    const { before, limit = usual, text, status } = query;
    const from = query.from === undefined ? undefined : readDay(query.from, 'from');
    const until = query.until === undefined ? undefined : readDay(query.until, 'until');
    const wanted = { text: text?.trim() || undefined, status, from, until };
    const isSearch = Object.values(wanted).some((value) => value !== undefined);
    const older = before === undefined ? undefined : asTradeId(before);
    const { result, now } = await pages.read(async (connection) => {
      // One more row than requested shows whether there is a next page.
      const page = { older, limit: limit + 1 };
      const trades = isSearch
        ? await searchTrades(connection, wallet.id, wanted, { ...page, now: clock.now() })
        : await readOlderTrades(connection, wallet.id, page);
      const bills = await readBills(connection, trades.slice(0, limit));
      return { bills, hasMore: trades.length > limit };
    });
    const { bills, hasMore } = result;
    return {
      trades: bills.map((bill) => billView(bill, now)),
      next: (hasMore && bills.at(-1)?.trade.id) || null,
    };
  });

  serve(app, world, 'GET /trades/:id', async ({ caller: { wallet }, params }) => {
    const tradeId = asTradeId(params.id);
    const { result: bills, now } = await pages.read(async (connection) => {
      const trade = tradeId && (await readTrade(connection, tradeId));
      return readBills(connection, trade?.walletId === wallet.id ? [trade] : []);
    });
    const [bill] = bills;
    // Another buyer's trade is answered like an unknown one.
    if (!bill) throw unknown('trade', params.id);
    return billView(bill, now);
  });
}
