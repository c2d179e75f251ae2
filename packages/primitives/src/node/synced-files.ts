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

/** A new name in a folder is on the disk only when the folder is. */
export async function syncFolder(folder: string): Promise<void> {
  // There a folder cannot be opened.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
