import type { TillDatabase } from './database.sqlite.ts';

/** What a table keeps of a record beside its text: the values by which it is found. */
export type Columns<Kept, Column extends string> = Readonly<
  Record<Column, (record: Kept) => string | undefined>
>;

export interface Page {
  /** Only those that were first kept before the record with this id. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Records of one kind, each a JSON text with an id, in the order in which they were first kept. */
export interface Records<Kept extends { readonly id: string }, Column extends string> {
  get(id: string): Kept | undefined;
  put(record: Kept): void;
  /** Oldest first. Each column that is given must have this value. */
  find(where: Partial<Readonly<Record<Column, string>>>): readonly Kept[];
  newest(where: Partial<Readonly<Record<Column, string>>>, page: Page): readonly Kept[];
}

interface Table<Kept, Column extends string> {
  readonly name: string;
  readonly columns: Columns<Kept, Column>;
  /** A record never changes; the database itself refuses it. */
  readonly immutable?: true;
}

/** Opens a table, and makes it where it is missing. Names come from the code, values never. */
export function openRecords<Kept extends { readonly id: string }, Column extends string>(
  database: TillDatabase,
  { name, columns, immutable }: Table<Kept, Column>,
): Records<Kept, Column> {
  const names = Object.keys(columns);
  const readers: readonly ((record: Kept) => string | undefined)[] = Object.values(columns);
  database.exec(`
    create table if not exists ${name} (
      place integer primary key autoincrement,
      id text not null unique,
      ${names.map((column) => `${column} text not null,`).join(' ')}
      record text not null
    );
    ${names.map((column) => `create index if not exists ${name}_${column} on ${name} (${column});`).join(' ')}
  `);
  if (immutable) database.exec(refuseChanges(name));
  const all = ['id', ...names, 'record'];
  const update = all.slice(1).map((column) => `${column} = excluded.${column}`);
  const insert = database.prepare(`
    insert into ${name} (${all.join(', ')}) values (${all.map(() => '?').join(', ')})
    ${immutable ? '' : `on conflict (id) do update set ${update.join(', ')}`}
  `);
  const byId = database.prepare(`select record from ${name} where id = ?`);

  /** Prepared anew for each form of question; there are few, and SQLite is in this process. */
  function select(where: Partial<Readonly<Record<Column, string>>>, page?: Page): readonly Kept[] {
    const given = Object.entries<string | undefined>(where).filter(
      ([, value]) => value !== undefined,
    );
    const terms = given.map(([column]) => `${column} = ?`);
    const values = given.map(([, value]) => value ?? '');
    if (page?.before !== undefined) {
      terms.push(`place < (select place from ${name} where id = ?)`);
      values.push(page.before);
    }
    const filter = terms.length === 0 ? '' : `where ${terms.join(' and ')}`;
    const order = page ? `order by place desc limit ${Number(page.limit)}` : 'order by place';
    return database
      .prepare(`select record from ${name} ${filter} ${order}`)
      .all(...values)
      .flatMap((row) => recordOf<Kept>(row) ?? []);
  }

  return {
    get: (id) => recordOf(byId.get(id)),
    put(record) {
      const values = readers.map((read) => read(record) ?? '');
      insert.run(record.id, ...values, JSON.stringify(record));
    },
    find: (where) => select(where),
    newest: select,
  };
}

function recordOf<Kept>(row: unknown): Kept | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { record }: Readonly<Record<string, unknown>> = { ...row };
  return JSON.parse(String(record));
}

const refuseChanges = (name: string): string =>
  ['update', 'delete']
    .map(
      (change) => `
        create trigger if not exists ${name}_no_${change} before ${change} on ${name}
        begin select raise(abort, '${name} never changes'); end;
      `,
    )
    .join('');
