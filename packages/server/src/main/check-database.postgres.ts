/** What a database must promise before money is entrusted to it. */
import { systemClock } from '@sampan/primitives';
import { type Connection, connect, excessOf, migrate, type Statement } from '#database';
import { checkMode, decideMode } from './installation.postgres.ts';
import type { Mode } from './installation.ts';
import type { Log } from './log.ts';

export interface DatabaseUrls {
  /** For the server's role. */
  readonly url: string;
  /** For the owner, who migrates. */
  readonly ownerUrl: string;
}

export interface PrepareOptions {
  readonly database: DatabaseUrls;
  readonly mode: Mode;
  /** What is missing is refused, not only said. */
  readonly production: boolean;
  readonly log: Pick<Log, 'warn'>;
  /** Breaks the connections; a migration may take long. */
  readonly signal?: AbortSignal;
}

const describe: Statement = {
  name: '',
  text: `select current_user::text as role, current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as synchronous_commit,
    current_setting('server_version_num')::integer as version`,
};

const oldestVersion = 150_000;

/**
 * Checks the database, brings it to the newest schema as its owner, and gives the server's role what
 * it needs and no more.
 */
export async function prepareDatabase(options: PrepareOptions) {
  const { database, mode, production, log, signal } = options;
  const { url, ownerUrl } = database;
  const connection = await connect({ url, name: 'sampan start' });
  try {
    const role = await checkPromises(connection, insist);
    await prepareAsOwner(ownerUrl, ownerUrl === url ? undefined : role, mode, signal);
    await checkGuard(connection, insist);
  } finally {
    await connection.close();
  }

  function insist(problem: string): void {
    if (production) throw new Error(`${problem}. Production does not run like this.`);
    log.warn(problem);
  }
}

/** Data of the other mode is left as it is, without the newer migrations. */
async function prepareAsOwner(
  ownerUrl: string,
  role: string | undefined,
  mode: Mode,
  signal: AbortSignal | undefined,
) {
  const owner = await connect({ url: ownerUrl, name: 'sampan start' });
  try {
    await checkMode(owner, mode);
    await migrate(ownerUrl, role, signal);
    await decideMode(owner, mode, systemClock.now());
  } finally {
    await owner.close();
  }
}

/** Answers the server's role. */
async function checkPromises(
  connection: Connection,
  insist: (problem: string) => void,
): Promise<string> {
  const [row = {}] = await connection.run(describe);
  if (Number(row.version) < oldestVersion) throw new Error('PostgreSQL 15 or newer is needed');
  for (const name of ['fsync', 'synchronous_commit'] as const) {
    if (row[name] === 'off') {
      insist(`PostgreSQL runs with ${name}=off: a payment that was answered may be lost`);
    }
  }
  return String(row.role);
}

/** The server's role can do no more than it needs: neither change the ledger nor bring back a closed day. */
async function checkGuard(
  connection: Connection,
  insist: (problem: string) => void,
): Promise<void> {
  const excess = await excessOf(connection);
  if (excess.length === 0) return;
  const named = excess.slice(0, namedMax).join('; ');
  const more = excess.length > namedMax ? `; and ${excess.length - namedMax} more` : '';
  insist(
    `the append-only guard is off: the role in DATABASE_URL can do more than it needs (${named}${more}). ` +
      'Let another role own the tables and name it in DATABASE_OWNER_URL; ' +
      'start then grants the role of DATABASE_URL the rest',
  );
}

/** Of a role that can do everything, a few words are enough. */
const namedMax = 5;
