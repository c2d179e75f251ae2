/** A store in a SQLite database. */
export type { SqliteDatabase, SqliteStatement } from './store/sqlite-database.ts';
export { type SqliteStore, sqliteReader, sqliteStore } from './store/sqlite-store.ts';
