/**
 * The postmaster: PostgreSQL's first process, which owns a cluster.
 * It writes `postmaster.pid`. The file survives a crash, and its process id may since belong to
 * another program, so it is trusted only if that process was started for this cluster. This is read
 * from its command line; its working folder would do too, but containers hide the folder of another
 * account's process even from root.
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
  /** It has reported that it accepts connections. */
  readonly isReady: boolean;
}

/** The running postmaster of a cluster, if any. Removes the files of a dead one. */
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

/**
 * Time limit of each way of stopping. After a kill, PostgreSQL recovers from its write-ahead log.
 */
const stopMaxMs = { fast: 10_000, immediate: 6_000 };

/** Stops a postmaster in PostgreSQL's "fast" mode: running transactions are rolled back. */
export async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  signal(pid, 'SIGINT');
  // Frozen (stopped) processes receive no other signal.
  await signalAll(pid, cluster, 'SIGCONT');
  if (await gone(pid, cluster, stopMaxMs.fast)) return;
  // As safe as a power failure: the next start recovers from the log.
  signal(pid, 'SIGQUIT');
  if (await gone(pid, cluster, stopMaxMs.immediate)) return;
  throw new Error(`PostgreSQL (process ${pid}) does not stop`);
}

/** To the postmaster and its visible child processes. */
async function signalAll(pid: number, cluster: string, name: NodeJS.Signals): Promise<void> {
  signal(pid, name);
  for (const other of await processesOf(cluster)) signal(other, name);
}

/** The name that all processes of a cluster show in the process list. */
export function clusterName(cluster: string): string {
  return `sampan-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
}

/**
 * The children of a killed postmaster finish their work and exit; while one lives, no new
 * postmaster can start. Tells the visible ones to exit at once; recovery repairs what they leave.
 */
export async function dismissOrphans(cluster: string): Promise<void> {
  for (const pid of await processesOf(cluster)) signal(pid, 'SIGQUIT');
}

/** All but the postmaster; empty if there is no process list to read. */
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

/** The command line, its words separated by blanks; empty for a dead process. */
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
