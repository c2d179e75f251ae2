import { businessDate } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { readDay } from '../read-day.ts';
import type { PortalWorld } from './dependencies.ts';
import { readOverview } from './read-overview.ts';
import { serve } from './serve.http.ts';

/** The day of a partner. */
export function overviewRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists, clock } = world;

  serve(app, world, 'GET /overview', async ({ caller: { partner }, query }) => {
    const now = clock.now();
    const day = query.day === undefined ? businessDate(now) : readDay(query.day, 'day');
    const { result } = await lists.read((connection) =>
      readOverview(connection, { partner, day, now }),
    );
    return result;
  });
}
