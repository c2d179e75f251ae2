/**
 * Exchanges as they are recorded, as server-sent events. While a client listens, the record is read
 * from the last number on; any process of the world may have written it.
 */
import { milliseconds, seconds } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { type ExchangeFilter, readExchangesAfter, readLastNumber } from '#exchanges';
import type { OperationsDependencies } from './dependencies.ts';
import { type Sink, sinkOf } from './event-sink.http.ts';
import { exchangeView } from './exchange-record-view.ts';
import { filterOf, recordOf } from './find-exchange.ts';
import { Problem } from './problem.ts';
import { serve } from './serve.http.ts';

const lookEvery = milliseconds(250);
/** Proxies drop a connection on which nothing moves. */
const beatEvery = seconds(15);
const atOnce = 200;
const streamsMax = 16;

export function exchangeEventRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists, timers, onError } = world;
  const streams = new Set<Sink>();
  const running = new Set<Promise<void>>();

  serve(app, world, 'GET /admin/exchange-events', async ({ query }, request, reply) => {
    recordOf(world);
    if (streams.size >= streamsMax) {
      throw new Problem(503, 'too-many-streams', 'Too many watch just now; ask again later');
    }
    const filter = await filterOf(world, query);
    const given = Number(request.headers['last-event-id'] ?? query.after ?? Number.NaN);
    const start = Number.isSafeInteger(given) ? BigInt(given) : await newestNumber();
    const sink = sinkOf(reply.raw);
    streams.add(sink);
    reply.hijack();
    reply.raw.on('close', () => streams.delete(sink));
    const stream = follow(sink, filter, start).finally(() => running.delete(stream));
    running.add(stream);
    return reply;
  });

  app.addHook('preClose', async () => {
    for (const sink of streams) {
      streams.delete(sink);
      sink.end();
    }
    await Promise.all(running);
  });

  async function newestNumber(): Promise<bigint> {
    await recordOf(world).flush();
    return (await lists.read(readLastNumber)).result;
  }

  /** Ends when the client has gone, or has not read for a whole beat. */
  async function follow(sink: Sink, filter: ExchangeFilter, start: bigint): Promise<void> {
    let last = start;
    let beatenMs = timers.monotonicMs();
    sink.write('retry: 2000\n\n');
    while (streams.has(sink)) {
      const isBeat = timers.monotonicMs() - beatenMs >= beatEvery;
      if (isBeat) beatenMs = timers.monotonicMs();
      if (sink.isFull) {
        if (isBeat) sink.end();
      } else {
        if (isBeat) sink.write(': beat\n\n');
        last = await send(sink, filter, last).catch((error: unknown) => {
          onError(error);
          return last;
        });
      }
      await timers.sleep(lookEvery);
    }
  }

  /** Sends what is new, and returns the number up to which everything was seen. */
  async function send(sink: Sink, filter: ExchangeFilter, last: bigint): Promise<bigint> {
    await recordOf(world).flush();
    const { result } = await lists.read(async (connection) => {
      // First the newest number: rows up to it are all visible to the statement that follows.
      const [newest, exchanges] = await Promise.all([
        readLastNumber(connection),
        readExchangesAfter(connection, filter, last, atOnce),
      ]);
      return { newest, exchanges };
    });
    const { newest, exchanges } = result;
    for (const exchange of exchanges) {
      const data = JSON.stringify(exchangeView(exchange));
      sink.write(`id: ${exchange.number}\nevent: exchange\ndata: ${data}\n\n`);
    }
    const seen = exchanges.at(-1)?.number ?? last;
    return exchanges.length === atOnce || newest < seen ? seen : newest;
  }
}
