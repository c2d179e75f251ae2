import { seconds, type Timers } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { audit, moneyInvariants } from '#acquiring';
import { settlementInvariants } from '#settlement';
import type { OperationsDependencies } from './dependencies.ts';
import { Problem } from './problem.ts';

const invariants = [...moneyInvariants, ...settlementInvariants];

/** The server itself: whether it lives, whether it can work, whether its books are right. */
export function serverRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, access, gatewayUrl, openConnection, timers } = world;

  app.get('/healthz', async () => ({ status: 'ok' }));

  app.get('/readyz', async () => {
    if (
      await answersInTime(
        reader.read(async () => undefined),
        timers,
      )
    )
      return { status: 'ready' };
    throw new Problem(503, 'not-ready', 'The database does not answer');
  });

  app.get('/admin/server', async () => ({
    gateway: gatewayUrl(),
    sandbox: access.kind === 'sandbox',
  }));

  app.post('/admin/audit', async () => {
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

async function answersInTime(answer: Promise<unknown>, timers: Timers): Promise<boolean> {
  const answered = answer.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, timers.sleep(seconds(2)).then(() => false)]);
}
