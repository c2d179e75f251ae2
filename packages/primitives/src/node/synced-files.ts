/** Files that outlive a power failure. */
import { open } from 'node:fs/promises';

/** Writes a new file of ours alone that is on the disk when this resolves: what it opens may be sealed next. */
export async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new name is durable when its folder is. Not every system can sync a folder, or needs to. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(unlessItCannot);
  await handle?.sync().catch(unlessItCannot);
  await handle?.close();
}

function unlessItCannot(error: NodeJS.ErrnoException): undefined {
  if (!['EISDIR', 'EPERM', 'EINVAL'].includes(error.code ?? '')) throw error;
}
