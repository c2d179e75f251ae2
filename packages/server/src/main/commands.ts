/**
 * The commands of `sampan`: those of a client, and here those that need the server's insides.
 *
 * `load` imports a command's program only when it runs, so that `wallet code` does not pay for all
 * that `start` needs.
 */
import { readFileSync } from 'node:fs';
import { type Command, clientCommands, type Program } from '@sampan/cli';
import { notificationOptions } from './notification-options.ts';
import { ownerCommands } from './owner-commands.ts';
import { retentionOptions } from './retention-options.ts';

export const commands: readonly Command[] = [
  {
    name: 'start',
    summary: 'run the payment system',
    arguments: [],
    options: [
      { name: 'port', value: 'N', summary: 'public port (default 8700; 0 picks a free one)' },
      { name: 'admin-port', value: 'N', summary: 'operations port on 127.0.0.1 (default 8701)' },
      { name: 'sftp-port', value: 'N', summary: "SFTP port for partners' files (default 8722)" },
      {
        name: 'trust-proxy',
        value: 'LIST',
        summary: 'proxies whose X-Forwarded-For is trusted (default none)',
      },
      { name: 'sftp-legacy', summary: 'allow SFTP clients that know only SHA-1 (default off)' },
      { name: 'host', value: 'ADDRESS', summary: 'address to listen on (default 127.0.0.1)' },
      {
        name: 'public-url',
        value: 'URL',
        summary: 'address of the public port for buyers, such as https://pay.example.com',
      },
      { name: 'roles', value: 'LIST', summary: 'gateway,wallet,portal,worker,sftp (default all)' },
      { name: 'workers', value: 'N', summary: 'processes for the public port (default 1)' },
      { name: 'demo', summary: 'sandbox mode with demo data' },
      {
        name: 'log-level',
        value: 'LEVEL',
        summary: 'debug, info, warn or error (default info), or SAMPAN_LOG_LEVEL',
      },
      ...notificationOptions,
      ...retentionOptions,
    ],
    load: () => import('./start.ts'),
  },
  ...clientCommands,
  ...ownerCommands,
  {
    name: 'file-writer',
    summary: "write partners' files for a server; started by it",
    internal: true,
    arguments: [],
    options: [],
    load: async () => ({ run: (await import('#file-writer')).writeFiles }),
  },
];

/** The program, for `runCommand`. */
export const sampan: Program = {
  commands,
  version: () => {
    const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const { version } = JSON.parse(file) as { readonly version: string };
    return version;
  },
};
