/**
 * Goal: days are closed, settled and filed at their times, in this order, whether the clock is
 * stepped or the system was down; an operator may run each job by hand. A slow or waiting job does
 * not stop the others, and reports what it waits for.
 * Method: the jobs of a whole platform, with a manual clock; sessions that hold a transaction open.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { JobName } from '@sampan/api';
import { dashedTime, type PartnerId, type WalletId } from '@sampan/primitives';
import { BusinessClock, connect, connectLane, connectTo } from '#database';
import type { JobList, Platform } from '#platform';
import { FileFolder } from '#statement';
import { fileWriterHere, hkd, testPlatform, time } from '#test-kit';
import { usualRetention } from '../src/main/retention-settings.ts';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

let world: SettlementWorld;
let platform: Platform;
let folder: string;
let jobs: JobList;
let options: Parameters<Platform['jobs']>[1];
let partner: PartnerId;
let buyer: WalletId;

beforeEach(async () => {
  // A Thursday; the 23rd is the next Monday.
  world = await settlementWorld({ startAt: '2026-11-19 10:00' });
  const clock = new BusinessClock(world.machine);
  platform = await testPlatform({ url: world.url, clock });
  folder = mkdtempSync(join(tmpdir(), 'sampan-scheduler-'));
  const files = platform.files({ folder, writer: fileWriterHere(world.url) });
  options = { retention: usualRetention, connectOwner: connectTo({ url: world.ownerUrl }) };
  jobs = platform.jobs(files, options);
  partner = await world.partner();
  buyer = await world.wallet('1000.00');
});
afterEach(async () => {
  await jobs.close();
  await platform.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

const files = async () =>
  (await world.sql('select name, made_at from partner_files order by made_at, name')).map(
    ({ name, made_at }) => `${String(name).slice(17)} ${dashedTime(made_at as never)}`,
  );

/** What a job that was run by hand has done. */
const done = async (name: JobName) => (await jobs.run(name)).counts;

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
  assert.deepEqual(await done('close-day'), { days: 0, items: 0 });
  world.at('2026-11-20 08:00');
  assert.deepEqual(await done('close-day'), { days: 1, items: 1 });
  assert.deepEqual(await done('settle'), { settled: 1, waiting: 0 });
  assert.deepEqual(await done('settle'), { settled: 0, waiting: 0 });
  assert.deepEqual(await world.batches(partner), ['2026-11-20 2026-11-20 08:00:00 1 1000']);
  assert.ok((await done('files'))['made']);
  assert.deepEqual(await done('files'), { made: 0 });
  assert.deepEqual(await done('refund-batch'), { refunded: 0, postponed: 0, failed: 0 });
});

test('settling by hand closes the days that are over before, so that none is left out', async () => {
  await world.sell(partner, buyer, '10.00');
  world.at('2026-11-20 08:00');
  assert.deepEqual(await done('settle'), { settled: 1, waiting: 0 });
});

