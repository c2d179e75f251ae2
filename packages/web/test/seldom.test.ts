/**
 * Goal: whatever comes, something is said or asked at most once in a time, and the last is not forgotten.
 * Method: a clock that is moved by hand.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Seldom } from '../src/inspector/seldom.ts';

function handClock() {
  let now = 0;
  let timers: { readonly at: number; readonly call: () => void }[] = [];
  return {
    now: () => now,
    after(ms: number, call: () => void) {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    advance(ms: number) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { call } of due) call();
    },
  };
}

test('the first is at once, a hundred more are one at the end of the time', () => {
  const clock = handClock();
  const calls: number[] = [];
  const seldom = new Seldom(clock, 10_000, () => calls.push(clock.now()));
  seldom.ask();
  for (let each = 0; each < 100; each++) {
    clock.advance(50);
    seldom.ask();
  }
  assert.deepEqual(calls, [0]);
  clock.advance(5_000);
  assert.deepEqual(calls, [0, 10_000]);
  clock.advance(60_000);
  assert.deepEqual(calls, [0, 10_000], 'nothing was asked for');
  seldom.ask();
  assert.deepEqual(calls, [0, 10_000, 70_000]);
});

test('once closed it calls no more', () => {
  const clock = handClock();
  let calls = 0;
  const seldom = new Seldom(clock, 10_000, () => calls++);
  seldom.ask();
  seldom.ask();
  seldom.close();
  clock.advance(20_000);
  assert.equal(calls, 1);
});
