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
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolderPath, type RunningAddresses, readRunning, runningFile } from '@sampan/cli';
import { prepareFolder } from '@sampan/embedded-postgres';
import { secretFile } from '@sampan/primitives/node';

/** Makes the data folder with its permissions, when needed; returns its absolute path. */
export async function prepareDataFolder(asked: string | undefined): Promise<string> {
  const folder = dataFolderPath(asked);
  return prepareFolder(folder).catch((cause: NodeJS.ErrnoException) => {
    const isFile = cause.code === 'EEXIST' || cause.code === 'ENOTDIR';
    const why = isFile ? 'is, or lies in, a file' : `cannot be made (${cause.code})`;
    throw new Error(`--data ${folder} ${why}; choose another folder`, { cause });
  });
}

/** The token for the operations port; made on the first start. */
export async function operatorToken(folder: string): Promise<string> {
  return secretFile(join(folder, 'operator-token'));
}

export async function writeRunning(folder: string, running: RunningAddresses): Promise<void> {
  const path = runningFile(folder);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

/** Removes `server.json`, unless another server has written it since. */
export async function removeRunning(folder: string): Promise<void> {
  const running = await readRunning(folder);
  if (running?.pid === process.pid) await rm(runningFile(folder), { force: true });
}
