/** Databases are cloned and dropped by the owner, from its connection to the database of world `main`. */
import type { PartnerId } from '@sampan/primitives';
import pg from 'pg';
import type { Connection, Statement } from '#database';
import type { DatabaseUrls } from '#installation';

const asOwner = (text: string): Statement => ({ name: '', text });
const quoted = (name: string): string => pg.escapeIdentifier(name);

/** The same server, with another database. */
export function urlsOf({ url, ownerUrl }: DatabaseUrls, database: string): DatabaseUrls {
  return { url: withDatabase(url, database), ownerUrl: withDatabase(ownerUrl, database) };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** The database of an address. */
export const databaseOf = ({ url }: DatabaseUrls): string =>
  decodeURIComponent(new URL(url).pathname.slice(1));

const exists = asOwner('select from pg_database where datname = $1');

export const databaseExists = async (owner: Connection, name: string): Promise<boolean> =>
  (await owner.run(exists, [name])).length > 0;

const likeNamed = asOwner(
  'select datname from pg_database where starts_with(datname, $1) and datname <> $2',
);

/** The databases whose names begin so, except one. */
export async function databasesNamed(
  owner: Connection,
  prefix: string,
  except: string,
): Promise<readonly string[]> {
  const rows = await owner.run(likeNamed, [prefix, except]);
  return rows.map(({ datname }) => String(datname));
}

/**
 * Through the write-ahead log: for a database of this size faster than copying its files, and without the two
 * checkpoints that would make payments wait.
 */
export const cloneDatabase = (
  owner: Connection,
  name: string,
  template: string,
): Promise<unknown> =>
  owner.run(
    asOwner(`create database ${quoted(name)} template ${quoted(template)} strategy wal_log`),
  );

export const createDatabase = (owner: Connection, name: string): Promise<unknown> =>
  owner.run(asOwner(`create database ${quoted(name)} encoding 'UTF8' template template0`));

export const renameDatabase = (owner: Connection, name: string, to: string): Promise<unknown> =>
  owner.run(asOwner(`alter database ${quoted(name)} rename to ${quoted(to)}`));

export const dropDatabase = (owner: Connection, name: string): Promise<unknown> =>
  owner.run(asOwner(`drop database if exists ${quoted(name)} with (force)`));

const selectConnectionsMax = asOwner(`select current_setting('max_connections')::integer as most`);

export async function readConnectionsMax(owner: Connection): Promise<number> {
  return Number((await owner.run(selectConnectionsMax))[0]?.most);
}

const countOthers = asOwner(`select count(*)::integer as others from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`);

/** No other session uses the database of this connection. */
export const isAlone = async (owner: Connection): Promise<boolean> =>
  (await owner.run(countOthers))[0]?.others === 0;

const sharedLock = 7_226_731;
const lockTemplate = asOwner(`select pg_advisory_lock(${sharedLock})`);

/** Until the connection is closed, no other server makes a template. */
export const holdTemplate = (owner: Connection): Promise<unknown> => owner.run(lockTemplate);

const deletePartner = asOwner(`with keys as (delete from partner_keys where partner_id = $1)
  delete from partners where partner_id = $1`);

/** Removes a partner that was made with its world and is still unused. */
export const removePartner = (owner: Connection, id: PartnerId): Promise<unknown> =>
  owner.run(deletePartner, [id]);

/** The owner's role may not create databases. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42501';
