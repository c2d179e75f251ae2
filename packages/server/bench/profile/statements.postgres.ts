import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Execution time of one statement, in µs for each operation. */
export interface StatementCost {
  readonly statement: string;
  readonly us: number;
  readonly callsEach: number;
}

/** PostgreSQL counts statements only when it was started with this. */
export const countingStatements = { shared_preload_libraries: 'pg_stat_statements' } as const;

/** What costs less is not the payments'. */
const shownFromUs = 0.05;

export interface StatementCounter {
  read(operations: number): Promise<readonly StatementCost[]>;
  close(): Promise<void>;
}

/** Counts from now on, as the superuser, who alone sees all texts; undefined when the build lacks it. */
export async function countStatements(
  folder: string,
  databaseUrl: string,
): Promise<StatementCounter | undefined> {
  const url = new URL(databaseUrl);
  url.username = 'postgres';
  url.password = (await readFile(join(folder, 'keys/postgres-superuser-password'), 'utf8')).trim();
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const { rowCount } = await client.query(
    `select from pg_available_extensions where name = 'pg_stat_statements'`,
  );
  if (rowCount === 0) {
    await client.end();
    return undefined;
  }
  await client.query('create extension if not exists pg_stat_statements');
  await client.query('select pg_stat_statements_reset()');
  return {
    async read(operations) {
      const { rows } = await client.query<{ text: string; calls: string; ms: number }>(
        `select query as text, calls, total_exec_time as ms from pg_stat_statements
         join pg_roles on pg_roles.oid = userid
         where rolname = 'sampan' order by total_exec_time desc limit 40`,
      );
      return rows
        .map(({ text, calls, ms }) => ({
          statement: titleOf(text),
          us: (ms * 1_000) / operations,
          callsEach: Number(calls) / operations,
        }))
        .filter(({ us }) => us >= shownFromUs);
    },
    close: () => client.end(),
  };
}

/** `insert trades`, `lock wallets`: what a statement does, and to which table. */
export function titleOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim().toLowerCase();
  const [, verb, written] = /\b(insert into|update|delete from) (\w+)/.exec(plain) ?? [];
  const isLock = /\bfor (?:no key )?(?:update|share|key share)\b/.test(plain);
  if (verb && !isLock) return `${verb.split(' ')[0]} ${written}`;
  const tables = [...plain.matchAll(/\b(?:from|join) ([a-z_]+)\b(?! ?\()/g)].map(
    ([, name]) => name,
  );
  const known = [...new Set(tables)].filter(
    (name) => !['unnest', 'lateral', 'select'].includes(name ?? ''),
  );
  if (known.length === 0) return plain.slice(0, 40);
  return `${isLock ? 'lock' : 'read'} ${known.join(', ')}`;
}
