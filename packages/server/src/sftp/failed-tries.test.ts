// Goal: guessing is slow, mistyping is forgiven, memory is limited.
// Method: time is moved by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualTimers } from '#test-kit';
import { FailedTries } from './failed-tries.ts';

const timers = new ManualTimers();
const tries = new FailedTries({ timers, max: 3, forgetMs: 1_000, subjectsMax: 5 });

test('after the most, the next one waits until one is forgotten', () => {
  for (let time = 0; time < 3; time++) {
    assert.equal(tries.isSpent('a'), false);
    tries.add('a');
  }
  assert.equal(tries.isSpent('a'), true);
  assert.equal(tries.isSpent('b'), false);
  timers.advanceMs(1_000);
  assert.equal(tries.isSpent('a'), false);
  tries.add('a');
  assert.equal(tries.isSpent('a'), true);
});

test('after any number of failures the next try is one pause away', () => {
  for (let time = 0; time < 1_000; time++) tries.add('a');
  timers.advanceMs(1_000);
  assert.equal(tries.isSpent('a'), false);
});

test('a try that did not fail is taken back, or all are forgotten', () => {
  timers.advanceMs(10_000);
  for (let time = 0; time < 10; time++) {
    tries.add('a');
    tries.takeBack('a');
  }
  assert.equal(tries.isSpent('a'), false);
  for (let time = 0; time < 3; time++) tries.add('a');
  tries.forget('a');
  assert.equal(tries.isSpent('a'), false);
});

test('of many subjects those that failed longest ago are forgotten', () => {
  for (let time = 0; time < 3; time++) tries.add('first');
  for (let subject = 0; subject < 5; subject++) tries.add(`other ${subject}`);
  assert.equal(tries.subjects, 5);
  assert.equal(tries.isSpent('first'), false);
});
