/**
 * Goal: one process per database runs the scheduled jobs, and another takes over as soon as it ends
 * in any way.
 * Method: leaders of several processes on one database.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Clock, days, after as later, seconds } from '@sampan/primitives';
import { systemClock, systemTimers } from '@sampan/primitives/node';
import { BusinessClock, ClocksDiffer, connect, connectTo } from '#database';
import { type Leader, leaderOf } from '#platform';
import { createTestDatabase, type TestDatabase } from '#test-kit';

let database: TestDatabase;
const opened: Leader[] = [];

before(async () => {
  database = await createTestDatabase();
});
after(async () => {
  await Promise.all(opened.map((leader) => leader.close()));
  await database.drop();
});

function candidate(clock = new BusinessClock(systemClock)): Leader {
  const leader = leaderOf({ connect: connectTo({ url: database.url }), clock });
  opened.push(leader);
  return leader;
}

test('one leads, and goes on leading; the others do not', async () => {
  const [first, second, third] = [candidate(), candidate(), candidate()];
  assert.equal(await first.leads(), true);
  assert.deepEqual(await Promise.all([second.leads(), third.leads()]), [false, false]);
  assert.deepEqual([await first.leads(), await second.leads()], [true, false]);

  // A process that stops makes room at once.
  await first.close();
  const next = await Promise.all([second.leads(), third.leads()]);
  assert.deepEqual(next.sort(), [false, true]);
  await Promise.all([second.close(), third.close()]);
});

test('a leader whose session is gone makes room, and may lead again later', async () => {
  const [first, second] = [candidate(), candidate()];
  assert.equal(await first.leads(), true);
  assert.equal(await second.leads(), false);
  const other = await connect({ url: database.url, name: 'test' });
  await other.run({
    name: '',
    text: `select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and granted and database = (
        select oid from pg_database where datname = current_database())`,
  });
  await other.close();
  await until(() => second.leads());
  // It notices, asks again, and finds that another leads.
  await until(async () => (await first.leads().catch(() => undefined)) === false);
  await second.close();
  await until(() => first.leads());
  await first.close();
});

test('a leader whose clock is days ahead resigns at once, and may lead again when it agrees', async () => {
  let ahead = false;
  const machine: Clock = {
    now: () => (ahead ? later(systemClock.now(), days(3)) : systemClock.now()),
  };
  const bound = { differenceMax: seconds(2), timers: systemTimers };
  const [first, second] = [candidate(new BusinessClock(machine, { bound })), candidate()];
  await until(() => first.leads());
  ahead = true;
  await assert.rejects(first.leads(), ClocksDiffer);
  await until(() => second.leads());
  await assert.rejects(first.leads(), ClocksDiffer);
  ahead = false;
  assert.equal(await first.leads(), false);
  await second.close();
  await until(() => first.leads());
  await first.close();
});

/** Asks again and again, as the scheduler does. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 500; look++) if (await holds()) return;
  assert.fail('it never came to be');
}
