// Goal: each file is created once, at its hour, for a closed day, also after a downtime.
// Method: days are booked and closed by hand, the job is queried and run at chosen times.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { dashedTime, type Instant, minutes, type PartnerId } from '@sampan/primitives';
import { connect } from '#database';
import { FileJobs } from '#statement';
import { ManualTimers, time } from '#test-kit';
import { day, type FilesWorld, filesWorld } from './files-world.ts';

let world: FilesWorld;
let partnerId: PartnerId;
beforeEach(async () => {
  world = await filesWorld();
  partnerId = await world.partner('hk');
});
afterEach(() => world.end());

const sale = (at: string) => ({ order: `at ${at}`, at, amount: 1000, fee: 6 });

const next = async (after: string, until: string): Promise<string | undefined> => {
  const due = await world.jobs.nextDue({ after: time(after), until: time(until) });
  return due && dashedTime(due);
};

const runAt = (at: string) => world.jobs.runDue(time(at));

/** What is registered: kind, day, and the time that it says it was made. */
async function made(): Promise<string[]> {
  const files = await world.shelf.find({});
  return files.map(({ kind, day, madeAt }) => `${kind} ${day} ${dashedTime(madeAt)}`).reverse();
}

test('a transaction file is made at 09:00 on the day after, not before', async () => {
  await world.day(partnerId, '2024-03-04', [sale('2024-03-04 10:00')]);
  assert.equal(await next('2024-03-04 23:00', '2024-03-09 00:00'), '2024-03-05 09:00:00');
  assert.equal(await next('2024-03-04 23:00', '2024-03-05 09:00'), '2024-03-05 09:00:00');
  assert.equal(await next('2024-03-04 23:00', '2024-03-05 08:59:59'), undefined);
  assert.deepEqual(await runAt('2024-03-05 08:59:59'), { made: 0 });
  assert.deepEqual(await runAt('2024-03-05 09:00'), { made: 1 });
  assert.deepEqual(await runAt('2024-03-05 09:00'), { made: 0 });
  assert.deepEqual(await made(), ['transaction 2024-03-04 2024-03-05 09:00:00']);
  assert.equal(await next('2024-03-05 09:00', '2024-03-30 00:00'), undefined);
});

test('what is due already is not due next; the next is later than the time that is asked from', async () => {
  await world.day(partnerId, '2024-03-04', [sale('2024-03-04 10:00')]);
  await world.day(partnerId, '2024-03-06', [sale('2024-03-06 10:00')]);
  assert.equal(await next('2024-03-05 09:00', '2024-03-09 00:00'), '2024-03-07 09:00:00');
});

test('after a standstill every file is made, dated as it was planned, oldest first', async () => {
  await world.day(partnerId, '2024-03-01', [sale('2024-03-01 10:00')]);
  await world.day(partnerId, '2024-03-02', [sale('2024-03-02 10:00')]);
  await world.settle(partnerId, '2024-03-04 15:46:00', ['2024-03-01', '2024-03-02']);
  assert.deepEqual(await runAt('2024-03-20 17:00'), { made: 3 });
  assert.deepEqual(await made(), [
    'transaction 2024-03-01 2024-03-02 09:00:00',
    'transaction 2024-03-02 2024-03-03 09:00:00',
    'settlement 2024-03-04 2024-03-05 09:00:00',
  ]);
});

test('a day that is not closed has no file yet, however late it is', async () => {
  await world.day(partnerId, '2024-03-04', [sale('2024-03-04 10:00')]);
  await world.open('2024-03-04');
  assert.deepEqual(await runAt('2024-03-05 12:00'), { made: 0 });
  await world.close('2024-03-04');
  assert.deepEqual(await runAt('2024-03-05 12:00'), { made: 1 });
  assert.deepEqual(await made(), ['transaction 2024-03-04 2024-03-05 09:00:00']);
});

