/**
 * The postmaster: the first process of PostgreSQL, which owns a cluster.
 *
 * It announces itself in `postmaster.pid`. The file outlives a crash, and its process number may by
 * then belong to somebody else, so it is believed only when that process was started for this
 * cluster. Its command line tells; the working folder would too, but containers hide that of another
 * account even from root.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pause } from './pause.system.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** It said that it lets clients in. */
  readonly isReady: boolean;
}

/** The living postmaster of a cluster, if there is one. Removes what a dead one left behind. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const announced = await readPidFile(cluster);
  if (!announced) return undefined;
  if (await servesCluster(announced.pid, cluster)) return announced;
  await rm(join(cluster, 'postmaster.pid'), { force: true });
  for (const name of await readdir(cluster)) {
    if (name.startsWith('.s.PGSQL.')) await rm(join(cluster, name), { force: true });
  }
  return undefined;
}

/** Lines: process, cluster, start time, port, socket folder, address, shared memory, status. */
export async function readPidFile(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 ? { pid, port, isReady: lines[7]?.trim() === 'ready' } : undefined;
}

/** How long each way of stopping may take; what is not on disk by then is in PostgreSQL's log. */
const stopMaxMs = { fast: 10_000, immediate: 6_000 };

/** Stops a postmaster as PostgreSQL calls "fast": running transactions are rolled back. */
export async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  signal(pid, 'SIGINT');
  // Processes that somebody has frozen hear no other signal.
  await signalAll(pid, cluster, 'SIGCONT');
  if (await gone(pid, cluster, stopMaxMs.fast)) return;
  // Its log makes this as safe as pulling the plug, and the next start repairs it.
  signal(pid, 'SIGQUIT');
  if (await gone(pid, cluster, stopMaxMs.immediate)) return;
  throw new Error(`PostgreSQL (process ${pid}) does not stop`);
}

/** To the postmaster and to those of its processes that can be seen. */
async function signalAll(pid: number, cluster: string, name: NodeJS.Signals): Promise<void> {
  signal(pid, name);
  for (const other of await processesOf(cluster)) signal(other, name);
}

/** The name by which all processes of a cluster call themselves in a list of processes. */
export function clusterName(cluster: string): string {
  return `sampan-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
}

/**
 * Processes of a killed postmaster finish what they do and leave; while one lives, no new postmaster
 * starts. This tells those that can be seen to leave at once; the log repairs what they leave open.
 */
export async function dismissOrphans(cluster: string): Promise<void> {
  for (const pid of await processesOf(cluster)) signal(pid, 'SIGQUIT');
}

/** All but the postmaster; none where there is no list of processes to read. */
async function processesOf(cluster: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const command = await commandOf(Number(name));
    if (command.startsWith(`postgres: ${clusterName(cluster)}: `)) found.push(Number(name));
  }
  return found;
}

async function gone(pid: number, cluster: string, patienceMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 10) {
    if (!(await servesCluster(pid, cluster))) return true;
    await pause(10);
  }
  return false;
}

async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  return (await commandOf(pid)).includes(` -D ${cluster} `);
}

/** The command line with blanks between its words; empty for a process that is dead or gone. */
async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return words.replaceAll('\0', ' ');
  }
  const listed = promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]);
  return listed.then(({ stdout }) => `${stdout.trimEnd()} `).catch(() => '');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
