import { columnText, isBusy, pragma, type SqliteDatabase } from './sqlite-database.ts';

/**
 * Lets one program at a time use the store of a database. A small database beside it, `PATH.lock`,
 * is attached and locked; the operating system gives the lock back when the process dies, however
 * it dies. The merchant's own tables stay free for every program. Answers the function that gives
 * the lock back.
 */
export function lockDatabase(database: SqliteDatabase): () => void {
  const path = fileOf(database);
  const unlock = (): void => {
    database.exec('detach database sampan_lock');
  };
  // At once: a second program must not wait for the first one's end.
  const waitMs = pragma(database, 'busy_timeout');
  database.exec('pragma busy_timeout = 0');
  let isAttached = false;
  try {
    database.prepare('attach database ? as sampan_lock').run(`${path}.lock`);
    isAttached = true;
    database.exec('pragma sampan_lock.locking_mode = exclusive');
    database.exec('pragma sampan_lock.journal_mode = memory');
    // The first write takes the lock, and this mode keeps it.
    database.exec('pragma sampan_lock.user_version = 1');
    return unlock;
  } catch (error) {
    if (isAttached) unlock();
    if (!isBusy(error)) throw error;
    throw new Error(`the store in ${path} is in use by another program`, { cause: error });
  } finally {
    database.exec(`pragma busy_timeout = ${waitMs}`);
  }
}

function fileOf(database: SqliteDatabase): string {
  const main = database
    .prepare('pragma database_list')
    .all()
    .find((row) => columnText(row, 'name') === 'main');
  const path = columnText(main, 'file');
  if (path) return path;
  throw new TypeError('sqliteStore: give a database in a file; one in memory survives no crash');
}
