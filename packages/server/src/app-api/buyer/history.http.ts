import type { FastifyInstance } from 'fastify';
import { readOlderTrades, readTrade } from '#acquiring';
import { asTradeId } from '../fields.ts';
import { invalid, unknown } from '../problem.ts';
import { readBills } from './bill.ts';
import type { BuyerWorld } from './dependencies.ts';
import { buyerOf } from './session.ts';
import { billView } from './views.ts';

const pageSize = { usual: 20, most: 100 } as const;

interface OfPage {
  readonly Querystring: { readonly before?: unknown; readonly limit?: unknown };
}

interface OfTrade {
  readonly Params: { readonly id: string };
}

export function historyRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { pages } = world;

  app.get<OfPage>('/trades', async (request) => {
    const { wallet } = await buyerOf(request, world);
    const { before, limit } = readPage(request.query);
    const { result, now } = await pages.read(async (connection) => {
      // One more than asked for tells whether there is a next page.
      const page = { older: before, limit: limit + 1 };
      const trades = await readOlderTrades(connection, wallet.id, page);
      const bills = await readBills(connection, trades.slice(0, limit));
      return { bills, hasMore: trades.length > limit };
    });
    const { bills, hasMore } = result;
    return {
      trades: bills.map((bill) => billView(bill, now)),
      next: hasMore ? bills.at(-1)?.trade.id : null,
    };
  });

  app.get<OfTrade>('/trades/:id', async (request) => {
    const { wallet } = await buyerOf(request, world);
    const tradeId = asTradeId(request.params.id);
    const { result: bills, now } = await pages.read(async (connection) => {
      const trade = tradeId && (await readTrade(connection, tradeId));
      return readBills(connection, trade?.walletId === wallet.id ? [trade] : []);
    });
    const [bill] = bills;
    // Somebody else's is as unknown as one that does not exist.
    if (!bill) throw unknown('trade', request.params.id);
    return billView(bill, now);
  });
}

function readPage({ before, limit }: OfPage['Querystring']) {
  const older = typeof before === 'string' ? asTradeId(before) : undefined;
  if (before !== undefined && !older) throw invalid('before', 'a trade id of 28 digits');
  if (limit === undefined) return { before: older, limit: pageSize.usual };
  const count = typeof limit === 'string' && /^[1-9][0-9]{0,2}$/.test(limit) ? Number(limit) : 0;
  if (count < 1 || count > pageSize.most) throw invalid('limit', `1 to ${pageSize.most}`);
  return { before: older, limit: count };
}
