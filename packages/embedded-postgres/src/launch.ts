/**
 * Starts the postmaster of a cluster and waits until it accepts connections.
 * It runs in its own process group, so that Ctrl-C in a terminal reaches only Sampan, which first
 * finishes its payments and then stops PostgreSQL.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Cluster, identity } from './cluster.ts';
import { cleanEnvironment } from './environment.system.ts';
import type { Passwords } from './passwords.ts';
import { pause } from './pause.system.ts';
import {
  clusterName,
  dismissOrphans,
  findPostmaster,
  type Postmaster,
  readPidFile,
} from './postmaster.ts';
import { superuserUrl } from './prepare.postgres.ts';
import type { Programs } from './programs.ts';
import { openSession } from './session.postgres.ts';
import { postgresSettings } from './settings.ts';

export interface LaunchOptions {
  readonly dataFolder: string;
  readonly cluster: Cluster;
  readonly programs: Programs;
  readonly passwords: Passwords;
  /** The user's choice; otherwise the last port or any free one. */
  readonly port: number | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
  /** Called when a postmaster has been spawned. */
  readonly onSpawn: () => void;
  readonly signal: AbortSignal | undefined;
}

/** Stores the port of the last start. */
export const portFile = (dataFolder: string): string => join(dataFolder, 'postgres-port');

/** Longer than the child processes of a killed postmaster need to exit. */
const orphanPatienceMs = 30_000;

/** Starts the postmaster; returns the running one if there is one. */
export async function launch(options: LaunchOptions): Promise<Postmaster> {
  const { cluster, log } = options;
  const rememberedFile = portFile(options.dataFolder);
  const remembered = Number(await readFile(rememberedFile, 'utf8').catch(() => '0'));
  let port = options.port ?? (remembered || (await freePort()));

  for (let orphansMs = 0, ports = 1; ; ) {
    options.signal?.throwIfAborted();
    const living = await findPostmaster(cluster.folder);
    if (living) {
      await ready(living.pid, options);
      return living;
    }
    const attempt = await tryPort(options, port);
    if ('pid' in attempt) {
      await writeFile(rememberedFile, `${port}\n`);
      return attempt;
    }
    if (attempt.failure === 'port taken' && options.port === undefined && ports < 5) {
      ports += 1;
      port = await freePort();
    } else if (attempt.failure === 'orphans' && orphansMs < orphanPatienceMs) {
      if (orphansMs === 0) log('Waiting for processes of a PostgreSQL that was killed');
      if (orphansMs >= 2_000) await dismissOrphans(cluster.folder);
      await pause(100);
      orphansMs += 100;
    } else if (attempt.failure !== 'second') {
      throw new Error(`PostgreSQL does not start:\n${attempt.text.trimEnd()}`);
    }
  }
}

interface Failure {
  readonly failure: 'port taken' | 'orphans' | 'second' | 'other';
  readonly text: string;
}

async function tryPort(options: LaunchOptions, port: number): Promise<Postmaster | Failure> {
  const { cluster, programs } = options;
  const logFile = join(options.dataFolder, 'postgres.log');
  await rename(logFile, `${logFile}.1`).catch(() => undefined);
  const output = await open(logFile, 'a', 0o600);
  const child = spawn(
    programs.postgres,
    ['-D', cluster.folder, ...serverArguments(options, port)],
    {
      cwd: '/',
      detached: true,
      env: cleanEnvironment(),
      stdio: ['ignore', output.fd, output.fd],
      ...identity(cluster.account),
    },
  );
  const exited = once(child, 'exit').then(
    () => 'exited' as const,
    (error: unknown) => error as Error,
  );
  await output.close();
  child.unref();
  if (child.pid === undefined) throw await exited;
  options.onSpawn();

  const outcome = await Promise.race([ready(child.pid, options, child), exited]).catch(
    async (error: unknown) => {
      // Otherwise nothing would ever stop it.
      child.ref();
      child.kill('SIGINT');
      await exited;
      throw error;
    },
  );
  if (outcome === 'ready') return { pid: child.pid, port, isReady: true };
  const text = await readFile(logFile, 'utf8');
  return { failure: reasonIn(text), text };
}

function reasonIn(log: string): Failure['failure'] {
  if (/could not bind|could not create any TCP\/IP sockets/.test(log)) return 'port taken';
  if (/pre-existing shared memory block|is still in use/.test(log)) return 'orphans';
  if (/lock file ".*" already exists/.test(log)) return 'second';
  return 'other';
}

function serverArguments({ cluster, settings }: LaunchOptions, port: number): string[] {
  // A socket path is limited to about a hundred bytes; longer paths use TCP instead.
  const socketFits = Buffer.byteLength(cluster.folder) < 80 && process.platform !== 'win32';
  const all = {
    ...postgresSettings,
    ...settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socketFits ? cluster.folder : '',
    cluster_name: clusterName(cluster.folder),
  };
  const named = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-p', String(port), ...named];
}

/**
 * Resolves when the postmaster accepts a connection; rejects when its process, if given as child,
 * has ended. Connects only after the postmaster reports ready: until then another program may own
 * its port.
 */
async function ready(
  pid: number,
  options: LaunchOptions,
  child?: { readonly exitCode: number | null; readonly signalCode: string | null },
): Promise<'ready'> {
  for (let waitedMs = 0; ; waitedMs += 10) {
    options.signal?.throwIfAborted();
    const announced = await readPidFile(options.cluster.folder);
    if (announced?.pid === pid && announced.isReady) {
      const problem = await knock(announced.port, options.passwords);
      if (problem === undefined) return 'ready';
      if (!retriable(problem)) throw problem;
    }
    const dead = child && (child.exitCode !== null || child.signalCode !== null);
    if (dead) return new Promise(() => undefined);
    if (!child && (await findPostmaster(options.cluster.folder))?.pid !== pid) {
      throw new Error(`The running PostgreSQL (process ${pid}) stopped while we waited for it`);
    }
    if (waitedMs === 5_000) options.log('PostgreSQL is repairing its files after a crash');
    await pause(10);
  }
}

async function knock(port: number, passwords: Passwords): Promise<Error | undefined> {
  try {
    const url = await superuserUrl(port, passwords);
    const { close } = await openSession(url);
    await close();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Not listening yet, or "the database system is starting up" or "… is shutting down". */
function retriable(problem: Error): boolean {
  const code = String((problem as { code?: unknown }).code ?? '');
  const unfinished = /Connection terminated|socket hang up/.test(problem.message);
  return unfinished || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03'].includes(code);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
