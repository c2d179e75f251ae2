// Goal: a partner with any number of slow servers delays no other.
// Method: eight receivers that first answer at once and then stop answering; a manual clock.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import { milliseconds } from '@sampan/primitives';
import { httpTransport } from '#notification';
import {
  type NotificationWorld,
  openNotificationWorld,
  openReceiver,
} from './notification-world.ts';

let world: NotificationWorld;
before(async () => {
  world = await openNotificationWorld();
});
after(() => world.close());

test('eight addresses of one partner turn slow: the notification of another goes out at once', {
  timeout: 60_000,
}, async () => {
  const waiting = waitingRoom();
  const slow = await Promise.all(Array.from({ length: 8 }, () => openReceiver()));
  const living = await openReceiver();
  const mine = await world.partner();
  const other = await world.partner();
  const notifier = world.notifier();
  for (const { url } of slow) await world.facts(mine.id, url, 30);
  assert.equal(await notifier.runDue(), 240);

  for (const receiver of slow) receiver.behave = (response) => waiting.enter(response);
  for (const { url } of slow) await world.facts(mine.id, url, 60);
  void notifier.runDue();
  await waiting.has(64);
  await world.facts(other.id, living.url, 3);
  void notifier.runDue();
  await living.hasGot(3);
  assert.equal(waiting.size, 64, 'a quarter of the places, while they count as fast');

  // After some seconds they do answer: none is dead, but all are soon known to be slow.
  for (let round = 0; round < 6; round++) {
    world.timers.advance(milliseconds(2_500));
    waiting.leave();
    await waiting.hasAll(32, () => notifier.counters.inFlight);
  }
  await world.facts(other.id, living.url, 3);
  void notifier.runDue();
  await living.hasGot(6);
  assert.equal(waiting.size, 32, 'an eighth of the places, now that they are known to be slow');

  for (const receiver of slow) receiver.behave = (response) => response.end('success');
  waiting.leave();
  await notifier.runDue();
  const { delivered, inFlight } = notifier.counters;
  assert.deepEqual({ delivered, inFlight }, { delivered: 8 * 90 + 6, inFlight: 0 });
  assert.deepEqual(world.failures, []);
  await Promise.all([...slow, living].map((receiver) => receiver.close()));
});

test('a partner with a thousand addresses: all are notified, and so is another partner', async () => {
  const living = await openReceiver();
  const mine = await world.partner();
  const other = await world.partner();
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const notifier = world.notifier({}, { transport: httpTransport(resolve) });
  const { port } = new URL(living.url);
  await world.facts(mine.id, '', 1_000, ({ notify, ...fact }) => ({
    ...fact,
    notify: { ...notify, url: `http://till-${fact.id}.example:${port}/notify` },
  }));
  await world.facts(other.id, living.url);
  await notifier.runDue();
  const { delivered } = notifier.counters;
  assert.equal(delivered, 1_001);
  const partners = living.got.map(({ form }) => form.get('seller_id'));
  assert.ok(partners.indexOf(other.id) < 500, 'partners take turns');
  await living.close();
});

/** Requests that wait for their answer. */
function waitingRoom() {
  let inside: ServerResponse[] = [];
  let noted: { readonly suffices: () => boolean; readonly resolve: () => void } | undefined;
  const until = (suffices: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      noted = { suffices, resolve };
      if (suffices()) resolve();
    });
  return {
    get size(): number {
      return inside.length;
    },
    enter(response: ServerResponse): void {
      inside.push(response);
      if (noted?.suffices()) noted.resolve();
    },
    /** Settles when so many wait. */
    has: (count: number): Promise<void> => until(() => inside.length >= count),
    /** Resolves when this many wait, and all started ones have arrived. */
    hasAll: (count: number, setOut: () => number): Promise<void> =>
      until(() => inside.length >= count && inside.length >= setOut()),
    /** Answers them all. */
    leave(): void {
      const left = inside;
      inside = [];
      for (const response of left) response.end('success');
    },
  };
}
