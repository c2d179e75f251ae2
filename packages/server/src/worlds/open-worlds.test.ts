/**
 * Goal: at most so many worlds are open, idle ones make room, and none closes under a caller.
 * Method: worlds that only note when they open and close; time is moved by hand.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, seconds } from '@sampan/primitives';
import { ManualTimers } from '#test-kit';
import { OpenWorlds, TooManyWorlds } from './open-worlds.ts';

function worlds(openMax: number) {
  const timers = new ManualTimers();
  const events: string[] = [];
  const failures: unknown[] = [];
  const open = new OpenWorlds({
    async open(world) {
      if (world === 'broken') throw new Error('no database');
      events.push(`open ${world}`);
      return { close: async () => void events.push(`close ${world}`) };
    },
    onIdle: async (world) => void events.push(`idle ${world}`),
    openMax: () => openMax,
    timers,
    onFailure: (error) => failures.push(error),
  });
  return { open, timers, events, failures };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a world opens once for callers that come together', async () => {
  const { open, events } = worlds(2);
  const [first, second] = await Promise.all([open.enter('a'), open.enter('a')]);
  assert.equal(first.opened, second.opened);
  assert.deepEqual(events, ['open a']);
});

test('one more world closes the one that was used least recently', async () => {
  const { open, timers, events } = worlds(2);
  for (const world of ['a', 'b', 'a']) {
    (await open.enter(world)).leave();
    timers.advanceMs(1);
  }
  await open.enter('c');
  assert.deepEqual(events, ['open a', 'open b', 'idle b', 'close b', 'open c']);
});

test('when all are used, a caller waits for one, and not for ever', async () => {
  const { open, timers, events } = worlds(1);
  const { leave } = await open.enter('a');
  const waiting = open.enter('b');
  await turn();
  assert.deepEqual(events, ['open a']);
  leave();
  // Leaving twice counts once.
  leave();
  await waiting;
  assert.deepEqual(events, ['open a', 'idle a', 'close a', 'open b']);
  const refused = assert.rejects(open.enter('c'), TooManyWorlds);
  await turn();
  timers.advanceMs(seconds(8));
  await refused;
});

test('an idle world closes, a used one does not', async () => {
  const { open, timers, events } = worlds(3);
  await open.enter('used');
  (await open.enter('idle')).leave();
  timers.advanceMs(minutes(1));
  await open.closeIdle(minutes(1));
  assert.deepEqual(events.slice(2), ['idle idle', 'close idle']);
  assert.deepEqual([open.has('used'), open.has('idle'), open.size], [true, false, 1]);
});

test('a world that cannot be opened takes no place', async () => {
  const { open } = worlds(1);
  await assert.rejects(open.enter('broken'), /no database/);
  assert.equal(open.size, 0);
  await open.enter('a');
});

test('dropping lets callers finish, for a while', async () => {
  const { open, timers, events } = worlds(2);
  const { leave } = await open.enter('a');
  const dropped = open.drop('a', async () => void events.push('end streams'));
  await turn();
  assert.deepEqual(events, ['open a', 'end streams']);
  leave();
  timers.advanceMs(20);
  await dropped;
  assert.deepEqual(events, ['open a', 'end streams', 'close a']);

  await open.enter('b');
  const impatient = open.drop('b', async () => undefined);
  for (let step = 0; step < 300; step += 1) {
    await turn();
    timers.advanceMs(20);
  }
  await impatient;
  assert.equal(events.at(-1), 'close b');
});
