import type { PortalDeliveryView } from '@sampan/api';
import { instant, offsetTime } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  type ListedDelivery,
  listPartnerDeliveries,
  readDelivery,
  readReceivers,
} from '#notification';
import { definedOnly } from '../fields.ts';
import { notificationView } from '../notification-view.ts';
import { type List, searchedPageOf } from '../page.ts';
import { unknown } from '../problem.ts';
import { doerOf } from './caller.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { ownTrade } from './trade.http.ts';

type Place = Pick<ListedDelivery, 'createdAt' | 'notifyId'>;

const deliveryList: List<Place, Place> = {
  name: 'portal-deliveries',
  keyOf: ({ createdAt, notifyId }) => [String(Number(createdAt)), notifyId],
  keyFrom: ([at = '', notifyId = '']) =>
    /^[0-9]{1,13}$/.test(at) && /^[0-9A-Za-z]{1,64}$/.test(notifyId)
      ? { createdAt: instant(Number(at)), notifyId }
      : undefined,
};

/** The notifications of a partner: what was sent, what was answered, and once more by hand. */
export function deliveryRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists, reader, writer, notifier, log } = world;

  serve(app, world, 'GET /deliveries', async ({ caller: { partner }, query }) => {
    const { trade, state } = query;
    const tradeId = trade === undefined ? undefined : (await ownTrade(world, partner, trade)).id;
    const page = await searchedPageOf(deliveryList, query, async (after, limit) => {
      const filter = { tradeId, state };
      const { result } = await lists.read((connection) =>
        listPartnerDeliveries(connection, partner.id, filter, { after, limit }),
      );
      return result;
    });
    const { items, next, searchedTo } = page;
    return {
      items: items.map(deliveryView),
      next,
      ...(searchedTo && { searchedTo: offsetTime(searchedTo.createdAt) }),
    };
  });

  serve(app, world, 'GET /deliveries/health', async ({ caller: { partner } }) => {
    const { result } = await lists.read((connection) => readReceivers(connection, partner.id));
    return {
      receivers: result.map(({ url, failsSince, nextAt, waiting, lastFailure }) => ({
        url,
        ...definedOnly({ lastFailure }),
        waiting: Number(waiting),
        ...(failsSince !== undefined && { failsSince: offsetTime(failsSince) }),
        ...(nextAt !== undefined && { nextAt: offsetTime(nextAt) }),
      })),
    };
  });

  serve(app, world, 'GET /deliveries/:id', async ({ caller: { partner }, params: { id } }) => {
    const { result: delivery } = await reader.read((connection) =>
      readDelivery(connection, partner.id, id),
    );
    if (!delivery) throw unknown('notification', id);
    const { partnerId: _partner, ...view } = notificationView(delivery);
    return view;
  });

  serve(app, world, 'POST /deliveries/:id/resend', async ({ caller, params: { id } }) => {
    const { result: delivery } = await reader.read((connection) =>
      readDelivery(connection, caller.partner.id, id),
    );
    const answer = delivery && (await notifier.resend(id));
    if (!answer) throw unknown('notification', id);
    const { result, status, body, error, durationMs } = answer;
    await log.note(writer, doerOf(caller), {
      ...{ what: 'notification.resent', subject: id, detail: { result } },
    });
    const said = definedOnly({ status, body, error });
    return { notifyId: id, result, ...said, durationMs: Math.round(durationMs) };
  });
}

function deliveryView(delivery: ListedDelivery): PortalDeliveryView {
  const { state, latestSentAt } = delivery;
  const action = new Map(delivery.fields).get('notify_action_type');
  return {
    notifyId: delivery.notifyId,
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
