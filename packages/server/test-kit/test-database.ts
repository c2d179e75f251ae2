/**
 * A database of its own for each test file, cloned from a migrated template in a few milliseconds.
 *
 * `npm test` starts one PostgreSQL for all files and names it in SAMPAN_TEST_DATABASE_URL. A file run
 * by hand starts its own, which goes when the process ends.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ownPostgres } from './own-postgres.ts';

export interface TestDatabase {
  /** As the server, which owns nothing. */
  readonly url: string;
  /** As the owner of the tables. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

const template = 'sampan_template';

/** As which the server works: it owns nothing and may only what migrations grant it. */
const serverRole = 'sampan';

/** Any number will do, as long as it is the same in all processes. */
const templateLock = 7_226_727;

/**
 * ```ts
 * const database = await createTestDatabase();
 * after(() => database.drop());
 * ```
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['SAMPAN_TEST_DATABASE_URL'] ?? (await ownPostgres());
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(withDatabase(serverUrl, 'postgres'), async (client) => {
    await ensureTemplate(client);
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
  const ownerUrl = withDatabase(serverUrl, name);
  return {
    url: withRole(ownerUrl, serverRole),
    ownerUrl,
    async drop() {
      await withClient(withDatabase(serverUrl, 'postgres'), (client) => dropDatabase(client, name));
    },
  };
}

/** Test files run at the same time: the first one makes the template, the others wait for it. */
async function ensureTemplate(client: pg.Client): Promise<void> {
  if (await exists(client, template)) return;
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    if (await exists(client, template)) return;
    const draft = `${template}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft} encoding 'UTF8'`);
    await migrate(withDatabase(connectionUrl(client), draft));
    await client.query(`alter database ${draft} rename to ${template}`);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock]);
  }
}

/** A session that is still logging in belongs to no role that could be ended: in a moment it does. */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  for (let triesLeft = 1_000; ; triesLeft--) {
    try {
      await client.query(`drop database if exists ${name} with (force)`);
      return;
    } catch (error) {
      const isForbidden = (error as { readonly code?: unknown }).code === '42501';
      if (!isForbidden || triesLeft === 0) throw error;
    }
  }
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  const found = await client.query('select from pg_database where datname = $1', [name]);
  return found.rowCount === 1;
}

async function migrate(ownerUrl: string): Promise<void> {
  const database: { readonly migrate?: unknown } = await import('#database');
  if (typeof database.migrate === 'function') await database.migrate(ownerUrl, serverRole);
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function connectionUrl(client: pg.Client): string {
  const { user = '', password = '', host, port } = client;
  return `postgres://${user}:${password}@${host}:${port}/postgres`;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function withRole(url: string, role: string): string {
  const changed = new URL(url);
  changed.username = role;
  return changed.href;
}
