import type { FastifyInstance } from 'fastify';
import type { OperationsDependencies } from './dependencies.ts';
import { definedOnly } from './fields.ts';
import { knownTrade } from './known-trade.ts';
import { notificationView } from './notification-view.ts';
import { unknown } from './problem.ts';
import { serve } from './serve.http.ts';

const usual = 50;

/** A partner's notifications, their attempts, and manual sends. */
export function notificationRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, notifier } = world;

  serve(app, world, 'GET /admin/notifications', async ({ query }) => {
    const { trade, limit = usual } = query;
    const tradeId = trade === undefined ? undefined : await knownTrade(reader, trade);
    const deliveries = await notifier.readDeliveries({ tradeId, limit });
    return { notifications: deliveries.map(notificationView) };
  });

  serve(app, world, 'POST /admin/notifications/:id/resend', async ({ params: { id } }) => {
    const answer = await notifier.resend(id);
    if (!answer) throw unknown('notification', id);
    const { result, status, body, error, durationMs } = answer;
    const said = definedOnly({ status, body, error });
    return { notifyId: id, result, ...said, durationMs: Math.round(durationMs) };
  });
}
