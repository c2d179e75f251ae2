import { type Acquiring, acquiringWorkload, createAcquiring } from '#acquiring';
import { asLane, type Connection, Pipeline } from '#database';
import type { PlatformParts } from './open-platform.ts';

/**
 * The money path over one connection, for a database that no system serves yet. It ends with the connection.
 */
export async function acquiringOver(
  connection: Connection,
  { clock, ids, timers, random }: Pick<PlatformParts, 'clock' | 'ids' | 'timers' | 'random'>,
): Promise<Acquiring> {
  const ignore = () => undefined;
  const workload = acquiringWorkload({ clock, ids, onWalletChange: ignore, onFacts: ignore });
  const connect = () => asLane(Promise.resolve(connection));
  const pipeline = new Pipeline(workload, { connect, lanes: [0], timers, random });
  await pipeline.open();
  return createAcquiring(pipeline);
}
