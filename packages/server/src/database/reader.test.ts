/**
 * Goal: readers share few connections, survive their loss, and see the time of every process.
 * Method: many reads at once on a real PostgreSQL, whose sessions are counted and ended.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hours, after as later, ManualClock, milliseconds } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { createTestDatabase, faultProxy, type TestDatabase, time } from '#test-kit';
import { moveClock } from './business-clock.postgres.ts';
import { BusinessClock } from './business-clock.ts';
import { type Connection, connect, type Purpose } from './connection.postgres.ts';
import { failureOf } from './failure.ts';
import { TookTooLong } from './few-connections.postgres.ts';
import { Reader } from './reader.postgres.ts';
import { Writer } from './writer.postgres.ts';

let database: TestDatabase;
let watcher: Connection;
const start = time('2026-11-22 10:00');
const machine = new ManualClock(start);

before(async () => {
  database = await createTestDatabase();
  watcher = await connect({ url: database.url, name: 'watcher' });
});
after(async () => {
  await watcher.close();
  await database.drop();
});

const sessions =
  'from pg_stat_activity where application_name = $1 and datname = current_database()';
const look = (text: string, name: string) => watcher.run({ name: '', text }, [name]);
const read = (reader: Reader) =>
  reader.read(async (connection) => (await connection.run({ name: '', text: 'select 1' })).length);

test('any number of readers that come at once share the connections, and all of them are closed', async () => {
  const reader = new Reader({ url: database.url, name: 'crowd' }, new BusinessClock(machine), {
    connections: 2,
  });
  const reads = await Promise.all(Array.from({ length: 20 }, () => read(reader)));
  assert.ok(reads.every(({ result }) => result === 1));
  assert.equal((await look(`select ${sessions}`, 'crowd')).length, 2);
  await reader.close();
  await gone('crowd');
});

test('a reader refuses to write, a writer does not', async () => {
  const options = { url: database.url, name: 'writes' };
  const clock = new BusinessClock(machine);
  const reader = new Reader(options, clock, { connections: 1 });
  const writer = new Writer(options, clock, { connections: 1 });
  const text = 'update rates_in_effect set rates = rates';
  const write = (connection: Connection) => connection.run({ name: '', text });
  try {
    await assert.rejects(reader.read(write), /read-only transaction/);
    await writer.write(write);
  } finally {
    await Promise.all([reader.close(), writer.close()]);
  }
});

test('a read takes the connection that has least to do', async () => {
  const options = { url: database.url, name: 'busy' };
  const reader = new Reader(options, new BusinessClock(machine), { connections: 2 });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  try {
    const busy = new Promise<Connection>((resolve) => {
      void reader.read((connection) => {
        resolve(connection);
        return held;
      });
    });
    const taken = await busy;
    // Taken in turn, every second one would wait behind it.
    for (let count = 0; count < 4; count++) {
      const { result } = await reader.read(async (connection) => connection);
      assert.notEqual(result, taken);
    }
  } finally {
    release();
    await reader.close();
  }
});

test('a second connection that cannot open leaves its reads to the first', async () => {
  let opened = 0;
  const options = {
    name: 'starved',
    connect: (purpose: Purpose) => {
      opened += 1;
      return opened === 1
        ? connect({ url: database.url, ...purpose })
        : Promise.reject(new Error('timeout expired'));
    },
  };
  const reader = new Reader(options, new BusinessClock(machine), { connections: 2 });
  try {
    await read(reader);
    const reads = await Promise.all(Array.from({ length: 4 }, () => read(reader)));
    assert.ok(reads.every(({ result }) => result === 1));
    assert.ok(opened > 1);
  } finally {
    await reader.close();
  }
});

test('a read that takes longer than it may is stopped, and the next one is not', async () => {
  const options = { url: database.url, name: 'bounded' };
  const limits = { connections: 1, longest: milliseconds(200) };
  const reader = new Reader(options, new BusinessClock(machine), limits);
  try {
    const slow = reader.read((connection) =>
      connection.run({ name: '', text: 'select pg_sleep(3600)' }),
    );
    await assert.rejects(slow, TookTooLong);
    assert.equal((await read(reader)).result, 1);
  } finally {
    await reader.close();
  }
});

test('a lost connection is replaced, by one', async () => {
  const reader = new Reader({ url: database.url, name: 'lost' }, new BusinessClock(machine), {
    connections: 1,
  });
  await read(reader);
  await look(`select pg_terminate_backend(pid) ${sessions}`, 'lost');
  await gone('lost');
  // A read that meets the loss fails; the next ones do not.
  for (let lost = true, reads = 0; lost && reads < 10; reads++) {
    lost = await read(reader).then(
      () => false,
      () => true,
    );
  }
  await Promise.all([1, 2, 3].map(() => read(reader)));
  assert.equal((await look(`select ${sessions}`, 'lost')).length, 1);
  await reader.close();
});

test('a database that falls silent fails the reads that it owes, and is called again', async () => {
  const road = await faultProxy(database.url);
  const options = {
    url: road.url,
    name: 'silent',
    silence: { max: milliseconds(300), timers: systemTimers },
  };
  const reader = new Reader(options, new BusinessClock(machine), { connections: 1 });
  await read(reader);
  road.silence();
  const owed = await Promise.allSettled([read(reader), read(reader)]);
  const failures = owed.map((each) => each.status === 'rejected' && failureOf(each.reason));
  assert.deepEqual(failures, ['connection-lost', 'connection-lost']);
  assert.equal((await read(reader)).result, 1);
  await reader.close();
  await road.close();
});

test('every process follows the time that one of them has moved, and it never goes back', async () => {
  const mine = new BusinessClock(machine);
  const theirs = new BusinessClock(machine);
  const reader = new Reader({ url: database.url, name: 'time' }, theirs, { connections: 1 });
  const target = later(start, hours(5));
  await moveClock(watcher, mine, target);
  assert.equal(mine.now(), target);
  assert.equal((await read(reader)).now, target);
  await moveClock(watcher, mine, start);
  assert.equal((await read(reader)).now, target);
  await reader.close();
});

/** Settles when the database has no session of that name any more. */
async function gone(name: string): Promise<void> {
  for (let looks = 0; looks < 10_000; looks++) {
    if ((await look(`select ${sessions}`, name)).length === 0) return;
  }
  assert.fail(`${name} has sessions left`);
}
