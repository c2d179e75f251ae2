/**
 * Goal: beside payments the writer takes a seventh of the time; alone it hardly rests.
 * Method: pieces of work of some milliseconds, and processors that others use or not.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '@sampan/primitives';
import { ManualTimers } from '#test-kit';
import { yieldingToOthers } from './yield-to-others.ts';

/** Works in pieces of 5 ms for so long, and says which share of the time that was. */
async function shareOfWork(workMs: number, othersUse: (atMs: number) => number): Promise<number> {
  const timers = new ManualTimers(seconds(10));
  let whole = 0;
  let worked = 0;
  const pass = (ms: number, share: number) => {
    whole += 2 * ms;
    worked += 2 * ms * share;
  };
  const giveWay = yieldingToOthers({
    timers: {
      monotonicMs: () => timers.monotonicMs(),
      sleep(duration) {
        pass(duration, othersUse(timers.monotonicMs()));
        return timers.sleep(duration);
      },
    },
    processorTime: () => ({ worked, whole }),
  });
  for (let done = 0; done < workMs; done += 5) {
    timers.advanceMs(5);
    pass(5, 1);
    await giveWay();
  }
  return workMs / timers.monotonicMs();
}

test('beside others that need the processors, a seventh of the time is work', async () => {
  const share = await shareOfWork(10_000, () => 0.95);
  assert.ok(share > 0.13 && share < 0.19, String(share));
});

test('a file of less than a second is written without a rest, also after a long pause', async () => {
  const timers = new ManualTimers(seconds(10));
  const giveWay = yieldingToOthers({ timers, processorTime: () => ({ worked: 1, whole: 1 }) });
  for (const pause of [5, 60_000, 5, 400, 5, 3_600_000, 5]) {
    timers.advanceMs(pause);
    await giveWay();
  }
  assert.deepEqual(timers.pauses, []);
});

test('alone, it hardly rests', async () => {
  const share = await shareOfWork(5_000, () => 0.02);
  assert.ok(share > 0.9, String(share));
});

test('it gives way within a second when others come, and goes on when they went', async () => {
  const beside = await shareOfWork(4_000, (at) => (at > 1_500 ? 0.95 : 0.05));
  assert.ok(beside > 0.2 && beside < 0.4, String(beside));
  const after = await shareOfWork(5_000, (at) => (at < 1_000 ? 0.95 : 0.05));
  assert.ok(after > 0.7, String(after));
});
