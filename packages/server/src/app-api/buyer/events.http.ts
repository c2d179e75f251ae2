import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { BuyerWorld } from './dependencies.ts';
import type { Sink } from './live-stream.ts';
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

const head = {
  'content-type': 'text/event-stream;charset=UTF-8',
  'cache-control': 'no-store',
  // When a stream ends, so does its connection: a server that stops need not wait for it.
  connection: 'close',
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  // A proxy that gathers text before it passes it on would make the live stale.
  'x-accel-buffering': 'no',
} as const;

function sinkOf(response: ServerResponse): Sink {
  return {
    write(text) {
      if (!response.headersSent) response.writeHead(200, head);
      response.write(text);
    },
    get isFull() {
      return response.writableNeedDrain;
    },
    end() {
      // A device that has stopped reading is not waited for.
      if (response.writableNeedDrain) response.destroy();
      else response.end();
    },
  };
}
