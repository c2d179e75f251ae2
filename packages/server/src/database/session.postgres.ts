import type { Instant } from '@sampan/primitives';
import type { Connection, RawRow } from './connection.postgres.ts';
import { statement } from './statement.ts';
import { instant, integer, optional, table, text } from './table.ts';

/** A connection to the database, as an operator finds it in `pg_stat_activity`. */
export interface Session {
  readonly pid: number;
  readonly application: string;
  readonly user: string;
  /** When its transaction began; PostgreSQL tells it only of sessions of our own role. */
  readonly since: Instant | undefined;
}

/** What a query must select for `decodeSession`, of `pg_stat_activity` under this name. */
export const sessionColumns = (activity: string): string =>
  `${activity}.pid, coalesce(${activity}.application_name, '') as application,
    coalesce(${activity}.usename::text, '') as usename, ${activity}.xact_start`;

const sessions = table({
  pid: optional(integer),
  application: text(),
  usename: text(),
  xact_start: optional(instant),
});

export function decodeSession(raw: RawRow): Session {
  const { pid = 0, application, usename, xact_start } = sessions.read(raw);
  return { pid, application, user: usename, since: xact_start };
}

const selectBlockers = statement({
  name: 'select-blockers',
  text: `select distinct held_up.application_name as held_up, ${sessionColumns('blocker')}
    from pg_stat_activity as held_up
    cross join lateral unnest(pg_blocking_pids(held_up.pid)) as blocking (pid)
    join pg_stat_activity as blocker on blocker.pid = blocking.pid
    where held_up.datname = current_database() and held_up.wait_event_type = 'Lock'
      and held_up.application_name = any($1::text[])
    order by 1, 2`,
});

/** The sessions that hold the locks for which connections of these names wait, by name. */
export async function readBlockers(
  connection: Connection,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly Session[]>> {
  const found = new Map<string, Session[]>();
  for (const row of await connection.run(selectBlockers, [names])) {
    const name = String(row.held_up);
    found.set(name, [...(found.get(name) ?? []), decodeSession(row)]);
  }
  return found;
}
