import { seconds, type Timers } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { audit, moneyInvariants } from '#acquiring';
import { booksInvariants } from '#books';
import { ClocksDiffer, readNow } from '#database';
import { payoutInvariants } from '#payout';
import { settlementInvariants } from '#settlement';
import type { OperationsDependencies } from './dependencies.ts';
import { Problem } from './problem.ts';
import { serve } from './serve.http.ts';

const invariants = [
  ...moneyInvariants,
  ...settlementInvariants,
  ...payoutInvariants,
  ...booksInvariants,
];

/** The server itself: liveness, readiness, and the audit. */
export function serverRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, access, gatewayUrl, openConnection, timers, metrics } = world;

  serve(app, world, 'GET /healthz', async () => ({ status: 'ok' }));

  serve(app, world, 'GET /readyz', async () => {
    await answered(readNow(reader), timers);
    return { status: 'ready' };
  });

  if (metrics) {
    serve(app, world, 'GET /metrics', async (_received, _request, reply) => {
      const { contentType, text } = await metrics();
      return reply.type(contentType).send(text);
    });
  }

  serve(app, world, 'GET /admin/server', async () => ({
    gateway: gatewayUrl(),
    sandbox: access.kind === 'sandbox',
  }));

  serve(app, world, 'POST /admin/audit', async () => {
    const connection = await openConnection();
    try {
      const broken = await audit(connection, invariants);
      return {
        holds: broken.length === 0,
        invariants: invariants.map(({ invariant }) => invariant),
        broken,
      };
    } finally {
      await connection.close();
    }
  });
}

/** Rejects when the database does not answer in time, or has another time than this machine. */
async function answered(answer: Promise<unknown>, timers: Timers): Promise<void> {
  const failure = answer.then(
    () => undefined,
    (error: unknown) => (error instanceof ClocksDiffer ? error : silent()),
  );
  const problem = await Promise.race([failure, timers.sleep(seconds(2)).then(silent)]);
  if (problem) throw problem;
}

const silent = (): Problem => new Problem(503, 'not-ready', 'The database does not answer');
