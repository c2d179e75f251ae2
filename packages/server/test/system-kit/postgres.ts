/** The PostgreSQL that a server keeps in its data folder. */
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { kill, processes } from './processes.ts';

/** Where its files are: a folder that PostgreSQL may not enter holds only a link to it. */
export function clusterOf(folder: string): string | undefined {
  try {
    return realpathSync(join(folder, 'postgres'));
  } catch {
    return undefined;
  }
}

/** The postmaster that is at work on the folder. */
export function postmasterOf(folder: string): number | undefined {
  const cluster = clusterOf(folder);
  return processes().find(({ command }) => command.includes(`-D ${cluster} `))?.pid;
}

/** SIGKILL to the postmaster and to every process that works for it. */
export function killPostgres(folder: string): void {
  const postmaster = postmasterOf(folder);
  if (postmaster === undefined) return;
  const backends = processes().filter(({ parent }) => parent === postmaster);
  for (const pid of [postmaster, ...backends.map(({ pid }) => pid)]) kill(pid);
}

/** For SQL as the owner of the tables. */
export function ownerUrl(folder: string): string {
  const password = readFileSync(join(folder, 'keys/postgres-owner-password'), 'utf8').trim();
  const port = postgresPort(folder);
  return `postgres://sampan_owner:${password}@127.0.0.1:${port}/sampan`;
}

export function postgresPort(folder: string): number {
  return Number(readFileSync(join(folder, 'postgres-port'), 'utf8'));
}

/** What PostgreSQL has said since its last start. */
export function postgresLog(folder: string): string {
  return readFileSync(join(folder, 'postgres.log'), 'utf8');
}
