/**
 * Goal: an operator reads in the log why something failed, and is not flooded with it.
 * Method: failures are passed to a log that keeps its lines.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualTimers } from '#test-kit';
import { failureLog } from './failure-log.ts';

function told(...failures: readonly unknown[]): readonly string[] {
  const lines: string[] = [];
  const tell = failureLog({ error: (line) => lines.push(line) }, new ManualTimers());
  for (const failure of failures) tell(failure);
  return lines;
}

test('a failure is logged with its cause, and several causes once each', () => {
  const cause = new Error('the disk is full');
  assert.deepEqual(told(new Error('no file', { cause })), ['Failed: no file: the disk is full']);
  const causes = [cause, new Error('no rate'), new Error('the disk is full')];
  assert.deepEqual(told(new AggregateError(causes, '3 files not made')), [
    'Failed: 3 files not made: the disk is full: no rate',
  ]);
  assert.deepEqual(told('gone'), ['Failed: gone']);
});

test('the same failure is logged once a second, another one at once', () => {
  const lost = new Error('connection lost');
  assert.deepEqual(told(lost, lost, new Error('another'), lost), [
    'Failed: connection lost',
    'Failed: another',
  ]);
});

test('after a second it is logged again, with the number of repeats', () => {
  const lines: string[] = [];
  const timers = new ManualTimers();
  const tell = failureLog({ error: (line) => lines.push(line) }, timers);
  const lost = new Error('connection lost');
  tell(lost);
  tell(lost);
  timers.advanceMs(1_000);
  tell(lost);
  assert.deepEqual(lines, [
    'Failed: connection lost',
    'Failed: connection lost (and 1 times before)',
  ]);
});
