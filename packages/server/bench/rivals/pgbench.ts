import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readCpu, spentBetween } from '../cpu/cpu-account.ts';
import { percentile, sorted } from '../figures.ts';
import { parsePgbenchLog, parsePgbenchReport } from './pgbench-report.ts';

const run = promisify(execFile);

export interface PgbenchOptions {
  readonly databaseUrl: string;
  readonly postgresPid: number;
  readonly script: 'tpcb-like' | 'select-only';
  readonly seconds: number;
  /** Transactions arrive at this rate, by a Poisson process; without it clients send at once. */
  readonly rate?: number;
}

export interface PgbenchResult {
  readonly perSecond: number;
  readonly postgresUs: number;
  readonly p50Ms: number;
  /** With a rate, from when a transaction was due. */
  readonly p99Ms: number;
}

export const pgbenchClients = 32;
const scale = 50;

/** Makes pgbench's tables, 5,000,000 accounts; false when pgbench is not installed. */
export async function preparePgbench(databaseUrl: string, accounts = scale): Promise<boolean> {
  try {
    await run('pgbench', ['--version']);
  } catch {
    return false;
  }
  await run('pgbench', ['-i', '-q', '-s', String(accounts), databaseUrl]);
  return true;
}

/** Statements prepared once, 32 clients in two threads, each transaction in a log. */
export async function runPgbench(options: PgbenchOptions): Promise<PgbenchResult> {
  const { databaseUrl, postgresPid, script, seconds, rate } = options;
  const folder = await mkdtemp(join(tmpdir(), 'sampan-pgbench-'));
  const accounts = { server: postgresPid, postgres: postgresPid };
  try {
    const before = readCpu(accounts);
    const { stdout } = await run('pgbench', [
      ...['-n', '-M', 'prepared', '-b', script, '-j', '2', '-c', String(pgbenchClients)],
      ...['-T', String(seconds), '-l', `--log-prefix=${join(folder, 'log')}`],
      ...(rate === undefined ? [] : [`--rate=${rate.toFixed(1)}`]),
      databaseUrl,
    ]);
    const { postgresUs } = spentBetween(before, readCpu(accounts));
    const files = await readdir(folder);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const latencies = sorted(texts.flatMap(parsePgbenchLog));
    return {
      perSecond: parsePgbenchReport(stdout),
      postgresUs: postgresUs / latencies.length,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
