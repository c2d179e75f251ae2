/**
 * `sampan start`: a data folder, a PostgreSQL, the server; and all of it down again in order.
 */
import cluster from 'node:cluster';
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
import { type Log, logFor } from './log.ts';
import type { Input } from './parse.ts';
import { type RunningServer, serve } from './serve.ts';
import { readSettings } from './start-settings.ts';
import { stopSignal } from './stop-signal.ts';
import { runWorker } from './worker.ts';

interface Database {
  readonly url: string;
  readonly ownerUrl: string;
  /** Resolves when the database is gone for good. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

export async function run(input: Input): Promise<number> {
  const log = logFor(input);
  if (cluster.isWorker) return runWorker(log);
  const settings = readSettings(input);
  const stopped = stopSignal();
  const dataFolder = await prepareDataFolder(dataFolderPath(input.option('data')));
  const mode = modeOf(settings.sandbox);
  await checkFolderMode(dataFolder, mode);
  const adminToken = input.environment['SAMPAN_ADMIN_TOKEN'] || (await operatorToken(dataFolder));
  const database = await openDatabase(dataFolder, input.environment, log.about('database'));
  try {
    const server = await serve({ ...settings, dataFolder, database, adminToken, log });
    await noteFolderMode(dataFolder, mode);
    await announce(server, dataFolder, input.json);
    const problem = await Promise.race([stopped, database.lost]);
    log.info('Stopping: finishing what has begun');
    await removeRunning(dataFolder);
    await server.stop();
    if (problem) throw new Error('The database stopped', { cause: problem });
    return 0;
  } finally {
    await database.stop();
  }
}

async function openDatabase(
  dataFolder: string,
  environment: Input['environment'],
  log: Log,
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
