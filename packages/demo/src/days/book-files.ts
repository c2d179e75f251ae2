import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BusinessDate } from '@sampan/primitives';
import { bookText } from './own-book.ts';
import type { Shop } from './shop.ts';

/** Creates the folder; rejects if it is not writable. */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await access(folder, constants.W_OK);
}

/**
 * Writes a shop's book into an existing folder, one file per business day: `PID_2026-12-25.csv`.
 * Returns the paths.
 */
export async function writeBooks(
  folder: string,
  { id, book }: Pick<Shop, 'id' | 'book'>,
): Promise<ReadonlyMap<BusinessDate, string>> {
  const paths = new Map<BusinessDate, string>();
  for (const day of book.days) {
    const path = join(folder, `${id}_${day}.csv`);
    await writeFile(path, bookText(book.rowsOf(day)));
    paths.set(day, path);
  }
  return paths;
}
