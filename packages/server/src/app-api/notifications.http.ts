import type { FastifyInstance } from 'fastify';
import type { OperationsDependencies } from './dependencies.ts';
import { knownTrade } from './known-trade.ts';
import { notificationView } from './notification-view.ts';
import { invalid, unknown } from './problem.ts';

const listed = { usual: 50, most: 500 } as const;

interface OfList {
  readonly Querystring: { readonly trade?: unknown; readonly limit?: unknown };
}

interface OfNotification {
  readonly Params: { readonly id: string };
}

/** What partners were told, how often it was tried, and once more by hand. */
export function notificationRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, notifier } = world;

  app.get<OfList>('/admin/notifications', async ({ query }) => {
    const limit = readLimit(query.limit);
    const { trade } = query;
    const tradeId = trade === undefined ? undefined : await knownTrade(reader, String(trade));
    const deliveries = await notifier.readDeliveries({ tradeId, limit });
    return { notifications: deliveries.map(notificationView) };
  });

  app.post<OfNotification>('/admin/notifications/:id/resend', async ({ params: { id } }) => {
    const answer = await notifier.resend(id);
    if (!answer) throw unknown('notification', id);
    const { result, status, body, error, durationMs } = answer;
    return { notifyId: id, result, status, body, error, durationMs };
  });
}

function readLimit(limit: unknown): number {
  if (limit === undefined) return listed.usual;
  const count = typeof limit === 'string' && /^[1-9][0-9]{0,2}$/.test(limit) ? Number(limit) : 0;
  if (count < 1 || count > listed.most) throw invalid('limit', `1 to ${listed.most}`);
  return count;
}
