/** A port that speaks HTTP. */
import type { AddressInfo } from 'node:net';
import { seconds, type Timers } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';

/** Listens; after a port that was taken, another can be tried. */
export async function openHttpPort(
  app: FastifyInstance,
  host: string,
  port: number,
): Promise<number> {
  await app.listen({ host, port });
  return (app.server.address() as AddressInfo).port;
}

/** Longer than a payment may take while the database is silent. */
const patience = seconds(9);

/** Lets requests that have begun finish, but not for ever: a client may have stopped reading. */
export async function closeHttpPort(app: FastifyInstance, timers: Timers): Promise<void> {
  const closed = app.close();
  const cut = timers.sleep(patience).then(() => app.server.closeAllConnections());
  await Promise.race([closed, cut]);
  await closed;
}
