/**
 * `sampan start`: a data folder, a PostgreSQL, the server; and all of it down again in order.
 *
 * The server's modules load while PostgreSQL starts, so what this file imports is small.
 */
import cluster from 'node:cluster';
import { dataFolderPath, type Input, movesCursor, readRunning, withProgress } from '@sampan/cli';
import {
  checkFolderMode,
  type FirstKeys,
  keepPostgres,
  modeOf,
  noteFolderMode,
  operatorToken,
  prepareDataFolder,
  readDatabaseUrl,
  removeRunning,
} from '#installation';
import { type Log, logFor } from '#log';
import { type StopWish, stopSignal } from '#shutdown';
import { announce } from './announce.ts';
import { thisMachine as machine } from './machine.ts';
import { readSettings } from './start-settings.ts';

interface Database {
  readonly url: string;
  readonly ownerUrl: string;
  /** It came from DATABASE_URL, which messages then name. */
  readonly isNamed?: true;
  /** Resolves when the database is gone for good. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

export async function run(input: Input): Promise<number> {
  const log = logFor(input);
  if (cluster.isWorker) return (await import('./serve-worker.ts')).serveAsWorker(input, log);
  const settings = readSettings(input, log);
  const stop = stopSignal(machine.timers);
  // Timers of ours keep no process alive; this one does, until everything is down in order.
  const hold = setInterval(() => undefined, 60_000);
  try {
    return await startAndStop(input, settings, log, stop);
  } catch (error) {
    // What was broken off on the way is no failure.
    if (stop.signal.aborted && !(error instanceof StoppedBadly)) return endSoon(0);
    endSoon(1);
    throw error;
  } finally {
    clearInterval(hold);
  }
}

async function startAndStop(
  input: Input,
  settings: ReturnType<typeof readSettings>,
  log: Log,
  { wished, signal }: StopWish,
): Promise<number> {
  const dataFolder = await prepareDataFolder(dataFolderPath(input.option('data')));
  const mode = modeOf(settings.sandbox);
  await checkFolderMode(dataFolder, mode);
  const { environment, stderr: stream } = input;
  const adminToken = environment['SAMPAN_ADMIN_TOKEN'] || (await operatorToken(dataFolder));
  const isTerminal = movesCursor(stream, environment);
  const starting = <Value>(what: string, work: Promise<Value>) =>
    withProgress(what, work, { stream, timers: machine.timers, isTerminal });
  let firstKeys: Promise<FirstKeys> | undefined;
  const onWaiting = (isNew: boolean) => {
    const loading = import('./serve.ts');
    if (isNew) firstKeys = loading.then(({ makeFirstKeys }) => makeFirstKeys());
    const ofSandbox = settings.sandbox ? [import('#sandbox'), import('#worlds')] : [];
    // Where the server is used, its failure to load shows again.
    Promise.all([loading, firstKeys, ...ofSandbox]).catch(() => undefined);
  };
  const about = { log: log.about('database'), onWaiting, signal };
  const opening = openDatabase({ dataFolder, environment, ...about });
  const database = await starting('Starting the database', opening);
  let givenUp: readonly string[] = [];
  try {
    if (signal.aborted) return 0;
    const wish = signal;
    const external = Boolean(environment['DATABASE_URL']);
    const given = { machine, adminToken, environment, firstKeys: await firstKeys };
    const options = { ...settings, ...given, dataFolder, database, external, log, wish };
    const serving = import('./serve.ts').then(({ serve }) => serve(options));
    const server = await starting('Starting Sampan', serving);
    await noteFolderMode(dataFolder, mode);
    if (!signal.aborted) await announce(server, dataFolder, input);
    if (!signal.aborted) server.prepareWorlds();
    const problem = await Promise.race([wished, database.lost]);
    log.info('Stopping: finishing running requests');
    await removeRunning(dataFolder);
    givenUp = await server.stop();
    if (problem) throw new StoppedBadly('The database stopped', { cause: problem });
  } finally {
    await database.stop().catch((cause: unknown) => {
      throw new StoppedBadly('PostgreSQL does not stop', { cause });
    });
  }
  return endSoon(givenUp.length > 0 ? 1 : 0);
}

/** The wish to stop does not excuse it. */
class StoppedBadly extends Error {
  override readonly name = 'StoppedBadly';
}

/** What was given up, or forgotten, must not keep the process for ever. */
function endSoon(code: number): number {
  // With the exit code that the command line has set by then.
  setTimeout(() => process.exit(), lingerMaxMs).unref();
  return code;
}

const lingerMaxMs = 1_000;

interface OpenOptions {
  readonly dataFolder: string;
  readonly environment: Input['environment'];
  readonly log: Log;
  readonly onWaiting: (isNew: boolean) => void;
  readonly signal: AbortSignal;
}

async function openDatabase(options: OpenOptions): Promise<Database> {
  const { dataFolder, environment, log, onWaiting, signal } = options;
  const url = readDatabaseUrl('DATABASE_URL', environment['DATABASE_URL']);
  if (url) {
    const owner = environment['DATABASE_OWNER_URL'];
    const ownerUrl = readDatabaseUrl('DATABASE_OWNER_URL', owner) ?? url;
    // A database of the operator's own comes back; the lanes keep trying.
    const forEver = new Promise<never>(() => undefined);
    return { url, ownerUrl, isNamed: true, lost: forEver, stop: async () => undefined };
  }
  try {
    const { timers } = machine;
    return await keepPostgres({ folder: dataFolder, log, timers, onWaiting, signal });
  } catch (cause) {
    const running = await readRunning(dataFolder);
    if (!/already runs/.test(String(cause)) || !running) throw cause;
    throw new Error(`${(cause as Error).message}: ${running.gateway}`, { cause });
  }
}
