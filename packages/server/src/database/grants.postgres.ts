import pg from 'pg';
import type { Connection } from './connection.postgres.ts';
import { type Privileges, serverPrivileges } from './privileges.ts';
import { statement } from './statement.ts';

/**
 * Grants `role` what it needs on our tables and revokes everything else, including grants to
 * PUBLIC. In one transaction, so a running server never has more or less than this.
 */
export async function grantPrivileges(client: pg.Client, role: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  const tables = Object.keys(serverPrivileges).join(', ');
  const grants = Object.entries(serverPrivileges).flatMap(([table, privileges]) => {
    const granted = clauses(privileges);
    return granted.length > 0 ? [`grant ${granted.join(', ')} on ${table} to ${name}`] : [];
  });
  // One round trip; statements sent together are one transaction.
  await client.query(
    [
      `grant usage on schema public to ${name}`,
      `revoke all on ${tables} from public, ${name}`,
      ...grants,
    ].join(';\n'),
  );
}

function clauses({ select, insert, update = [], delete: remove }: Privileges): readonly string[] {
  return [
    ...(select === false ? [] : ['select']),
    ...(insert ? ['insert'] : []),
    ...(update.length > 0 ? [`update (${update.map(pg.escapeIdentifier).join(', ')})`] : []),
    ...(remove ? ['delete'] : []),
  ];
}

// Privileges count wherever they come from: ownership, membership in other roles, a superuser's all.
const selectHeld = statement({
  name: 'select-held-privileges',
  text: `select relname::text as table, null as column, word as privilege
    from pg_class cross join
      unnest(array['select', 'insert', 'delete', 'truncate', 'references', 'trigger']) as word
    where relname = any($1::text[]) and relnamespace = 'public'::regnamespace
      and has_table_privilege(pg_class.oid, word)
    union all
    select relname::text, attname::text, word
    from pg_class join pg_attribute on attrelid = pg_class.oid cross join
      unnest(array['insert', 'update', 'references', 'select']) as word
    where relname = any($1::text[]) and relnamespace = 'public'::regnamespace
      and attnum > 0 and not attisdropped
      and has_column_privilege(pg_class.oid, attnum, word)`,
});

const selectPowers = statement({
  name: 'select-powers-of-role',
  text: `select rolsuper as superuser,
      rolcreaterole or rolreplication or rolbypassrls as administrator,
      has_schema_privilege('public', 'create') as creates,
      exists (select from pg_class where relname = any($1::text[])
        and relnamespace = 'public'::regnamespace
        and pg_has_role(relowner, 'member')) as owner
    from pg_roles where rolname = current_user`,
});

/**
 * What the role of this connection may do beyond what the server needs, in words: `delete on trades`,
 * `update (kind) on entries`. Empty when it may do no more.
 */
export async function excessOf(connection: Connection): Promise<readonly string[]> {
  const tables = Object.keys(serverPrivileges);
  const [[powers = {}], held] = await Promise.all([
    connection.run(selectPowers, [tables]),
    connection.run(selectHeld, [tables]),
  ]);
  return [
    ...(powers['superuser'] === true ? ['everything, as a superuser'] : []),
    ...(powers['administrator'] === true ? ['change roles or pass over row security'] : []),
    ...(powers['owner'] === true ? ['change the tables, as their owner'] : []),
    ...(powers['creates'] === true ? ['create in schema public'] : []),
    ...inWords(held.filter((row) => !isNeeded(row))),
  ];
}

interface Held {
  readonly table?: unknown;
  readonly column?: unknown;
  readonly privilege?: unknown;
}

function isNeeded({ table, column, privilege }: Held): boolean {
  const { select, insert, update = [], delete: remove } = serverPrivileges[String(table)] ?? {};
  if (privilege === 'select') return select !== false;
  if (privilege === 'insert') return insert === true;
  if (privilege === 'update') return update.includes(String(column));
  return privilege === 'delete' && remove === true;
}

/** Whole tables first; what holds of the table need not be said of its columns. */
function inWords(held: readonly Held[]): readonly string[] {
  const whole = new Set(
    held
      .filter(({ column }) => column === null)
      .map(({ table, privilege }) => `${privilege} ${table}`),
  );
  const columns = new Map<string, string[]>();
  for (const { table, column, privilege } of held) {
    if (column === null || whole.has(`${privilege} ${table}`)) continue;
    const key = `${privilege} ${table}`;
    columns.set(key, [...(columns.get(key) ?? []), String(column)]);
  }
  return [
    ...[...whole].map((key) => key.replace(' ', ' on ')),
    ...[...columns].map(([key, names]) => key.replace(' ', ` (${names.join(', ')}) on `)),
  ].sort();
}
