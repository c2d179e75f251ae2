/**
 * Goal: whoever ends a day waits for every transaction that may have read the time before, and for no
 * other. Method: transactions that are held open on connections of their own.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { milliseconds, systemTimers } from '@sampan/primitives';
import { type Connection, connect, waitForOlderTransactions } from '#database';
import { createTestDatabase, ManualTimers, type TestDatabase } from '#test-kit';

let database: TestDatabase;
let other: TestDatabase;
const opened: Connection[] = [];

before(async () => {
  [database, other] = [await createTestDatabase(), await createTestDatabase()];
});
after(async () => {
  await Promise.all(opened.map((connection) => connection.close()));
  await Promise.all([database.drop(), other.drop()]);
});

async function open({ url } = database): Promise<Connection> {
  const connection = await connect({ url, name: 'test in flight' });
  opened.push(connection);
  return connection;
}

const run = (connection: Connection, text: string) => connection.run({ name: '', text });

/** Begins a transaction that has locked a row. */
async function working(connection: Connection): Promise<void> {
  await run(connection, 'begin');
  await run(connection, 'select from rates_in_effect for update');
}

/** Whether the wait is over after a few looks. */
async function isOver(waiting: Promise<void>): Promise<boolean> {
  let over = false;
  void waiting.then(() => {
    over = true;
  });
  const looking = await open();
  for (let look = 0; look < 20; look++) await run(looking, 'select 1');
  return over;
}

test('a transaction that was under way is waited for', async () => {
  const [closing, late] = [await open(), await open()];
  await working(late);
  const waiting = waitForOlderTransactions(closing, systemTimers);
  assert.equal(await isOver(waiting), false);
  await run(late, 'commit');
  await waiting;
});

test('also one that began after the newest transaction that has ended', async () => {
  // A snapshot alone knows nothing of it: it reaches no further than what has ended.
  const [closing, late] = [await open(), await open()];
  await run(closing, 'begin');
  await run(closing, "insert into closed_days values ('2024-03-04')");
  await working(late);
  await run(closing, 'commit');
  const [snapshot] = await run(closing, 'select pg_snapshot_xip(pg_current_snapshot()) as number');
  assert.equal(snapshot, undefined, 'the case that the test is about');
  const waiting = waitForOlderTransactions(closing, systemTimers);
  assert.equal(await isOver(waiting), false);
  await run(late, 'rollback');
  await waiting;
});

test('readers, later transactions, and those of other databases are not waited for', async () => {
  const [closing, reading, abroad, later] = [
    await open(),
    await open(),
    await open(other),
    await open(),
  ];
  await run(reading, 'begin isolation level repeatable read');
  await run(reading, 'select from closed_days');
  await working(abroad);
  const late = await open();
  await run(late, 'begin');
  await run(late, "insert into closed_days values ('2024-03-05')");
  const waiting = waitForOlderTransactions(closing, systemTimers);
  assert.equal(await isOver(waiting), false);
  await working(later);
  await run(late, 'commit');
  await waiting;
  for (const connection of [reading, abroad, later]) await run(connection, 'rollback');
});

test('one that never ends is given up on', async () => {
  const [closing, stuck] = [await open(), await open()];
  await working(stuck);
  const timers = new ManualTimers(milliseconds(1_000));
  await assert.rejects(waitForOlderTransactions(closing, timers), /do not come to an end/);
  await run(stuck, 'rollback');
});
