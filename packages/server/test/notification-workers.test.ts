// Goal: no notification is lost, none is sent by two workers at once, and no receiver waits for
// another.
// Method: several notifiers on one database, one of them a real process that is killed while
// sending.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { ManualClock, minutes, seconds } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { BusinessClock, type Connection, statement } from '#database';
import { PartnerDirectory } from '#partner';
import { program, testSecrets } from '#test-kit';
import {
  answers,
  type NotificationWorld,
  openNotificationWorld,
  openReceiver,
} from './notification-world.ts';

let world: NotificationWorld;
before(async () => {
  world = await openNotificationWorld();
});
after(() => world.close());

test('two workers at once send everything, and nothing twice', async () => {
  const receiver = await openReceiver();
  const { id } = await world.partner();
  await world.facts(id, receiver.url, 600);
  const workers = [world.notifier(), world.notifier()];
  const made = await Promise.all(workers.map((worker) => worker.runDue()));
  assert.equal(
    made.reduce((sum, count) => sum + count),
    600,
  );
  const ids = receiver.got.map(({ form }) => form.get('notify_id'));
  assert.equal(ids.length, 600);
  assert.equal(new Set(ids).size, 600);
  assert.equal(
    workers.map(({ counters }) => counters.created).reduce((a, b) => a + b),
    600,
  );
  assert.deepEqual(world.failures, []);
  await receiver.close();
});

test('a worker that is killed between sending and recording: sent again at once', async () => {
  const receiver = await openReceiver(() => undefined);
  const { id } = await world.partner();
  await world.facts(id, receiver.url);
  const { flags, file } = program(new URL('./notification-worker.program.ts', import.meta.url));
  const child = spawn(process.execPath, [...flags, file, world.database.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface(child.stdout), 'line');
  await receiver.hasGot(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await sessionsAreGone(world.own, 'killed%');

  receiver.behave = answers('success');
  const fresh = world.notifier();
  assert.equal(await fresh.runDue(), 1);
  assert.equal(receiver.got.length, 2);
  const [first, second] = receiver.got.map(({ form }) => form.get('notify_id'));
  assert.equal(first, second);
  const [delivery] = await fresh.readDeliveries({ partnerId: id, limit: 1 });
  assert.equal(delivery?.state, 'delivered');
  assert.deepEqual(
    delivery?.attempts.map(({ number }) => number),
    [1],
    'the lost one is not known',
  );
  await receiver.close();
});

test('a worker whose host is gone: others take over when its claim has run out', async () => {
  const receiver = await openReceiver(() => undefined);
  const { id } = await world.partner();
  await world.facts(id, receiver.url);
  const silent = world.notifier();
  void silent.runDue();
  await receiver.hasGot(1);
  receiver.behave = answers('success');
  const other = world.notifier();
  assert.equal(await other.runDue(), 0, 'somebody is sending it');
  world.machine.advance(seconds(19));
  assert.equal(await other.runDue(), 0);
  world.machine.advance(seconds(1));
  assert.equal(await other.runDue(), 1);
  // What the first one still finds out does not undo it.
  const recorded = new Promise((resolve) => silent.follow(resolve));
  world.timers.advance(seconds(10));
  await recorded;
  const [delivery] = await other.readDeliveries({ partnerId: id, limit: 1 });
  assert.equal(delivery?.state, 'delivered');
  assert.deepEqual(
    delivery?.attempts.map(({ error }) => error),
    [undefined, 'timeout'],
  );
  await receiver.close();
});

test('moving the business clock ends no lease', async () => {
  const receiver = await openReceiver(() => undefined);
  const { id } = await world.partner();
  await world.facts(id, receiver.url);
  const slow = world.notifier();
  void slow.runDue();
  await receiver.hasGot(1);
  // A clock with another offset on the same machine time.
  const clock = new BusinessClock(new ManualClock(world.machine.now()));
  clock.follow({ offset: minutes(60), closedThrough: undefined });
  const other = world.notifier({}, { clock });
  assert.equal(await other.runDue(), 0);
  world.timers.advance(seconds(10));
  await receiver.close();
});

test('a receiver that is dead with 2,000 waiting delays no other', async () => {
  const dead = await openReceiver(() => undefined);
  const living = await openReceiver();
  const mine = await world.partner();
  const other = await world.partner();
  await world.facts(mine.id, dead.url, 2_000);
  await world.facts(mine.id, living.url, 50);
  await world.facts(other.id, living.url, 50);
  const notifier = world.notifier();
  void notifier.runDue();
  await living.hasGot(100);
  assert.ok(dead.got.length <= 4, 'few places for one that does not answer');
  const partners = living.got.map(({ form }) => form.get('seller_id'));
  assert.ok(partners.slice(0, 40).includes(other.id), 'partners take turns');
  world.timers.advance(seconds(10));
  await Promise.all([dead.close(), living.close()]);
});

test('however many receivers are dead, half of the places are for the others', async () => {
  const dead = await Promise.all(Array.from({ length: 6 }, () => openReceiver(() => undefined)));
  const living = await openReceiver();
  const { id } = await world.partner();
  const notifier = world.notifier({ inFlightMax: 16 });
  await world.facts(id, living.url);
  await notifier.runDue();
  for (const receiver of dead) await world.facts(id, receiver.url, 10);
  await world.facts(id, living.url, 40);
  void notifier.runDue();
  await living.hasGot(41);
  assert.equal(dead.map(({ got }) => got.length).reduce((a, b) => a + b) <= 8, true);
  world.timers.advance(seconds(10));
  await Promise.all(dead.map((receiver) => receiver.close()));
  await living.close();
});

test('a fact is taken once, or not at all, whenever its taker fails', async () => {
  const receiver = await openReceiver();
  const { id } = await world.partner();
  await world.facts(id, receiver.url, 3);
  const known = new PartnerDirectory(world.reader, systemTimers, testSecrets);
  let failing = true;
  const notifier = world.notifier(
    {},
    {
      directory: {
        find: (partner) => {
          if (failing) throw new Error('stopped in between');
          return known.find(partner);
        },
      },
    },
  );
  await assert.rejects(notifier.runDue(), /stopped in between/);
  assert.equal(receiver.got.length, 0);
  failing = false;
  await notifier.runDue();
  assert.equal(receiver.got.length, 3);
  await receiver.close();
});

const countSessions = statement({
  name: 'test-count-sessions',
  text: 'select count(*) as open from pg_stat_activity where application_name like $1',
});

/** The database notices by itself that a process is gone. */
async function sessionsAreGone(connection: Connection, name: string): Promise<void> {
  for (;;) {
    const [row] = await connection.run(countSessions, [name]);
    if (row?.open === 0n) return;
  }
}
