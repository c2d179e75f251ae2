/**
 * Goal: closing a day waits for every lane's transaction that may have read an earlier time, for no
 * other session, and reports the sessions it waits for.
 * Method: transactions that are held open on their own connections, each ended whatever happens.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Duration, milliseconds, seconds } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { type Connection, connect, connectLane, waitForOlderTransactions } from '#database';
import { createTestDatabase, ManualTimers, type TestDatabase } from '#test-kit';

let database: TestDatabase;
let other: TestDatabase;
let closing: Connection;

before(async () => {
  [database, other] = [await createTestDatabase(), await createTestDatabase()];
  closing = await connect({ url: database.url, name: 'test closing' });
});
after(async () => {
  await closing.close();
  await Promise.all([database.drop(), other.drop()]);
});

const run = (connection: Connection, text: string) => connection.run({ name: '', text });

/** Connections that end with their transactions when `work` does, so that no test hinders the next. */
async function withSessions(
  opened: readonly Promise<Connection>[],
  work: (...sessions: Connection[]) => Promise<void>,
): Promise<void> {
  const sessions = await Promise.all(opened);
  try {
    await work(...sessions);
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
  }
}

const lane = ({ url } = database, name = 'test lane') =>
  connectLane({ url, name, patience: 'long' });
const stray = ({ url } = database, name = 'psql') => connect({ url, name, patience: 'long' });

/** Begins a transaction that has a number, as one that has locked or changed a row has. */
async function working(connection: Connection): Promise<void> {
  await run(connection, 'begin');
  await run(connection, 'select pg_current_xact_id()');
}

const wait = (patience: Duration) =>
  waitForOlderTransactions(closing, { timers: systemTimers, patience });

/** A single look. */
const look = () => wait(milliseconds(-1));

describe('a transaction of a lane', () => {
  test('that is under way is waited for', async () => {
    await withSessions([lane()], async (late) => {
      await working(late as Connection);
      const waiting = wait(seconds(60));
      assert.equal((await look()).length, 1);
      await run(late as Connection, 'commit');
      assert.deepEqual(await waiting, []);
    });
  });

  test('also when it began after the newest transaction that has ended', async () => {
    // A snapshot alone reaches no further than what has ended; so the number is drawn, and every
    // transaction that was begun before is older than it, whatever else runs on this server.
    await withSessions([lane(), stray()], async (late, ended) => {
      await working(ended as Connection);
      await run(ended as Connection, 'commit');
      await working(late as Connection);
      assert.equal((await look()).length, 1);
      await run(late as Connection, 'rollback');
      assert.deepEqual(await look(), []);
    });
  });

  test('is reported with its process, name, user and start', async () => {
    await withSessions([lane(database, 'sampan lane')], async (late) => {
      await working(late as Connection);
      const [row] = await run(late as Connection, 'select pg_backend_pid() as pid, now() as begun');
      assert.deepEqual(await look(), [
        { pid: row?.['pid'], application: 'sampan lane', user: 'sampan', since: row?.['begun'] },
      ]);
    });
  });

  test('that has not locked or changed anything, or begins later, is not waited for', async () => {
    await withSessions([lane(), lane(), lane()], async (reading, late, later) => {
      await run(reading as Connection, 'begin isolation level repeatable read');
      await run(reading as Connection, 'select from partners');
      await working(late as Connection);
      const waiting = wait(seconds(60));
      assert.equal((await look()).length, 1);
      await working(later as Connection);
      await run(late as Connection, 'commit');
      assert.deepEqual(await waiting, []);
    });
  });

  test('that never ends is answered when patience has', async () => {
    await withSessions([lane()], async (stuck) => {
      await working(stuck as Connection);
      const timers = new ManualTimers(milliseconds(1_000));
      const found = await waitForOlderTransactions(closing, { timers, patience: seconds(60) });
      assert.equal(found.length, 1);
      assert.ok(timers.monotonicMs() >= seconds(60));
    });
  });

  test('of another database is not waited for', async () => {
    await withSessions([lane(other)], async (abroad) => {
      await working(abroad as Connection);
      assert.deepEqual(await look(), []);
    });
  });
});

test('a session that is no lane is not waited for, whatever it has locked', async () => {
  await withSessions([stray(), stray({ ...database, url: database.ownerUrl })], async (...left) => {
    for (const session of left) {
      await run(session, 'begin');
      await run(session, 'select from rates_in_effect for update skip locked');
      await run(session, 'select pg_current_xact_id()');
    }
    assert.deepEqual(await look(), []);
  });
});
