import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * Makes a data folder with its permissions, when needed; returns its absolute path. Others may pass
 * through it (0711), since the account that runs PostgreSQL may be another; `keys/` is ours alone.
 */
export async function prepareFolder(path: string): Promise<string> {
  const folder = resolve(path);
  await mkdir(folder, { recursive: true, mode: 0o711 });
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
