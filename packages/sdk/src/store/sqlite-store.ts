import { columnText, pragma, type SqliteDatabase } from './sqlite-database.ts';
import { lockDatabase } from './sqlite-lock.ts';
import type { Store, StoreReader } from './store.ts';

export interface SqliteStore extends Store {
  /** Waits for running writes and gives the store back; the database stays open. */
  close(): Promise<void>;
}

interface Write {
  readonly values: readonly [key: string, text: string, isOpen: string];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const table = `
  create table if not exists sampan_store (
    key text primary key,
    text text not null,
    is_open integer not null
  ) without rowid;
  create index if not exists sampan_store_open on sampan_store (key) where is_open = 1;
`;

/**
 * A store in the table `sampan_store` of an open SQLite database: of better-sqlite3, libsql, or
 * `DatabaseSync` of `node:sqlite`. A write that has resolved is on the disk; writes of the same
 * moment share one transaction. Sets `synchronous`, and refuses a database that cannot keep what it
 * confirms, and a second program. Everything is kept; delete what is too old to be asked for.
 * ```ts
 * import Database from 'libsql';
 * const partner = createPartner({ …, store: sqliteStore(new Database('/var/lib/till/till.db')) });
 * ```
 */
export function sqliteStore(database: SqliteDatabase): SqliteStore {
  const unlock = lockDatabase(database);
  try {
    makeDurable(database);
    database.exec(table);
  } catch (error) {
    unlock();
    throw error;
  }
  const insert = database.prepare(`
    insert into sampan_store (key, text, is_open) values (?, ?, ?)
    on conflict (key) do update set text = excluded.text, is_open = excluded.is_open
  `);
  const open = database.prepare('select key from sampan_store where is_open = 1');
  let waiting: Write[] = [];
  let working: Promise<void> | undefined;

  /** One transaction for all that wait. It fails as a whole. */
  function work(): void {
    const batch = waiting;
    waiting = [];
    try {
      // Fails inside a transaction of the merchant's, whose commit is not known here.
      database.exec('begin immediate');
      try {
        for (const { values } of batch) insert.run(...values);
        database.exec('commit');
      } catch (error) {
        // Some errors have ended it already.
        attempt(() => database.exec('rollback'));
        throw error;
      }
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }

  return {
    ...sqliteReader(database),
    openKeys: async () => open.all().flatMap((row) => columnText(row, 'key') ?? []),
    write: (key, text, isOpen) =>
      new Promise((done, failed) => {
        // SQLite ends a text there.
        if (`${key}${text}`.includes('\0')) throw new TypeError('a store keeps no U+0000');
        waiting.push({ values: [key, text, isOpen ? '1' : '0'], done, failed });
        working ??= new Promise((worked) => {
          setImmediate(() => {
            working = undefined;
            work();
            worked();
          });
        });
      }),
    async close() {
      await working;
      unlock();
    },
  };
}

/** The stored texts of a database, beside the program that writes them. */
export function sqliteReader(database: SqliteDatabase): StoreReader {
  const select = database.prepare('select text from sampan_store where key = ?');
  const page = database.prepare(
    'select key, text from sampan_store where key >= ? and key > ? order by key limit 200',
  );
  return {
    read: async (key) => columnText(select.get(key), 'text'),
    // In pages: a database that gives rows one by one cannot be written meanwhile.
    async *entries(prefix) {
      let last = '';
      for (;;) {
        const rows = page.all(prefix, last);
        for (const row of rows) {
          const [key = '', text = ''] = [columnText(row, 'key'), columnText(row, 'text')];
          if (!key.startsWith(prefix)) return;
          yield [key, text];
          last = key;
        }
        if (rows.length === 0) return;
      }
    },
  };
}

/** How long a write waits for another program's, where the database does not say. */
const waitMs = 1_000;

function makeDurable(database: SqliteDatabase): void {
  // More than FULL: it also syncs the folder, without which a commit can be lost in the mode DELETE.
  database.exec('pragma synchronous = extra');
  if (Number(pragma(database, 'synchronous')) < 3) {
    throw new Error('sqliteStore: the database does not take "pragma synchronous = extra"');
  }
  const journal = pragma(database, 'journal_mode');
  if (!['delete', 'truncate', 'persist', 'wal'].includes(journal)) {
    throw new Error(`sqliteStore: with journal_mode ${journal} a crash may damage the database`);
  }
  if (pragma(database, 'busy_timeout') === '0') {
    database.exec(`pragma busy_timeout = ${waitMs}`);
  }
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // The first error says more.
  }
}
