import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * Makes a data folder with its permissions, when needed; returns its absolute path. Others may pass
 * through it (0711), since the account that runs PostgreSQL may be another; `keys/` is ours alone.
 */
export async function prepareFolder(path: string): Promise<string> {
  const folder = resolve(path);
  await makeFolders(folder);
  // Never change the permissions of a folder that serves another purpose too, as a home does.
  const names = await readdir(folder);
  const { mode, uid } = await stat(folder);
  const ours = uid === process.geteuid?.() && (names.length === 0 || names.includes('keys'));
  if (ours && (mode & 0o777) !== 0o711) await chmod(folder, 0o711);
  await mkdir(join(folder, 'keys'), { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return folder;
}

/**
 * With its parents. Node's own way of doing so (`recursive`, Node 20) never ends where no folder can be made,
 * as below /proc: the parent is there, and still the system says that it is not.
 */
async function makeFolders(path: string): Promise<void> {
  const make = () => mkdir(path, { mode: 0o711 });
  const isThere = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  };
  await make().catch(async (error: NodeJS.ErrnoException) => {
    const parent = dirname(path);
    if (error.code !== 'ENOENT' || parent === path) return isThere(error);
    await makeFolders(parent);
    await make().catch(isThere);
  });
}
