/** A worker process of `sampan start`: opens the public port when the first process says so. */
import type { Input } from '@sampan/cli';
import { openSecretBox } from '#installation';
import type { Log } from '#log';
import { createMetrics } from '#platform';
import { runWorker } from '#workers';
import { thisMachine as machine } from './machine.ts';
import { openPublicServer } from './public-server.ts';

export function serveAsWorker({ environment }: Input, log: Log): Promise<number> {
  return runWorker({
    log,
    timers: machine.timers,
    async open(settings, opened) {
      const metrics = createMetrics();
      const { dataFolder } = settings;
      const { random } = machine;
      const secrets = openSecretBox({ dataFolder, environment, random });
      await openPublicServer(settings, secrets, { machine, opened, log, metrics });
      return metrics;
    },
  });
}
