/**
 * Goal: the owner can correct business time after a wrong clock, as far as nothing is dated later,
 * and not while servers run.
 * Method: a database with days closed too early and a clock moved too far, repaired by its owner.
 */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, beforeEach, test } from 'node:test';
import { runCommand } from '@sampan/cli';
import {
  addDays,
  businessDate,
  days,
  hours,
  type Instant,
  idSource,
  after as later,
  seededRandom,
  startOfDay,
} from '@sampan/primitives';
import { systemClock } from '@sampan/primitives/node';
import { type Connection, connect, connectLane } from '#database';
import { repairTime } from '#settlement';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import { sampan } from '../src/main/commands.ts';

let database: TestDatabase;
let owner: Connection;
const ids = idSource(seededRandom(5));

before(async () => {
  database = await createTestDatabase();
  owner = await connect({ url: database.ownerUrl, name: 'test owner' });
});
beforeEach(() =>
  sql('truncate closed_days, clock_moves, business_days, entries, transfers, partner_files'),
);
after(async () => {
  await owner.close();
  await database.drop();
});

const sql = (text: string, values: readonly unknown[] = []) =>
  owner.run({ name: '', text }, values);
const today = () => businessDate(systemClock.now());

/** As a leader did whose clock was `count` days ahead. */
async function closeThrough(count: number): Promise<void> {
  const day = addDays(today(), count);
  await sql('insert into closed_days (day) values ($1)', [day]);
  await sql(
    `insert into business_days (day, cursor, items, closed_at) values ($1, '', 0, '2026-01-01')`,
    [day],
  );
}

const book = (at: Instant) =>
  sql(`insert into entries (entry_id, kind, cause, booked_at) values ($1, 'payment', 'x', $2)`, [
    ids.next(at),
    new Date(at).toISOString(),
  ]);

const closed = async () =>
  (await sql('select day::text from closed_days order by day')).map(({ day }) => day);

test('days that were closed before they were over are open again', async () => {
  await closeThrough(-3);
  await closeThrough(3);
  await book(systemClock.now());
  const repair = await repairTime(owner);
  assert.ok(repair.outcome === 'repaired');
  assert.equal(repair.before.closedThrough, addDays(today(), 3));
  assert.equal(repair.after.closedThrough, addDays(today(), -1));
  assert.deepEqual(await closed(), [addDays(today(), -3), addDays(today(), -1)]);
  assert.deepEqual(await sql('select day::text from business_days'), [
    { day: addDays(today(), -3) },
  ]);
  assert.equal((await repairTime(owner)).outcome, 'right');
});

test('time goes back no further than to the day of what is dated last', async () => {
  await closeThrough(5);
  const latest = later(startOfDay(addDays(today(), 2)), hours(9));
  await book(latest);
  const repair = await repairTime(owner);
  assert.ok(repair.outcome === 'repaired');
  assert.equal(repair.after.closedThrough, addDays(today(), 1));
  assert.equal(repair.datedLater, latest);
});

test('a day that was closed with payments in it stays closed', async () => {
  await closeThrough(4);
  await sql(
    `insert into business_days (day, cursor, items, closed_at) values ($1, '', 1, '2026-01-01')`,
    [today()],
  );
  const repair = await repairTime(owner);
  assert.ok(repair.outcome === 'repaired');
  assert.equal(repair.after.closedThrough, today());
});

test('a clock that a sandbox has moved too far goes back to what is dated last', async () => {
  await sql('insert into clock_moves (offset_ms) values ($1), ($2)', [days(40), days(400)]);
  await book(later(systemClock.now(), days(10)));
  const repair = await repairTime(owner);
  assert.ok(repair.outcome === 'repaired');
  assert.equal(repair.before.offset, days(400));
  assert.ok(repair.after.offset > days(9) && repair.after.offset <= days(10));
  const [row] = await sql('select max(offset_ms) as offset from clock_moves');
  assert.equal(row?.['offset'], BigInt(repair.after.offset));
});

test('nothing is changed while a server runs, nor by the server’s role', async () => {
  await closeThrough(3);
  const lane = await connectLane({ url: database.url, name: 'test lane' });
  try {
    assert.deepEqual(await repairTime(owner), { outcome: 'servers-run' });
    await assert.rejects(repairTime(lane), { code: '42501' });
  } finally {
    await lane.close();
  }
  assert.deepEqual(await closed(), [addDays(today(), 3)]);
});

test('a server that has no lane for a moment runs all the same', async () => {
  await closeThrough(3);
  const leader = await connect({ url: database.url, name: 'sampan leader' });
  try {
    assert.deepEqual(await repairTime(owner), { outcome: 'servers-run' });
  } finally {
    await leader.close();
  }
  assert.deepEqual(await closed(), [addDays(today(), 3)]);
});

test('the command repairs the database that it is given', async () => {
  await closeThrough(3);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const environment = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  // A session ends a moment after its connection.
  const repair = () =>
    runCommand(sampan, ['clock', 'repair', '--json'], { stdout, stderr, environment });
  let code = await repair();
  for (let tries = 0; code !== 0 && tries < 100; tries++) code = await repair();
  assert.equal(code, 0, String(stderr.read()));
  const answer = JSON.parse(String(stdout.read()));
  assert.equal(answer.repaired, true);
  assert.equal(answer.after.closedThrough, addDays(today(), -1));
});
