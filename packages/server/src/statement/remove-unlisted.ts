import type { BusinessDate, PartnerId } from '@sampan/primitives';
import { parseFileName } from '@sampan/protocol';
import type { Reader } from '#database';
import type { FileFolder } from './file-folder.ts';
import { readFile } from './file-registry.postgres.ts';

export interface RemoveUnlistedOptions {
  readonly folder: Pick<FileFolder, 'partners' | 'names' | 'remove'>;
  readonly reader: Pick<Reader, 'read'>;
  /** Checked before each file: true ends the walk. */
  readonly isInterrupted?: () => boolean;
}

/**
 * Deletes unlisted files of days before `day` from this host's disk; returns their number. A file
 * is unlisted before it is deleted, so a listed file has its bytes. Files left behind by a crash or
 * an absent host are found by a later walk.
 */
export async function removeUnlisted(
  { folder, reader, isInterrupted = () => false }: RemoveUnlistedOptions,
  day: BusinessDate,
): Promise<number> {
  let removed = 0;
  for (const partnerId of await folder.partners()) {
    for (const name of await folder.names(partnerId)) {
      if (isInterrupted()) return removed;
      const parsed = parseFileName(name);
      if (parsed?.partnerId !== partnerId || parsed.day >= day) continue;
      if (await isListed(partnerId, name)) continue;
      await folder.remove(partnerId, name);
      removed++;
    }
  }
  return removed;

  async function isListed(partnerId: PartnerId, name: string): Promise<boolean> {
    const { result } = await reader.read((connection) => readFile(connection, partnerId, name));
    return result !== undefined;
  }
}
