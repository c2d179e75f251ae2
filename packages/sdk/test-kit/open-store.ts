/** The stores that survive a crash. */
import { type FileStore, fileStore } from '@sampan/sdk';
import { sqliteStore } from '@sampan/sdk/sqlite';
import Database from 'libsql';

export const storeKinds = ['file', 'sqlite'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** With the database closed at the end, as the file is. */
export async function openStore(kind: StoreKind, path: string): Promise<FileStore> {
  if (kind === 'file') return fileStore(path);
  const database = new Database(path);
  const store = sqliteStore(database);
  return {
    ...store,
    async close() {
      await store.close();
      database.close();
    },
  };
}
