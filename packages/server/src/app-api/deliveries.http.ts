import type { DeliveryView } from '@sampan/api';
import { instant, offsetTime } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { type ListedDelivery, listDeliveries } from '#notification';
import type { OperationsDependencies } from './dependencies.ts';
import { knownPartner } from './known-partner.ts';
import { knownTrade } from './known-trade.ts';
import { type List, pageOf } from './page.ts';
import { serve } from './serve.http.ts';

type Place = Pick<ListedDelivery, 'createdAt' | 'notifyId'>;

const deliveryList: List<ListedDelivery, Place> = {
  name: 'deliveries',
  keyOf: ({ createdAt, notifyId }) => [String(Number(createdAt)), notifyId],
  keyFrom: ([at = '', notifyId = '']) =>
    /^[0-9]{1,13}$/.test(at) && /^[0-9A-Za-z]{1,64}$/.test(notifyId)
      ? { createdAt: instant(Number(at)), notifyId }
      : undefined,
};

/** Notifications page by page, without their contents and attempts. */
export function deliveryRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists } = world;

  serve(app, world, 'GET /admin/deliveries', async ({ query }) => {
    const { partner, trade } = query;
    const filter = {
      partnerId: partner === undefined ? undefined : await knownPartner(lists, partner),
      tradeId: trade === undefined ? undefined : await knownTrade(lists, trade),
    };
    const page = await pageOf(deliveryList, query, async (after, limit) => {
      const { result } = await lists.read((connection) =>
        listDeliveries(connection, filter, after, limit),
      );
      return result;
    });
    return { ...page, items: page.items.map(view) };
  });
}

function view(delivery: ListedDelivery): DeliveryView {
  const { state, latestSentAt } = delivery;
  const action = new Map(delivery.fields).get('notify_action_type');
  return {
    notifyId: delivery.notifyId,
    partnerId: delivery.partnerId,
    tradeId: delivery.tradeId,
    url: delivery.url,
    state,
    ...(action !== undefined && { action }),
    attempts: delivery.attempts,
    createdAt: offsetTime(delivery.createdAt),
    ...(latestSentAt !== undefined && { latestSentAt: offsetTime(latestSentAt) }),
    ...(state === 'waiting' && { nextAt: offsetTime(delivery.plannedAt) }),
  };
}
