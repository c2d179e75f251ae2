import type { FastifyInstance } from 'fastify';
import { sinkOf } from '../event-sink.http.ts';
import type { BuyerWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';

/** Live updates of the buyer's wallet, as server-sent events. */
export function eventRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { live } = world;

  serve(app, world, 'GET /events', async ({ caller }, request, reply) => {
    const { wallet, session, now } = caller;
    const response = reply.raw;
    const given = request.headers['last-event-id'];
    const stream = live.open({
      walletId: wallet.id,
      session,
      openedAt: now,
      lastEventId: typeof given === 'string' && given.length <= 128 ? given : undefined,
      sink: sinkOf(response),
    });
    reply.hijack();
    response.on('drain', () => stream.look());
    response.on('close', () => live.drop(stream));
    // The device may have disconnected during authentication.
    if (response.destroyed) live.drop(stream);
    return reply;
  });
}
