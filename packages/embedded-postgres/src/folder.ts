import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * Creates a data folder with its permissions if needed; returns its absolute path. Others may
 * traverse it (0711), because PostgreSQL may run under another account; `keys/` is private.
 */
export async function prepareFolder(path: string): Promise<string> {
  const folder = resolve(path);
  await makeFolders(folder);
  // Never change the permissions of a folder with another purpose, such as a home.
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
 * Creates parents too. Node's `recursive` (Node 20) loops for ever where no folder can be created,
 * as below /proc: the parent exists, yet mkdir answers ENOENT.
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
