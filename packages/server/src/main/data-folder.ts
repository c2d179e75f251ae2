/**
 * The data folder: all that a Sampan keeps on disk.
 *
 *     DATA/                 0711  others may pass through, to reach what is theirs
 *       postgres/           0700  the database, of the account that runs PostgreSQL
 *       keys/               0700  keys and passwords
 *       files/              0700  the files that partners fetch, a folder for each
 *       mode                0600  sandbox or production
 *       operator-token      0600  opens the operations port
 *       server.json         0600  addresses of the running server, for the other commands
 *       postgres.log        0600  PostgreSQL's own words since its last start
 */
import { randomBytes } from 'node:crypto';
import {
  chmod,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { syncFolder, writeSynced } from './synced-files.ts';

/** What `server.json` says. */
export interface RunningAddresses {
  readonly gateway: string;
  readonly admin: string;
  readonly sftp: string;
  /** `SHA256:…`; servers before this one did not say it. */
  readonly sftpHostKey?: string;
  readonly data: string;
  readonly pid: number;
}

/** The data folder's path: as asked for, else `data` in the current folder. */
export function dataFolderPath(asked: string | undefined): string {
  return resolve(asked ?? 'data');
}

/** Makes the data folder with its permissions, when needed; returns its absolute path. */
export async function prepareDataFolder(asked: string | undefined): Promise<string> {
  const folder = dataFolderPath(asked);
  await mkdir(folder, { recursive: true, mode: 0o711 }).catch((cause: NodeJS.ErrnoException) => {
    const isFile = cause.code === 'EEXIST' || cause.code === 'ENOTDIR';
    throw isFile ? new Error(`--data ${folder} is, or lies in, a file`, { cause }) : cause;
  });
  // Never change the permissions of a folder that serves another purpose too, as a home does.
  const names = await readdir(folder);
  const { mode, uid } = await stat(folder);
  const ours = uid === process.geteuid?.() && (names.length === 0 || names.includes('keys'));
  if (ours && (mode & 0o777) !== 0o711) await chmod(folder, 0o711);
  await mkdir(join(folder, 'keys'), { mode: 0o700 }).catch(unlessItExists);
  return folder;
}

/** The token for the operations port; made on the first start. */
export async function operatorToken(folder: string): Promise<string> {
  return secretFile(folder, 'operator-token');
}

/** A random secret in a file that only we may read. Two processes that both make it agree on one. */
export async function secretFile(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const existing = await readFile(path, 'utf8').catch(unlessItIsMissing);
  if (existing) return existing.trim();
  await writeSynced(draft, `${randomBytes(24).toString('base64url')}\n`);
  await link(draft, path).catch(unlessItExists);
  await syncFolder(dirname(path));
  await rm(draft);
  return (await readFile(path, 'utf8')).trim();
}

export async function writeRunning(folder: string, running: RunningAddresses): Promise<void> {
  const path = join(folder, 'server.json');
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

/** Removes `server.json`, unless another server has written it since. */
export async function removeRunning(folder: string): Promise<void> {
  const running = await readRunning(folder);
  if (running?.pid === process.pid) await rm(join(folder, 'server.json'), { force: true });
}

/** The server that runs on this folder, or ran there until it was killed. */
export async function readRunning(folder: string): Promise<RunningAddresses | undefined> {
  const text = await readFile(join(folder, 'server.json'), 'utf8').catch(unlessItIsMissing);
  if (!text) return undefined;
  const found: unknown = JSON.parse(text);
  return isRunning(found) ? found : undefined;
}

function isRunning(value: unknown): value is RunningAddresses {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  const texts = ['gateway', 'admin', 'sftp', 'data'];
  return typeof fields['pid'] === 'number' && texts.every((k) => typeof fields[k] === 'string');
}

function unlessItExists(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}

function unlessItIsMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
