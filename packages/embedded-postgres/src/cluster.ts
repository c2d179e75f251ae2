/**
 * The cluster: the folder in which PostgreSQL keeps its files, `DATA/postgres`.
 * It belongs to the account that runs PostgreSQL. When root starts Sampan below a folder that this
 * account cannot enter, such as root's home, the cluster is created in `/var/lib/sampan/<hash>` and
 * `DATA/postgres` links to it. Everything else stays in the data folder.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chown,
  lstat,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Account, canEnter, isRoot } from './account.ts';
import { cleanEnvironment } from './environment.system.ts';
import type { Programs } from './programs.ts';

export interface Cluster {
  /** The real path. */
  readonly folder: string;
  /** The account that runs PostgreSQL on it; undefined means the current one. */
  readonly account: Account | undefined;
}

export interface ClusterOptions {
  readonly dataFolder: string;
  readonly account: Account | undefined;
  readonly programs: Programs;
  readonly password: string;
  readonly log: (line: string) => void;
  /** Called when initdb has started. */
  readonly onInitdb: () => void;
  readonly signal: AbortSignal | undefined;
}

/** Name of the superuser role. The server uses it only to prepare the other two roles. */
export const superuser = 'postgres';

/** Finds the cluster of a data folder, or creates it. */
export async function ensureCluster(options: ClusterOptions): Promise<Cluster> {
  const link = join(options.dataFolder, 'postgres');
  const found = await existingCluster(link, options.account);
  if (found) return found;

  const { account, log } = options;
  if (!account || (await canEnter(account, options.dataFolder))) {
    log('Creating the database folder');
    await createCluster(options, options.dataFolder, link);
  } else {
    const home = await freeHome(options.dataFolder);
    log(`The account "${account.name}", which runs PostgreSQL, cannot enter ${options.dataFolder}`);
    log(`The database is therefore kept in ${home}`);
    await createCluster(options, '/var/lib/sampan', home);
    await symlink(home, link);
  }
  const made = await existingCluster(link, account);
  if (!made) throw new Error(`The cluster in ${link} was not created`);
  return made;
}

async function existingCluster(
  link: string,
  account: Account | undefined,
): Promise<Cluster | undefined> {
  const folder = await realpath(link).catch(() => undefined);
  if (folder === undefined) {
    // A dangling link: the cluster was deleted.
    if (await lstat(link).catch(() => undefined)) await rm(link);
    return undefined;
  }
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return 'unreadable';
    return undefined;
  });
  if (version === undefined) {
    // Only an empty folder may be removed.
    await rmdir(folder).catch((cause: unknown) => {
      throw new Error(`${folder} holds files, but no PostgreSQL cluster`, { cause });
    });
    if (folder !== link) await rm(link, { force: true });
    return undefined;
  }
  return { folder, account: await ownerOf(folder, account) };
}

/** Only its owner can run a cluster, even if another user starts it this time. */
async function ownerOf(folder: string, account: Account | undefined): Promise<Account | undefined> {
  const { uid, gid } = await stat(folder);
  if (process.geteuid === undefined || uid === process.geteuid()) return undefined;
  if (isRoot()) return account?.uid === uid ? account : { name: `uid ${uid}`, uid, gid };
  throw new Error(
    `The database in ${folder} belongs to another user (uid ${uid}). ` +
      'Start as that user, or choose another folder with --data.',
  );
}

/**
 * A new folder in /var/lib/sampan. A folder left by an earlier data folder of this path is kept.
 */
async function freeHome(dataFolder: string): Promise<string> {
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  for (let attempt = 1; ; attempt += 1) {
    const home = join('/var/lib/sampan', attempt === 1 ? hash : `${hash}-${attempt}`);
    if (!(await lstat(home).catch(() => undefined))) return home;
  }
}

/**
 * Runs initdb in a temporary folder and renames the result, so that a partial cluster is never
 * visible.
 */
async function createCluster(
  { account, programs, password, onInitdb, signal }: ClusterOptions,
  parent: string,
  destination: string,
): Promise<void> {
  const draft = join(parent, `.postgres-${randomBytes(6).toString('hex')}`);
  await mkdir(parent, { recursive: true, mode: 0o755 });
  await mkdir(draft, { mode: 0o700 });
  try {
    const passwordFile = join(draft, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) {
      await chown(passwordFile, account.uid, account.gid);
      await chown(draft, account.uid, account.gid);
    }
    await runInitdb({ program: programs.initdb, account, onInitdb, signal }, [
      ...['-D', join(draft, 'cluster'), '-U', superuser, `--pwfile=${passwordFile}`],
      ...['-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C'],
    ]);
    await rename(join(draft, 'cluster'), destination).catch((error: unknown) => {
      // A concurrent start was first; use its cluster.
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!['EEXIST', 'ENOTEMPTY'].includes(code)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

interface InitdbOptions {
  readonly program: string;
  readonly account: Account | undefined;
  readonly onInitdb: () => void;
  readonly signal: AbortSignal | undefined;
}

async function runInitdb(
  { program, account, onInitdb, signal }: InitdbOptions,
  args: string[],
): Promise<void> {
  signal?.throwIfAborted();
  const child = spawn(program, args, {
    cwd: '/',
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // In its own process group: Ctrl-C reaches only this process, which stops initdb and waits for
    // it.
    detached: true,
    ...identity(account),
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  onInitdb();
  const abort = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', abort);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  signal?.removeEventListener('abort', abort);
  signal?.throwIfAborted();
  const [code] = await closed;
  if (code !== 0) throw new Error(`initdb failed (${code}):\n${errors || output}`);
}

export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}
