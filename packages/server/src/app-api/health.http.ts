import { offsetTime } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { readLoad } from '#database';
import { readBacklog } from '#notification';
import type { OperationsDependencies } from './dependencies.ts';
import { serve } from './serve.http.ts';

/** How this process and its database are. A database that does not answer is refused as in `/readyz`. */
export function healthRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists, acquiring, timers } = world;

  serve(app, world, 'GET /admin/health', async () => {
    const sinceMs = timers.monotonicMs();
    const { result: load, now } = await lists.read(readLoad);
    const answeredMs = Math.max(0, Math.round(timers.monotonicMs() - sinceMs));
    const { result: backlog } = await lists.read((connection) => readBacklog(connection, now));
    return {
      asOf: offsetTime(now),
      database: {
        answeredMs,
        connections: load.connections,
        connectionsMax: load.connectionsMax,
      },
      lanes: load.lanes,
      ...(load.leadsSince !== undefined && { leader: { since: offsetTime(load.leadsSince) } }),
      commandsWaiting: acquiring.waiting,
      notifications: {
        waiting: backlog.waiting,
        due: backlog.due,
        ...(backlog.plannedAt !== undefined && { nextAt: offsetTime(backlog.plannedAt) }),
      },
    };
  });
}
