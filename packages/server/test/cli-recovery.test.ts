/**
 * Goal: a server recovers when its processes are killed, and no two lanes share a number.
 * Method: `sampan start` as a child process; a worker, then its PostgreSQL, gets SIGKILL.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { type RunningSampan, startSampan } from './sampan-process.ts';

test('a worker that is killed is replaced, and the port serves all the time', async (t) => {
  const own = await startSampan(['--demo', '--workers', '2']);
  try {
    const lanes = await lanesOf(own);
    assert.ok(lanes.length >= 3, 'each process has lanes');
    assert.equal(new Set(lanes).size, lanes.length, 'no number is claimed twice');
    const [worker] = await workersOf(own);
    if (worker === undefined) return t.skip('no list of processes here');
    assert.ok((await commandOf(worker)).includes('--max-semi-space-size=32'));
    process.kill(worker, 'SIGKILL');
    await own.said(/A worker process ended/);
    assert.equal((await own.ask('demo'))['succeeded'], true);
    await own.said(/It listens/);
    assert.equal((await own.ask('demo'))['succeeded'], true);
  } finally {
    assert.equal(await own.stop(), 0);
  }
});

test('a PostgreSQL that is killed is started again, and the server goes on', async () => {
  const own = await startSampan(['--demo'], 'embedded');
  try {
    assert.equal((await own.ask('demo'))['succeeded'], true);
    const file = await readFile(join(own.data, 'postgres', 'postmaster.pid'), 'utf8');
    process.kill(Number(file.split('\n')[0]), 'SIGKILL');
    await own.said(/PostgreSQL runs again/);
    assert.equal((await own.ask('demo'))['succeeded'], true);
    assert.equal((await own.ask('audit'))['holds'], true);
    // Two demos, one before and one after: each leaves the buyer with 59.25 less.
    assert.equal((await own.ask('wallet', 'show', '852-90000001'))['balance'], '9881.50');
  } finally {
    assert.equal(await own.stop(), 0);
  }
});

/** The numbers that living lanes have claimed. */
async function lanesOf({ ownerUrl }: RunningSampan): Promise<readonly number[]> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ lane: number }>(
    `select objid::integer as lane from pg_locks join pg_database on pg_database.oid = database
      where locktype = 'advisory' and classid = 7226728 and datname = current_database()`,
  );
  await owner.end();
  return rows.map(({ lane }) => lane);
}

async function workersOf({ child }: RunningSampan): Promise<readonly number[]> {
  const children = `/proc/${child.pid}/task/${child.pid}/children`;
  const pids = (await readFile(children, 'utf8').catch(() => '')).trim().split(' ').map(Number);
  const workers: number[] = [];
  for (const pid of pids) {
    const command = await commandOf(pid);
    if (command.includes('sampan.js')) workers.push(pid);
  }
  return workers;
}

const commandOf = (pid: number): Promise<string> =>
  readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
