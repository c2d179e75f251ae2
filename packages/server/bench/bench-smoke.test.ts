/**
 * Goal: the benchmarks still work with the system that they measure.
 * Method: a world of their own, and a few hundred requests of every operation; figures are not
 * judged.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@sampan/primitives';
import { arrivals } from './load/schedule.ts';
import { openBareServers } from './suite/contenders.ts';
import { measure } from './suite/measure.ts';
import { openNotifications } from './suite/notifications.ts';
import { operations, payments, queries } from './suite/operations.ts';
import { openWorld } from './system/world.ts';

const count = 20;

test('every operation is accepted, in both loops, and the books are right afterwards', {
  skip: process.platform !== 'linux',
}, async () => {
  const world = await openWorld({ wallets: 10 });
  try {
    for (const operation of operations) {
      const requests = await operation.prepare(world, count);
      const found = await measure(world, { ...requests, connections: 4 });
      assert.equal(found.count, count, operation.name);
      assert.ok(found.perSecond > 0 && found.p99Ms >= found.p50Ms, operation.name);
    }
    const arrivalsMs = arrivals({
      kind: 'poisson',
      perSecond: 500,
      count,
      random: seededRandom(1),
    });
    const requests = await payments(world, count);
    const open = await measure(world, { ...requests, connections: 4, arrivalsMs });
    assert.equal(open.count, count);
    const { fastify, http } = await openBareServers(world);
    for (const { port, close } of [fastify, http]) {
      const asked = await queries(world, count);
      await measure(world, { ...asked, port, connections: 4 });
      close();
    }
    const notifications = await openNotifications(world);
    assert.ok((await notifications.deliver(count)).perSecond > 0);
    notifications.close();
    await world.audit();
  } finally {
    await world.close();
  }
});
