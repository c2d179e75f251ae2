/** What `sampan start` was asked for: its options, and the environment. */
import { UsageError } from './commands.ts';
import { readNotificationChoices } from './notification-choices.ts';
import type { Input } from './parse.ts';
import type { PortWish } from './ports.ts';
import type { Role, ServeOptions } from './serve.ts';

const allRoles: readonly Role[] = ['gateway', 'wallet', 'portal', 'worker', 'sftp'];

const defaultPorts = { gateway: 8700, admin: 8701, sftp: 8722 } as const;

/** The rest is found when it starts: folder, database, token. */
export type StartSettings = Omit<ServeOptions, 'dataFolder' | 'database' | 'adminToken' | 'log'>;

/** What the words and the environment of a start ask for. */
export function readSettings(input: Input): StartSettings {
  const demo = input.flag('demo');
  const sandbox = demo || input.environment['SAMPAN_SANDBOX'] === '1';
  const production = input.environment['NODE_ENV'] === 'production';
  if (sandbox && production) {
    throw new UsageError('The sandbox does not run with NODE_ENV=production');
  }
  return {
    host: input.option('host') ?? '127.0.0.1',
    ports: {
      gateway: portWish(input, 'port', defaultPorts.gateway),
      admin: portWish(input, 'admin-port', defaultPorts.admin),
      sftp: portWish(input, 'sftp-port', defaultPorts.sftp),
    },
    roles: readRoles(input.option('roles')),
    workers: workersWished(input),
    sandbox,
    demo,
    production,
    publicUrl: input.option('public-url'),
    notification: readNotificationChoices(input, input.environment),
    sftpLegacy: input.flag('sftp-legacy'),
  };
}

function workersWished(input: Input): number {
  const workers = input.count('workers') ?? 1;
  if (workers < 1) throw new UsageError('--workers must be at least 1');
  return workers;
}

function portWish(input: Input, name: string, usual: number): PortWish {
  const port = input.count(name);
  if (port === undefined) return { port: usual };
  if (port > 65_535) throw new UsageError(`--${name} ${port} is no port`);
  return { port, askedWith: `--${name}` };
}

function readRoles(text: string | undefined): readonly Role[] {
  if (text === undefined) return allRoles;
  return text.split(',').map((name) => {
    const role = allRoles.find((known) => known === name.trim());
    if (!role) throw new UsageError(`There is no role "${name}"; there are ${allRoles.join(', ')}`);
    return role;
  });
}
