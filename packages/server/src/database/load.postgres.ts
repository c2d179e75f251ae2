import type { Instant } from '@sampan/primitives';
import type { Connection } from './connection.postgres.ts';
import { statement } from './statement.ts';
import { instant, integer, optional, table } from './table.ts';

/** Key of the advisory lock whose holder leads: arbitrary, but different from all others. */
export const leaderLock = 7_226_729;

/** Who is connected to the database, as far as the server's role may see. */
export interface Load {
  readonly connections: number;
  /** As many as the database accepts, those of its administrators included. */
  readonly connectionsMax: number;
  /** Connections on which payments are decided. */
  readonly lanes: number;
  /** When the session of the leader began; undefined without one. */
  readonly leadsSince: Instant | undefined;
}

const load = table({
  connections: integer,
  connections_max: integer,
  lanes: integer,
  leads_since: optional(instant),
});

// The key of a lock is shown in two halves; ours fits into the lower one.
const selectLoad = statement({
  name: 'select-database-load',
  text: `select count(*)::integer as connections,
      current_setting('max_connections')::integer as connections_max,
      (count(*) filter (where datname = current_database()
        and application_name like 'sampan lane%'))::integer as lanes,
      (select backend_start from pg_locks join pg_stat_activity as leader using (pid)
        where locktype = 'advisory' and granted and classid = 0 and objid = ${leaderLock}
          and objsubid = 1 and leader.datname = current_database() limit 1) as leads_since
    from pg_stat_activity where backend_type = 'client backend'`,
});

export async function readLoad(connection: Connection): Promise<Load> {
  const [raw] = await connection.run(selectLoad);
  if (!raw) return { connections: 0, connectionsMax: 0, lanes: 0, leadsSince: undefined };
  const { connections, connections_max, lanes, leads_since } = load.read(raw);
  return { connections, connectionsMax: connections_max, lanes, leadsSince: leads_since };
}
