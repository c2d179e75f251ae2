/** What `sampan start` was asked for: its options, and the environment. */
import { networkInterfaces } from 'node:os';
import { type Input, UsageError } from '@sampan/cli';
import { parseAddressList } from '@sampan/primitives/node';
import type { Log } from '#log';
import { isPublic, type PortWish, publicHost, reachable, readPublicUrl, readRoles } from '#ports';
import { readNotificationChoices } from './notification-choices.ts';
import { readRetention } from './retention-settings.ts';
import type { ServeOptions } from './serve-options.ts';

const defaultPorts = { gateway: 8700, admin: 8701, sftp: 8722, till: 8790 } as const;

/** The rest is found when it starts: folder, database, token. */
export type StartSettings = Omit<
  ServeOptions,
  | 'machine'
  | 'dataFolder'
  | 'database'
  | 'external'
  | 'environment'
  | 'firstKeys'
  | 'adminToken'
  | 'log'
>;

/** What the words and the environment of a start ask for. */
export function readSettings(input: Input, log: Log): StartSettings {
  const demo = input.flag('demo');
  const sandbox = demo || input.environment['SAMPAN_SANDBOX'] === '1';
  const production = input.environment['NODE_ENV'] === 'production';
  if (sandbox && production) {
    throw new UsageError('The sandbox does not run with NODE_ENV=production');
  }
  const roles = readRoles(input.option('roles'));
  const workers = workersWished(input);
  if (workers > 1 && !roles.some(isPublic)) {
    throw new UsageError('--workers serve the public port, and --roles names no role of it');
  }
  const host = input.option('host') ?? '127.0.0.1';
  const publicUrl = readPublicUrl(input.option('public-url'));
  const { warn } = log;
  return {
    host,
    ports: {
      gateway: portWish(input, 'port', defaultPorts.gateway),
      admin: portWish(input, 'admin-port', defaultPorts.admin),
      sftp: portWish(input, 'sftp-port', defaultPorts.sftp),
      till: portWish(input, 'till-port', defaultPorts.till),
    },
    roles,
    workers,
    sandbox,
    record: sandbox && !input.flag('no-record') && input.environment['SAMPAN_RECORD'] !== '0',
    demo,
    production,
    publicUrl,
    // Only the gateway makes codes, which hold the address.
    publicHost: roles.includes('gateway')
      ? publicHost({ host, publicUrl, production, interfaces: networkInterfaces, warn })
      : reachable(host),
    notification: readNotificationChoices(input, input.environment),
    trustedProxies: readProxies(input.option('trust-proxy')),
    retention: readRetention(input, input.environment),
    sftpLegacy: input.flag('sftp-legacy'),
  };
}

function readProxies(text: string | undefined): readonly string[] {
  const proxies = parseAddressList(text ?? '');
  if (proxies.ok) return proxies.value;
  throw new UsageError(`--trust-proxy: ${proxies.problem} is no address or network`);
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
