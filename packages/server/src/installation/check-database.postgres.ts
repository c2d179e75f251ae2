/** What a database must promise before money is entrusted to it. */
import type { Clock } from '@sampan/primitives';
import { type Connection, connect, excessOf, migrate, type Statement } from '#database';
import type { Log } from '#log';
import { describeFailure as reasonOf } from '#platform';
import { namedAddress } from './database-address.ts';
import { checkMode, decideMode } from './mode.postgres.ts';
import type { Mode } from './mode.ts';

export interface DatabaseUrls {
  /** For the server's role. */
  readonly url: string;
  /** For the owner, who migrates, and removes what is kept no longer. */
  readonly ownerUrl: string;
  /** They are those of DATABASE_URL and DATABASE_OWNER_URL, which messages then name. */
  readonly isNamed?: boolean;
}

/** The role that needs grants; undefined when it owns the tables itself. */
export const serverRoleOf = ({ url, ownerUrl }: DatabaseUrls): string | undefined =>
  url === ownerUrl ? undefined : decodeURIComponent(new URL(url).username);

export interface PrepareOptions {
  readonly database: DatabaseUrls;
  readonly mode: Mode;
  /** A missing promise is an error, not only a warning. */
  readonly production: boolean;
  readonly log: Pick<Log, 'warn'>;
  readonly clock: Clock;
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
  const { database, mode, production, log, clock, signal } = options;
  const { url, ownerUrl } = database;
  const name = (variable: string, address: string): string =>
    database.isNamed ? namedAddress(variable, address) : 'the database';
  const named = name('DATABASE_URL', url);
  const connection = await reach(url, named);
  try {
    const role = await checkPromises(connection, named, insist);
    const owner = await reach(ownerUrl, name('DATABASE_OWNER_URL', ownerUrl));
    await prepareAsOwner({
      owner,
      ownerUrl,
      role: ownerUrl === url ? undefined : role,
      mode,
      clock,
      signal,
    });
    await checkGuard(connection, insist);
  } finally {
    await connection.close();
  }

  function insist(problem: string): void {
    if (production) throw new Error(`${problem}. Production does not run like this.`);
    log.warn(problem);
  }
}

/** `140011` is what PostgreSQL 14.11 calls itself. */
export const tooOld = (version: number, named: string): string =>
  `PostgreSQL 15 or newer is needed; ${named} is ${Math.floor(version / 10_000)}.${version % 10_000}`;

async function reach(url: string, named: string): Promise<Connection> {
  try {
    return await connect({ url, name: 'sampan start' });
  } catch (cause) {
    throw new Error(`Cannot connect to ${named}: ${reasonOf(cause)}`, { cause });
  }
}

interface AsOwner {
  readonly owner: Connection;
  readonly ownerUrl: string;
  /** The server's role; undefined when it is the owner itself. */
  readonly role: string | undefined;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** Data of the other mode is left as it is, without the newer migrations. */
async function prepareAsOwner({
  owner,
  ownerUrl,
  role,
  mode,
  clock,
  signal,
}: AsOwner): Promise<void> {
  try {
    await checkMode(owner, mode);
    await migrate(ownerUrl, role, signal);
    await decideMode(owner, mode, clock.now());
  } finally {
    await owner.close();
  }
}

/** Answers the server's role. */
async function checkPromises(
  connection: Connection,
  named: string,
  insist: (problem: string) => void,
): Promise<string> {
  const [row = {}] = await connection.run(describe);
  const version = Number(row.version);
  if (version < oldestVersion) throw new Error(tooOld(version, named));
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
