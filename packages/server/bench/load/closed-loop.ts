import { performance } from 'node:perf_hooks';
import type { LoadConnection } from './load-connection.ts';
import type { Tally } from './tally.ts';

/** Each connection sends its next request as soon as it has the reply: this is the throughput. */
export async function runClosedLoop(
  connections: readonly LoadConnection[],
  requests: readonly string[],
  tally: Tally,
): Promise<void> {
  let next = 0;
  const run = (connection: LoadConnection): Promise<void> =>
    new Promise((resolve) => {
      const send = (): void => {
        const request = requests[next++];
        if (request === undefined) {
          resolve();
          return;
        }
        const sentAt = performance.now();
        connection.send(request, (reply) => {
          tally.take(reply, performance.now() - sentAt);
          send();
        });
      };
      send();
    });
  await Promise.all(connections.map(run));
}
