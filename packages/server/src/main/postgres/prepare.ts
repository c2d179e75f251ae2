/**
 * What a fresh cluster needs before migrations: two roles and a database.
 *
 * `sampan_owner` owns the tables and migrates them. `sampan`, as which the server works, owns
 * nothing: what it may do is granted table by table.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { type OpenClient, openClient } from '#database';
import { superuser } from './cluster.ts';

export const ownerRole = 'sampan_owner';
export const serverRole = 'sampan';
export const databaseName = 'sampan';

/** Any number will do, as long as it stays the same. */
const ownershipLock = 7_226_726;

/** One connection that stays open: it holds the claim on the cluster and notices its end. */
export async function claimAndPrepare(port: number, password: string): Promise<OpenClient> {
  const url = superuserUrl(port, password);
  const open = await openClient(
    { url, name: 'sampan start', patience: 'long' },
    { pipeline: false },
  );
  // From here to the end it waits for answers, and for nothing else.
  open.silence.asked();
  try {
    await claim(open.client);
    await prepare(open.client, password);
    open.silence.answered();
    return open;
  } catch (error) {
    open.silence.answered();
    await open.close();
    throw error;
  }
}

/** For the first, all-powerful role, in the database that every cluster has. */
export const superuserUrl = (port: number, password: string): string =>
  `postgres://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;

/**
 * Two servers on one data folder would each stop PostgreSQL under the other. The claim goes with
 * its connection, so a killed server holds it no longer than it takes to notice that it is gone.
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

async function prepare(client: pg.Client, password: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select rolname as name from pg_roles where rolname in ($1, $2)
     union all select 'database' from pg_database where datname = $3`,
    [ownerRole, serverRole, databaseName],
  );
  const present = new Set(rows.map((row) => row.name));
  const secret = client.escapeLiteral(password);
  if (!present.has(ownerRole)) {
    await client.query(`create role ${ownerRole} login createdb password ${secret}`);
  }
  if (!present.has(serverRole)) {
    await client.query(`create role ${serverRole} login password ${secret}`);
  }
  if (!present.has('database')) {
    await client.query(`create database ${databaseName} owner ${ownerRole} encoding 'UTF8'`);
  }
}
