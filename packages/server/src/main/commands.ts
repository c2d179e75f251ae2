/**
 * The commands of `sampan`: those of the client, and those that need server code.
 *
 * `load` imports a command's program only when it runs, so that `wallet code` loads quickly.
 */
import { readFileSync } from 'node:fs';
import { type Command, clientCommands, type Program } from '@sampan/cli';
import { notificationOptions } from './notification-options.ts';
import { ownerCommands } from './owner-commands.ts';
import { retentionOptions } from './retention-options.ts';

/** For `npm start`, which looks for options that npm kept to itself. */
export { commonOptions } from '@sampan/cli';

export const commands: readonly Command[] = [
  {
    name: 'start',
    summary: 'run the payment system',
    arguments: [],
    options: [
      { name: 'port', value: 'N', summary: 'public port, 0 for any free one (default 8700)' },
      { name: 'admin-port', value: 'N', summary: 'operations port, on 127.0.0.1 (default 8701)' },
      { name: 'sftp-port', value: 'N', summary: "SFTP port for partners' files (default 8722)" },
      { name: 'till-port', value: 'N', summary: "port of the demo's till (default 8790)" },
      {
        name: 'trust-proxy',
        value: 'LIST',
        summary:
          'proxies whose X-Forwarded-For is trusted, e.g. 127.0.0.1,10.0.1.0/24 (default none)',
      },
      { name: 'no-record', summary: 'sandbox: keep no record of exchanges (default: 10,000)' },
      { name: 'sftp-legacy', summary: 'accept SFTP clients that support only SHA-1 (default off)' },
      {
        name: 'host',
        value: 'ADDRESS',
        summary: 'address of the public and SFTP ports (default 127.0.0.1)',
      },
      {
        name: 'public-url',
        value: 'URL',
        summary:
          'public address in QR codes, e.g. https://pay.example.com (default: host and port)',
      },
      {
        name: 'roles',
        value: 'LIST',
        summary: 'parts to run (default gateway,wallet,portal,worker,sftp)',
      },
      { name: 'workers', value: 'N', summary: 'processes for the public port (default 1)' },
      { name: 'demo', summary: 'start a sandbox with demo data (default off)' },
      {
        name: 'log-level',
        value: 'LEVEL',
        summary: 'debug, info, warn or error (default info)',
      },
      ...notificationOptions,
      ...retentionOptions,
    ],
    notes: [
      'These variables set the options of the same name; docs/production.md lists all variables:',
      '',
      '  SAMPAN_LOG_LEVEL            SAMPAN_KEEP_CODES',
      '  SAMPAN_NOTIFY_SCHEDULE      SAMPAN_KEEP_DELIVERIES',
      '  SAMPAN_NOTIFY_CONTENT_TYPE  SAMPAN_KEEP_ORDERS',
      '  SAMPAN_NOTIFY_HK_EXTRAS=1   SAMPAN_KEEP_FILES',
      '  SAMPAN_NOTIFY_OWN_NETWORK   SAMPAN_RECORD=0 (--no-record)',
    ],
    examples: [
      'sampan start --demo',
      'sampan start --public-url https://pay.example.com --trust-proxy 127.0.0.1',
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
