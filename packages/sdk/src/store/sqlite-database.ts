/**
 * What is asked of an open SQLite database: the shape of better-sqlite3 and libsql, and of
 * `DatabaseSync` of `node:sqlite`.
 */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

export interface SqliteStatement {
  run(...values: string[]): unknown;
  get(...values: string[]): unknown;
  all(...values: string[]): unknown[];
}

/** The value of a column, as text; undefined without a row. */
export function columnText(row: unknown, name: string): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { [name]: value }: Readonly<Record<string, unknown>> = { ...row };
  return value === undefined || value === null ? undefined : String(value);
}

/** The first value of a row, as libraries name the columns of a pragma differently. */
export const pragma = (database: SqliteDatabase, name: string): string => {
  const row: unknown = database.prepare(`pragma ${name}`).get();
  return typeof row === 'object' && row !== null ? String(Object.values(row)[0]) : '';
};

/** Whether another connection has the database, by the code of better-sqlite3, libsql or Node. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && String(error.code).startsWith('SQLITE_BUSY')) ||
    ('errcode' in error && error.errcode === 5));
