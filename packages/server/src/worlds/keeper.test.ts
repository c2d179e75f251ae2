/**
 * Goal: idle worlds close, those with work to do wake for it, old ones are dropped, and a used one never is.
 * Method: worlds that only note what happens to them; time is moved by hand.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, hours, instant, minutes, seconds } from '@sampan/primitives';
import { ManualTimers } from '#test-kit';
import type { WorldRow } from './catalogue.postgres.ts';
import { keepWorlds } from './keeper.ts';
import { OpenWorlds } from './open-worlds.ts';

const begin = instant(Date.parse('2026-11-22T00:00:00Z'));

function kept(given: Readonly<Record<string, Partial<WorldRow>>>, { openMax = 5 } = {}) {
  const timers = new ManualTimers();
  const events: string[] = [];
  const rows = new Map<string, WorldRow>();
  for (const [world, row] of Object.entries(given)) {
    const dates = { madeAt: begin, calledAt: begin, wakesAt: undefined };
    rows.set(world, { world, database: world, template: 't', partners: [], ...dates, ...row });
  }
  const open = new OpenWorlds({
    async open(world) {
      events.push(`open ${world}`);
      const row = rows.get(world);
      if (row) rows.set(world, { ...row, wakesAt: undefined });
      return { close: async () => void events.push(`close ${world}`) };
    },
    onIdle: async () => undefined,
    ...{ openMax: () => openMax, timers, onFailure: assert.ifError },
  });
  const passed = { ms: 0 };
  const stop = keepWorlds({
    known: { all: () => [...rows.values()] },
    open,
    openMax: () => openMax,
    async drop(world) {
      rows.delete(world);
      events.push(`drop ${world}`);
    },
    clock: { now: () => after(begin, seconds(passed.ms / 1_000)) },
    ...{ timers, keepFor: hours(24), idleMax: minutes(1), onFailure: assert.ifError },
  });
  return {
    ...{ open, events, stop },
    /** Lets the keeper look once after so long. */
    async pass(ms: number) {
      passed.ms += ms;
      timers.advanceMs(ms);
      for (let turns = 0; turns < 10; turns += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

test('an idle world closes after a minute, and one in use stays open', async () => {
  const { open, events, pass, stop } = kept({ idle: {}, used: {} });
  await pass(0);
  (await open.enter('idle')).leave();
  await open.enter('used');
  await pass(seconds(59));
  assert.deepEqual(events, ['open idle', 'open used']);
  await pass(seconds(1));
  assert.deepEqual(events.slice(2), ['close idle']);
  await pass(hours(30));
  assert.ok(open.has('used'));
  await stop();
});

test('a closed world wakes when its work is due, and closes again', async () => {
  const { events, pass, stop } = kept({ due: { wakesAt: after(begin, minutes(10)) }, other: {} });
  await pass(minutes(10) - seconds(1));
  assert.deepEqual(events, []);
  await pass(seconds(1));
  assert.deepEqual(events, ['open due']);
  await pass(minutes(1));
  assert.deepEqual(events, ['open due', 'close due']);
  await stop();
});

test('no world that is in use closes for one that wakes', async () => {
  const wakesAt = after(begin, minutes(10));
  const { open, events, pass, stop } = kept({ used: {}, due: { wakesAt } }, { openMax: 1 });
  const { leave } = await open.enter('used');
  await pass(minutes(20));
  assert.deepEqual(events, ['open used']);
  leave();
  await pass(minutes(1));
  await pass(seconds(1));
  assert.deepEqual(events.slice(1), ['close used', 'open due']);
  await stop();
});

test('a world is dropped a day after its last call, unless it is in use', async () => {
  const calledAt = after(begin, hours(1));
  const { open, events, pass, stop } = kept({ old: {}, called: { calledAt }, used: {} });
  await open.enter('used');
  await pass(hours(24) - seconds(1));
  assert.deepEqual(events, ['open used']);
  await pass(seconds(1));
  assert.deepEqual(events.slice(1), ['drop old']);
  await pass(hours(1));
  assert.deepEqual(events.slice(1), ['drop old', 'drop called']);
  await stop();
});
