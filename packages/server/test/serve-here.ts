/** A server in the test's own process, on free ports. */
import { openLog } from '#log';
import { roles } from '#ports';
import { thisMachine } from '../src/main/machine.ts';
import { usualRetention } from '../src/main/retention-settings.ts';
import { serve } from '../src/main/serve.ts';
import type { RunningServer, ServeOptions } from '../src/main/serve-options.ts';

export type ServeHere = Pick<ServeOptions, 'database' | 'dataFolder'> & Partial<ServeOptions>;

export const serveHere = (options: ServeHere): Promise<RunningServer> =>
  serve({
    machine: thisMachine,
    host: '127.0.0.1',
    ports: { gateway: { port: 0 }, admin: { port: 0 }, sftp: { port: 0 }, till: { port: 0 } },
    roles,
    workers: 1,
    sandbox: true,
    record: true,
    demo: false,
    production: false,
    publicUrl: undefined,
    publicHost: '127.0.0.1',
    notification: {},
    trustedProxies: [],
    retention: usualRetention,
    sftpLegacy: false,
    external: true,
    environment: process.env,
    adminToken: 'operator-token-of-a-test',
    log: openLog({
      level: 'error',
      terminal: 'plain',
      write: (line) => process.stderr.write(line),
    }),
    ...options,
  });
