import type { SqliteDatabase } from '@sampan/sdk/sqlite';
import Database from 'libsql';

export interface DatabaseFile extends SqliteDatabase {
  close(): void;
}

/** Opens a database file, which is made where it is missing. */
export const openDatabaseFile = (path: string): DatabaseFile => new Database(path);