describe('a job that is held up', () => {
  /** A sale of the 19th, a refund that is due at once, and a file of the 18th that is to be made. */
  async function busyDay(): Promise<void> {
    await world.sell(partner, buyer, '10.00');
    world.at('2026-11-20 00:00');
    await jobs.runDue();
    await world.sell(partner, buyer, '20.00');
  }

  /** Starts what is due, as the scheduler does, until `isReached`. */
  async function runUntil(isReached: () => Promise<boolean>): Promise<void> {
    while (!(await isReached())) {
      jobs.startDue((error) => failures.push(error));
      await jobs.lookForBlockers();
      await world.sql('select pg_sleep(0.01)');
    }
  }

  const failures: unknown[] = [];
  const statusOf = async (name: JobName) =>
    (await jobs.status()).find((status) => status.name === name);

  async function withSession(
    opening: Promise<Awaited<ReturnType<typeof connect>>>,
    text: string,
    work: (pid: unknown) => Promise<void>,
  ): Promise<void> {
    const session = await opening;
    const run = (sql: string) => session.run({ name: '', text: sql });
    try {
      await run('begin');
      await run(text);
      const [row] = await run('select pg_backend_pid() as pid');
      await work(row?.['pid']);
    } finally {
      await session.close();
    }
  }

  test('by a booking of the ended day says so; settlement and files of closed days go on', async () => {
    await busyDay();
    world.at('2026-11-21 00:00');
    const opening = connectLane({
      url: world.url,
      name: 'sampan lane of a frozen host',
      patience: 'long',
    });
    await withSession(opening, 'select pg_current_xact_id()', async (pid) => {
      world.at('2026-11-21 10:00');
      await runUntil(async () => (await files()).length === 1 && isWaiting('close-day'));
      const closing = await statusOf('close-day');
      assert.equal(closing?.outcome, 'waiting');
      const [waits] = closing?.waitsFor ?? [];
      assert.ok(waits?.kind === 'session');
      const { since, ...session } = waits.session;
      const application = 'sampan lane of a frozen host';
      assert.deepEqual(session, { pid, application, user: 'sampan' });
      assert.ok(since !== undefined);
      // The 19th was due on the 20th and is settled, dated so; the 20th waits for its end.
      await runUntil(async () => (await world.batches(partner)).length === 1);
      assert.deepEqual(await world.batches(partner), ['2026-11-20 2026-11-20 15:46:00 1 1000']);
    });
    await runUntil(async () => (await files()).length === 3);
    assert.deepEqual(await files(), [
      'transaction_20261119.txt 2026-11-20 09:00:00',
      'settlement_20261120.txt 2026-11-21 09:00:00',
      'transaction_20261120.txt 2026-11-21 09:00:00',
    ]);
    assert.deepEqual(failures, []);
    assert.deepEqual(await world.broken(), []);
  });

  test('by a lock of an operator says who has it', async () => {
    await busyDay();
    world.at('2026-11-21 00:00');
    const opening = connect({ url: world.ownerUrl, name: 'psql' });
    await withSession(opening, 'lock table business_days in exclusive mode', async (pid) => {
      await runUntil(async () => isWaiting('close-day'));
      const [waits] = (await statusOf('close-day'))?.waitsFor ?? [];
      assert.ok(waits?.kind === 'session');
      assert.equal(waits.session.pid, pid);
      assert.equal(waits.session.application, 'psql');
    });
    await runUntil(async () => (await world.days(partner)).length === 2);
    assert.deepEqual(failures, []);
  });

  test('delays no other: refunds are given while a file is being written', async () => {
    const paidOrder = await world.sell(partner, buyer, '10.00');
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const maker = {
      make: async () => {
        await released;
        throw new Error('the disk is full');
      },
    };
    const own = platform.jobs({ maker, folder: new FileFolder(folder) }, options);
    const failed: unknown[] = [];
    const start = (): void => own.startDue((error) => failed.push(error));
    const isBusy = async () =>
      (await own.status()).find(({ name }) => name === 'files')?.outcome === 'running';
    try {
      world.at('2026-11-20 10:00');
      await own.run('close-day');
      while (!(await isBusy())) start();
      const refund = {
        ...{ partnerId: partner, partnerTransId: paidOrder, tradeId: undefined },
        ...{ partnerRefundId: 'at night', amount: hkd('4.00'), reason: '', notify: undefined },
      };
      const told = await world.acquiring.refund({ ...refund, mode: 'async' });
      assert.equal(told.outcome, 'accepted');
      world.at('2026-11-20 23:00');
      const done = "select 1 from refunds where state = 'done'";
      while ((await world.sql(done)).length === 0) start();
      assert.equal(await isBusy(), true);
    } finally {
      release();
      await own.close();
    }
    assert.match(String(failed), /1 of 1 files not made/);
  });

  test('not by a session left in a transaction that books nothing', async () => {
    await busyDay();
    world.at('2026-11-21 00:00');
    const opening = connect({ url: world.url, name: 'psql' });
    await withSession(opening, 'select from rates_in_effect for update', async () => {
      assert.deepEqual(await done('close-day'), { days: 1, items: 1 });
    });
  });

  const isWaiting = (name: JobName): boolean => jobs.waiting().some((each) => each.name === name);
});
