/** Finds the server that runs on a data folder, by its `server.json`. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The contents of `server.json`. */
export interface RunningAddresses {
  readonly gateway: string;
  readonly admin: string;
  readonly sftp: string;
  /** `SHA256:…`; missing in files of older servers. */
  readonly sftpHostKey?: string;
  /** The page of the demo's till, if one runs. */
  readonly till?: string;
  readonly data: string;
  readonly pid: number;
}

/** The data folder's path: as asked for, else `data` in the current folder. */
export function dataFolderPath(asked: string | undefined): string {
  return resolve(asked ?? 'data');
}

/** Where a server on this folder writes its addresses. */
export const runningFile = (folder: string): string => join(folder, 'server.json');

/** The server that runs on this folder, or ran there until it was killed. */
export async function readRunning(folder: string): Promise<RunningAddresses | undefined> {
  const text = await readFile(runningFile(folder), 'utf8').catch(unlessItIsMissing);
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

function unlessItIsMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
