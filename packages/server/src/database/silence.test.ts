/**
 * Goal: no connection waits for a database that has vanished: not while it is opened, while it is owed an
 * answer, while it is idle, or while it is closed; and the server frees what a vanished client held.
 * Method: a real PostgreSQL behind a proxy that swallows everything and closes nothing.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { milliseconds, seconds, settlesWithin } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { createTestDatabase, type FaultProxy, faultProxy, type TestDatabase } from '#test-kit';
import { type Connection, type ConnectionOptions, connect } from './connection.postgres.ts';
import { failureOf } from './failure.ts';

let database: TestDatabase;
let watcher: Connection;
let road: FaultProxy;

before(async () => {
  database = await createTestDatabase();
  watcher = await connect({ url: database.url, name: 'watcher' });
});
after(async () => {
  await watcher.close();
  await database.drop();
});
beforeEach(async () => {
  road = await faultProxy(database.url);
});
afterEach(() => road.close());

/** Enough for a busy machine to open a connection. */
const silence = { max: seconds(1), timers: systemTimers };
const slowly = { name: '', text: `select pg_sleep(2.5) is not null as slept` };

const call = (more: Partial<ConnectionOptions> = {}) =>
  connect({ url: road.url, name: 'silent', silence, ...more });

/** Far more than the limits of these tests, and far less than the system would wait. */
async function soon<Result>(promise: Promise<Result>): Promise<Result> {
  assert.ok(await settlesWithin(seconds(20), promise, systemTimers), 'it waits for ever');
  return promise;
}

const lost = (error: unknown) => failureOf(error) === 'connection-lost';

test('opening ends when the other side accepts and never says a word', async () => {
  road.vanish();
  await assert.rejects(soon(call()), lost);
});

test('an idle connection with a heartbeat is found dead without being asked for anything', async () => {
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const heard: string[] = [];
  const connection = await call({
    heartbeat: milliseconds(50),
    listening: {
      channel: 'test_silence',
      onMessage: (message) => heard.push(message),
      onEnd: ended,
    },
  });
  await connection.run({ name: '', text: `select pg_notify('test_silence', 'one')` });
  assert.deepEqual(heard, ['one']);
  road.vanish();
  await soon(end);
  assert.equal(connection.alive, false);
});

test('closing does not wait for a peer that has vanished', async () => {
  const connection = await call();
  road.vanish();
  await soon(connection.close());
  const owing = await call().catch(() => undefined);
  assert.equal(owing, undefined);
});

test('closing waits for answers that are owed, as long as there is an end of it', async () => {
  const connection = await call({ patience: 'long' });
  const owed = connection.run(slowly);
  await connection.close();
  assert.deepEqual(await owed, [{ slept: true }]);

  const silent = await call();
  road.vanish();
  const never = assert.rejects(silent.run(slowly), lost);
  await soon(silent.close());
  await never;
});

test('a statement may take long while the server works on it, and not when the answer is lost', async () => {
  const impatient = await call();
  await assert.rejects(impatient.run(slowly), lost);

  const patient = await call({ patience: 'long' });
  assert.deepEqual(await patient.run(slowly), [{ slept: true }]);
  // The server has answered long ago, and says so when it is asked over another connection.
  const waiting = assert.rejects(
    soon(patient.run({ name: '', text: 'select pg_sleep(0.1)' })),
    lost,
  );
  road.vanish();
  road.heal();
  await waiting;
});

test('a signal breaks what is open, what is being opened, and what would be', async () => {
  const stop = new AbortController();
  const open = await call({ signal: stop.signal, patience: 'long' });
  const owed = assert.rejects(open.run(slowly), lost);
  road.vanish();
  const opening = assert.rejects(call({ signal: stop.signal, silence: {} }), lost);
  stop.abort();
  await soon(Promise.all([owed, opening]));
  await assert.rejects(call({ signal: stop.signal }), lost);
});

test('the server frees what a vanished client held, by its session and by its transaction', async () => {
  const holds = 'select pg_try_advisory_lock(71, $1) as held';
  const session = await call({ heartbeat: milliseconds(50) });
  await session.run({ name: '', text: holds }, [1]);
  const transaction = await call();
  await transaction.run({ name: '', text: 'begin' });
  await transaction.run({ name: '', text: 'select pg_advisory_xact_lock(71, 2)' });
  road.vanish();
  await soon(watcher.run({ name: '', text: 'select pg_advisory_lock(71, 1)' }));
  await soon(watcher.run({ name: '', text: 'select pg_advisory_lock(71, 2)' }));
  await watcher.run({ name: '', text: 'select pg_advisory_unlock_all()' });
  await Promise.all([session.close(), transaction.close()]);
});
