/**
 * `sampan start`: a data folder, a PostgreSQL, the server; and all of it down again in order.
 */
import cluster from 'node:cluster';
import { UsageError } from './commands.ts';
import {
  dataFolderPath,
  operatorToken,
  prepareDataFolder,
  readRunning,
  removeRunning,
  writeRunning,
} from './data-folder.ts';
import { demoLines, demoView } from './demo/announce.ts';
import { checkFolderMode, modeOf, noteFolderMode } from './installation.ts';
import { keepPostgres } from './keep-postgres.ts';
import { readNotificationChoices } from './notification-choices.ts';
import type { Input } from './parse.ts';
import type { PortWish } from './ports.ts';
import { type Role, type RunningServer, type ServeOptions, serve } from './serve.ts';
import { stopSignal } from './stop-signal.ts';
import { runWorker } from './worker.ts';

const allRoles: readonly Role[] = ['gateway', 'wallet', 'portal', 'worker', 'sftp'];

const defaultPorts = { gateway: 8700, admin: 8701, sftp: 8722 } as const;

interface Database {
  readonly url: string;
  readonly ownerUrl: string;
  /** Resolves when the database is gone for good. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

export async function run(input: Input): Promise<number> {
  if (cluster.isWorker) return runWorker(log);
  const settings = readSettings(input);
  const stopped = stopSignal();
  const dataFolder = await prepareDataFolder(dataFolderPath(input.option('data')));
  const mode = modeOf(settings.sandbox);
  await checkFolderMode(dataFolder, mode);
  const adminToken = input.environment['SAMPAN_ADMIN_TOKEN'] || (await operatorToken(dataFolder));
  const database = await openDatabase(dataFolder, input.environment);
  try {
    const server = await serve({ ...settings, dataFolder, database, adminToken });
    await noteFolderMode(dataFolder, mode);
    await announce(server, dataFolder, input.json);
    const problem = await Promise.race([stopped, database.lost]);
    await drain(server, dataFolder);
    if (problem) throw new Error('The database stopped', { cause: problem });
    return 0;
  } finally {
    await database.stop();
  }
}

async function openDatabase(
  dataFolder: string,
  environment: Input['environment'],
): Promise<Database> {
  const url = environment['DATABASE_URL'];
  if (url) {
    const ownerUrl = environment['DATABASE_OWNER_URL'] || url;
    // A database of the operator's own comes back; the lanes keep trying.
    return { url, ownerUrl, lost: new Promise(() => undefined), stop: async () => undefined };
  }
  try {
    return await keepPostgres(dataFolder, log);
  } catch (cause) {
    const running = await readRunning(dataFolder);
    if (!/already runs/.test(String(cause)) || !running) throw cause;
    throw new Error(`${(cause as Error).message}: ${running.gateway}`, { cause });
  }
}

function readSettings(input: Input): Omit<ServeOptions, 'dataFolder' | 'database' | 'adminToken'> {
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
    log,
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

async function announce(server: RunningServer, data: string, json: boolean): Promise<void> {
  const { gateway, admin, sftp, sftpHostKey } = server;
  await writeRunning(data, { gateway, admin, sftp, data, sftpHostKey, pid: process.pid });
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ gateway, admin, sftp, data, sftpHostKey, ...demoView(server.demo) })}\n`,
    );
    return;
  }
  const lines = [
    'Sampan serves.',
    `  gateway     ${gateway}`,
    `  operations  ${admin}`,
    ...(sftp === '' ? [] : [`  SFTP        ${sftp}  ${sftpHostKey}`]),
    `  data        ${data}`,
    ...demoLines(server.demo, data),
    'Ctrl-C stops it.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function drain(server: RunningServer, dataFolder: string): Promise<void> {
  log('Stopping: finishing what has begun');
  await removeRunning(dataFolder);
  await server.stop();
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
