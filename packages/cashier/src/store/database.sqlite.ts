import type { SqliteDatabase } from '@sampan/sdk/sqlite';

/** The till's database: its own tables and, written by the SDK, `sampan_store`. */
export interface TillDatabase extends SqliteDatabase {
  /** All of it or nothing; a call inside another one is part of it. */
  transaction<Result>(work: () => Result): Result;
}

/** The version of the tables; a database of a later one is refused. */
const version = 1;

/** Checks and prepares an open database. The SDK's store has made it durable before. */
export function openTillDatabase(database: SqliteDatabase): TillDatabase {
  const found = Number(Object.values(Object(database.prepare('pragma user_version').get()))[0]);
  if (found > version) {
    throw new Error(`the database is of a later till: version ${found}, this one has ${version}`);
  }
  database.exec(`pragma user_version = ${version}`);
  let isInside = false;

  function transaction<Result>(work: () => Result): Result {
    if (isInside) return work();
    database.exec('begin immediate');
    isInside = true;
    try {
      const result = work();
      database.exec('commit');
      return result;
    } catch (error) {
      rollBack();
      throw error;
    } finally {
      isInside = false;
    }
  }

  /** Some errors have ended the transaction already. */
  function rollBack(): void {
    try {
      database.exec('rollback');
    } catch {
      // The first error says more.
    }
  }

  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    transaction,
  };
}
