import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { readFileStore, type StoreReader } from '@sampan/sdk';
import { type SqliteDatabase, sqliteReader } from '@sampan/sdk/sqlite';

/** How a SQLite database begins. */
const sqliteMark = 'SQLite format 3\0';

/** Reads the store of a merchant's program, a file or a SQLite database, also while it is written. */
export async function openStore(path: string): Promise<StoreReader> {
  if (!(await beginsWith(path, sqliteMark))) return readFileStore(path);
  const database = openDatabase(resolve(path));
  try {
    return sqliteReader(database);
  } catch (cause) {
    throw new Error(`${path} is a database without sales of the SDK`, { cause });
  }
}

async function beginsWith(path: string, mark: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mark.length), 0, mark.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === mark;
  } finally {
    await handle.close();
  }
}

type Opened = new (path: string, options: object) => SqliteDatabase;

const isClass = (part: unknown): part is Opened => typeof part === 'function';

/** The merchant's project may have them, or the installation of this program. */
const libraries: readonly (readonly [name: string, member?: string])[] = [
  ['better-sqlite3'],
  ['libsql'],
  ['node:sqlite', 'DatabaseSync'],
];

function openDatabase(path: string): SqliteDatabase {
  const places = [join(process.cwd(), 'here.js'), import.meta.url];
  for (const [name, member] of libraries) {
    for (const place of places) {
      const Database = found(place, name, member);
      if (Database) return new Database(path, { readonly: true, readOnly: true });
    }
  }
  throw new Error(
    'a SQLite database needs the package libsql or better-sqlite3 here, or Node 22.13 or later',
  );
}

function found(place: string, name: string, member?: string): Opened | undefined {
  try {
    const library: unknown = createRequire(place)(name);
    const { [member ?? '']: part = library }: Readonly<Record<string, unknown>> = {
      ...Object(library),
    };
    return isClass(part) ? part : undefined;
  } catch {
    return undefined;
  }
}
