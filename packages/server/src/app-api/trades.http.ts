import { isPartnerId, type TradeId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { isTrade, listTrades, type Order, readOrder, readTrade, type Trade } from '#acquiring';
import type { OperationsDependencies } from './dependencies.ts';
import { asTradeId } from './fields.ts';
import { findWallet } from './find-wallet.ts';
import { knownPartner } from './known-partner.ts';
import { type List, pageOf } from './page.ts';
import { unknown } from './problem.ts';
import { readDay } from './read-day.ts';
import { serve } from './serve.http.ts';
import { readHistory } from './trade-history.ts';
import { orderView, tradeView, wholeTradeView } from './trade-view.ts';

const tradeList: List<Trade, TradeId> = {
  name: 'trades',
  keyOf: ({ id }) => [id],
  keyFrom: ([id = '']) => asTradeId(id),
};

/** One is sent for every change of a trade; the newest stand first. */
const notificationsShown = 100;

/** A trade by our id, or by its partner's id when the partner is named. */
export function tradeRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists, notifier, clock } = world;

  serve(app, world, 'GET /admin/trades', async ({ query }) => {
    const { partner, wallet, status, date } = query;
    const now = clock.now();
    const filter = {
      partnerId: partner === undefined ? undefined : await knownPartner(lists, partner),
      walletId: wallet === undefined ? undefined : (await findWallet(lists, wallet)).wallet.id,
      status,
      day: date === undefined ? undefined : readDay(date),
    };
    const page = await pageOf(tradeList, query, async (after, limit) => {
      const { result } = await lists.read((connection) =>
        listTrades(connection, filter, { after, limit, now }),
      );
      return result;
    });
    return { ...page, items: page.items.map((trade) => tradeView(trade, now)) };
  });

  serve(app, world, 'GET /admin/trades/:id', async ({ params: { id }, query }) => {
    const partnerId = asPartnerId(query.partner);
    const tradeId = asTradeId(id);
    const { result: order } = await lists.read(async (connection): Promise<Order | undefined> => {
      if (partnerId) return readOrder(connection, partnerId, id);
      return tradeId && readTrade(connection, tradeId);
    });
    if (!order) throw unknown('trade', id);
    if (!isTrade(order)) return orderView(order);
    const { result, now } = await lists.read((connection) => readHistory(connection, order));
    const about = { tradeId: order.id, partnerId: order.partnerId, limit: notificationsShown };
    const notifications = await notifier.readDeliveries(about);
    return wholeTradeView(order, { ...result, notifications }, now);
  });
}

const asPartnerId = (text: string | undefined) =>
  text !== undefined && isPartnerId(text) ? text : undefined;
