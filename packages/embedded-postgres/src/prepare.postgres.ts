/**
 * Prepares a cluster for migrations: two roles, each with its own password, and a database.
 * `sampan_owner` owns the tables and migrates them. The server works as `sampan`, which owns
 * nothing; its privileges are granted table by table.
 */
import type pg from 'pg';
import { superuser } from './cluster.ts';
import type { Passwords } from './passwords.ts';
import { pause } from './pause.system.ts';
import { openSession, type Session } from './session.postgres.ts';

const ownerRole = 'sampan_owner';
const serverRole = 'sampan';
const databaseName = 'sampan';

/** Key of the advisory lock: arbitrary, but it must never change. */
const ownershipLock = 7_226_726;

/**
 * Prepares the cluster as the superuser. Returns an open connection of the owner: it holds the
 * advisory lock on the cluster and notices its end. No long-lived object keeps the superuser's
 * password.
 */
export async function claimAndPrepare(port: number, passwords: Passwords): Promise<Session> {
  const url = await superuserUrl(port, passwords);
  await usingSession(url, async ({ client }) => {
    await claim(client);
    await prepare(client, passwords);
  });
  const session = await openSession(roleUrl(ownerRole, passwords.owner, port, maintenance));
  try {
    // Another start has taken the lock in between, and runs.
    await claim(session.client);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** A database that every cluster has: the advisory lock is taken there. */
const maintenance = 'postgres';

const roleUrl = (role: string, password: string, port: number, database: string): string =>
  `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

export const ownerUrl = (port: number, { owner }: Pick<Passwords, 'owner'>): string =>
  roleUrl(ownerRole, owner, port, databaseName);

export const serverUrl = (port: number, { server }: Passwords): string =>
  roleUrl(serverRole, server, port, databaseName);

async function usingSession(url: string, work: (session: Session) => Promise<void>): Promise<void> {
  const session = await openSession(url);
  try {
    await work(session);
  } finally {
    await session.close();
  }
}

/**
 * A connection of the superuser. Clusters of older versions still have the shared password;
 * `prepare` changes it.
 */
export async function superuserUrl(
  port: number,
  { superuser: own, shared }: Pick<Passwords, 'superuser' | 'shared'>,
): Promise<string> {
  const url = roleUrl(superuser, own, port, maintenance);
  if (shared === undefined) return url;
  try {
    const { close } = await openSession(url);
    await close();
    return url;
  } catch (error) {
    if ((error as { code?: unknown }).code !== '28P01') throw error;
    return roleUrl(superuser, shared, port, maintenance);
  }
}

/**
 * Two servers on one data folder would stop PostgreSQL under each other. The advisory lock ends
 * with its connection, so a killed server releases it as soon as PostgreSQL notices.
 */
async function claim(client: pg.Client): Promise<void> {
  for (let waitedMs = 0; waitedMs < 1_000; waitedMs += 50) {
    const { rows } = await client.query<{ claimed: boolean }>(
      'select pg_try_advisory_lock($1) as claimed',
      [ownershipLock],
    );
    if (rows[0]?.claimed) return;
    await pause(50);
  }
  throw new Error('Another Sampan already runs on this data folder');
}

async function prepare(client: pg.Client, passwords: Passwords): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select rolname as name from pg_roles where rolname in ($1, $2)
     union all select 'database' from pg_database where datname = $3`,
    [ownerRole, serverRole, databaseName],
  );
  const present = new Set(rows.map((row) => row.name));
  const setPassword = (role: string, password: string): string =>
    `alter role ${role} password ${client.escapeLiteral(password)}`;
  const statements = [
    ...(present.has(ownerRole) ? [] : [`create role ${ownerRole} login createdb`]),
    ...(present.has(serverRole) ? [] : [`create role ${serverRole} login`]),
    // At every start, so that a folder with lost or old password files is repaired.
    setPassword(ownerRole, passwords.owner),
    setPassword(serverRole, passwords.server),
    ...(passwords.shared === undefined ? [] : [setPassword(superuser, passwords.superuser)]),
  ];
  // Statements sent together are one transaction.
  await client.query(statements.join('; '));
  if (!present.has('database')) {
    await client.query(`create database ${databaseName} owner ${ownerRole} encoding 'UTF8'`);
  }
}
