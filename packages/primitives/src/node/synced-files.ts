/** Durable files: they survive a power failure. */
import { open } from 'node:fs/promises';

/**
 * Writes a new private file and syncs it before it resolves: the secret may be used for sealing
 * immediately afterwards.
 */
export async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * A new name is durable after its folder is synced. Some systems cannot sync a folder, or need not.
 */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(unlessItCannot);
  await handle?.sync().catch(unlessItCannot);
  await handle?.close();
}

function unlessItCannot(error: NodeJS.ErrnoException): undefined {
  if (!['EISDIR', 'EPERM', 'EINVAL'].includes(error.code ?? '')) throw error;
}
