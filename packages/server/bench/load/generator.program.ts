/**
 * Drives requests over raw keep-alive connections, from a process of its own. The requests come
 * ready-made, so that making them costs the measurement nothing.
 *
 * Started with an IPC channel. For each load: receives a `Load`, opens its connections and says
 * `ready`; hears `go`, drives it and answers a `LoadResult`.
 */
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { systemTimers } from '@sampan/primitives/node';
import { runClosedLoop } from './closed-loop.ts';
import type { Load, LoadResult } from './load.ts';
import { LoadConnection } from './load-connection.ts';
import { runOpenLoop } from './open-loop.ts';
import { Tally } from './tally.ts';

async function drive({ port, ...load }: Load): Promise<LoadResult> {
  const { requests, arrivalsMs } = load;
  const opening = Array.from({ length: load.connections }, () => LoadConnection.open(port));
  const connections = await Promise.all(opening);
  process.send?.('ready');
  await once(process, 'message');
  const tally = new Tally(load.expect);
  const before = process.cpuUsage();
  const started = performance.now();
  // Sleeping does not keep the process alive; its channel does.
  await (arrivalsMs
    ? runOpenLoop({ connections, requests, arrivalsMs, timers: systemTimers }, tally)
    : runClosedLoop(connections, requests, tally));
  const elapsedMs = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  for (const connection of connections) connection.close();
  const { latenciesMs, unexpected, firstUnexpected } = tally;
  const answered = latenciesMs.length;
  const generatorUs = user + system;
  return { elapsedMs, answered, unexpected, firstUnexpected, latenciesMs, generatorUs };
}

async function serve(): Promise<void> {
  for (;;) {
    const [load] = (await once(process, 'message')) as [Load];
    process.send?.(await drive(load));
  }
}

process.on('disconnect', () => process.exit());
serve().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