test('a settlement waits for its day to be closed, and needs no business on it', async () => {
  await world.day(partnerId, '2024-03-04', [sale('2024-03-04 10:00')]);
  await world.settle(partnerId, '2024-03-05 15:46:00', ['2024-03-04']);
  await world.open('2024-03-05');
  assert.deepEqual(await runAt('2024-03-06 09:00'), { made: 1 });
  // Its end alone is not enough: bookings of the day may still be under way.
  await world.sql(`delete from business_days where day = '2024-03-05'`);
  assert.deepEqual(await runAt('2024-03-06 09:00'), { made: 0 });
  // The newest day is noted as closed also when nothing was booked on it.
  await world.close('2024-03-05');
  assert.deepEqual(await runAt('2024-03-06 09:00'), { made: 1 });
  assert.deepEqual(await made(), [
    'transaction 2024-03-04 2024-03-05 09:00:00',
    'settlement 2024-03-05 2024-03-06 09:00:00',
  ]);
});

test('a settlement file waits until all that its partner is paid on that day is settled', async () => {
  const later = await world.partner('hk');
  await world.day(partnerId, '2024-03-04', [sale('2024-03-04 10:00')]);
  await world.day(later, '2024-03-04', [sale('2024-03-04 11:00')]);
  await world.settle(partnerId, '2024-03-05 15:46:00', ['2024-03-04']);
  await world.settle(later, '2024-03-05 15:46:00', ['2024-03-04']);
  // In another currency the partner has a day that was due before, and was not settled yet.
  await world.sql(
    `insert into partner_days (partner_id, currency, day, items, net, filed)
      values ($1, 'USD', '2024-03-01', 1, 5, true)`,
    [later],
  );
  const told = await runAt('2024-03-06 09:00');
  const settle = { kind: 'job', job: 'settle', day: '2024-03-04', partnerId: later };
  assert.deepEqual(told, { made: 3, waitsFor: [settle] });
  await world.sql(`update partner_days set tried_on = '2024-03-05' where currency = 'USD'`);
  assert.deepEqual(await runAt('2024-03-06 09:00'), { made: 1 });
});

test('no transactions, no settlement: no file', async () => {
  const other = await world.partner('hk');
  await world.day(partnerId, '2024-03-04', [sale('2024-03-04 10:00')]);
  await world.close('2024-03-05');
  assert.deepEqual(await runAt('2024-03-09 09:00'), { made: 1 });
  assert.deepEqual(await world.shelf.list(other), []);
  assert.deepEqual(await world.lying(other), []);
});

test('by hand, files of closed days are made before their hour, and say when', async () => {
  await world.day(partnerId, '2024-03-04', [sale('2024-03-04 10:00')]);
  await world.day(partnerId, '2024-03-05', [sale('2024-03-05 10:00')]);
  const now = time('2024-03-06 00:30');
  assert.deepEqual(await world.jobs.runNow(now, day('2024-03-03')), { made: 0 });
  assert.deepEqual(await world.jobs.runNow(now), { made: 2 });
  assert.deepEqual(await made(), [
    'transaction 2024-03-04 2024-03-05 09:00:00',
    'transaction 2024-03-05 2024-03-06 00:30:00',
  ]);
});

test('one file that cannot be made keeps no other from its partner, and is tried again later', async () => {
  const unlucky = await world.partner('hk');
  const timers = new ManualTimers();
  let tried = 0;
  const jobs = new FileJobs({
    reader: world.reader,
    openConnection: () => connect(world.options),
    timers,
    maker: {
      make(connection, order, madeAt: Instant) {
        if (order.partnerId !== unlucky || ++tried > 2) {
          return world.maker.make(connection, order, madeAt);
        }
        return Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
      },
    },
  });
  for (const each of [unlucky, partnerId]) {
    await world.day(each, '2024-03-04', [sale('2024-03-04 10:00')]);
  }
  const now = time('2024-03-05 09:00');
  await assert.rejects(jobs.runDue(now), (error: AggregateError) => {
    assert.match(error.message, /1 of 2 files not made/);
    assert.deepEqual(
      error.errors.map(({ code }) => code),
      ['ENOSPC'],
    );
    return true;
  });
  assert.equal((await world.shelf.list(partnerId)).length, 1);
  assert.deepEqual(await jobs.runDue(now), { made: 0 });
  assert.equal(tried, 1);
  timers.advance(minutes(1));
  await assert.rejects(jobs.runDue(now));
  // A manual run does not wait.
  assert.deepEqual(await jobs.runNow(now), { made: 1 });
  assert.equal((await world.shelf.list(unlucky)).length, 1);
});
