/**
 * Goal: days are closed, settled and told of in files at their times, in this order, whether the clock
 * is stepped through them or the system stood still; and an operator may run each by hand.
 * Method: the jobs of a whole platform, on a machine whose time is moved by hand.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { dashedTime, type PartnerId, systemTimers, type WalletId } from '@sampan/primitives';
import type { Jobs } from '#app-api';
import { BusinessClock } from '#database';
import { createFiles } from '#reconciliation';
import { time } from '#test-kit';
import { createJobs } from '../src/main/jobs.ts';
import { openPlatform, type Platform } from '../src/main/platform.ts';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

let world: SettlementWorld;
let platform: Platform;
let folder: string;
let jobs: Jobs;
let partner: PartnerId;
let buyer: WalletId;

beforeEach(async () => {
  // A Thursday; the 23rd is the next Monday.
  world = await settlementWorld({ startAt: '2026-11-19 10:00' });
  const clock = new BusinessClock(world.machine);
  platform = await openPlatform({ url: world.url, lanes: 1, sandbox: true, clock });
  folder = mkdtempSync(join(tmpdir(), 'sampan-scheduler-'));
  const connection = { url: world.url, name: 'test files' };
  const files = createFiles({ folder, reader: platform.reader, connection, timers: systemTimers });
  jobs = createJobs(platform, files.jobs);
  partner = await world.partner();
  buyer = await world.wallet('1000.00');
});
afterEach(async () => {
  await platform.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

const files = async () =>
  (await world.sql('select name, made_at from partner_files order by made_at, name')).map(
    ({ name, made_at }) => `${String(name).slice(17)} ${dashedTime(made_at as never)}`,
  );

test('the clock stops at each time at which there is something to do, and at no other', async () => {
  await world.sell(partner, buyer, '10.00');
  const stops: string[] = [];
  const until = time('2027-03-01 00:00');
  await jobs.runDue();
  for (let due = await jobs.nextDue(until); due !== undefined; due = await jobs.nextDue(until)) {
    world.machine.set(due);
    stops.push(dashedTime(due));
    await jobs.runDue();
  }
  assert.deepEqual(stops, [
    '2026-11-20 00:00:00',
    '2026-11-20 09:00:00',
    '2026-11-20 15:46:00',
    // The settlement is an entry of its day, and its file is made on the day after.
    '2026-11-21 00:00:00',
    '2026-11-21 09:00:00',
  ]);
  assert.deepEqual(await files(), [
    'transaction_20261119.txt 2026-11-20 09:00:00',
    'settlement_20261120.txt 2026-11-21 09:00:00',
  ]);
  assert.deepEqual(await world.broken(), []);
});

test('after a standstill all that was missed is done in one go, dated as it was planned', async () => {
  await world.sell(partner, buyer, '10.00');
  world.at('2026-11-20 12:00');
  await world.sell(partner, buyer, '20.00');
  world.at('2026-11-24 10:00');
  await jobs.runDue();
  assert.deepEqual(await world.batches(partner), [
    '2026-11-20 2026-11-20 15:46:00 1 1000',
    '2026-11-23 2026-11-23 15:46:00 1 2000',
  ]);
  assert.deepEqual(await files(), [
    'transaction_20261119.txt 2026-11-20 09:00:00',
    'settlement_20261120.txt 2026-11-21 09:00:00',
    'transaction_20261120.txt 2026-11-21 09:00:00',
    'settlement_20261123.txt 2026-11-24 09:00:00',
  ]);
  assert.deepEqual(await world.broken(), []);
});

test('an operator runs each job by hand, all that is due, and learns how much it was', async () => {
  await world.sell(partner, buyer, '10.00');
  assert.deepEqual(await jobs.run('close-day'), { days: 0, items: 0 });
  world.at('2026-11-20 08:00');
  assert.deepEqual(await jobs.run('close-day'), { days: 1, items: 1 });
  assert.deepEqual(await jobs.run('settle'), { settled: 1, waiting: 0 });
  assert.deepEqual(await jobs.run('settle'), { settled: 0, waiting: 0 });
  assert.deepEqual(await world.batches(partner), ['2026-11-20 2026-11-20 08:00:00 1 1000']);
  assert.ok((await jobs.run('files'))['made']);
  assert.deepEqual(await jobs.run('files'), { made: 0 });
  assert.deepEqual(await jobs.run('refund-batch'), { refunded: 0, postponed: 0, failed: 0 });
});

test('settling by hand closes the days that are over before, so that none is left out', async () => {
  await world.sell(partner, buyer, '10.00');
  world.at('2026-11-20 08:00');
  assert.deepEqual(await jobs.run('settle'), { settled: 1, waiting: 0 });
});
