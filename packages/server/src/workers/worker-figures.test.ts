/** Goal: the figures of all processes are shown soon, and no sum falls. Method: workers that answer by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '@sampan/primitives';
import type { Figures } from '#platform';
import { ManualTimers } from '#test-kit';
import { type Measured, WorkerFigures } from './worker-figures.ts';

const payments = (value: number): Figures => [
  {
    name: 'payments',
    help: 'payments',
    type: 'counter',
    aggregator: 'sum',
    values: [{ value, labels: {} }],
  },
];

/** A worker whose answers are given by hand, in the order of the questions. */
function byHand() {
  const answers: ((figures: Figures | Error) => void)[] = [];
  const worker: Measured = {
    measure: () =>
      new Promise((resolve, reject) => {
        answers.push((figures) => (figures instanceof Error ? reject(figures) : resolve(figures)));
      }),
  };
  return { worker, answers };
}

test('two who ask at once wait for one answer', async () => {
  const figures = new WorkerFigures(new ManualTimers());
  const { worker, answers } = byHand();
  const asked = [figures.ask([worker]), figures.ask([worker])];
  assert.equal(answers.length, 1);
  answers[0]?.(payments(3));
  assert.deepEqual(await Promise.all(asked), [
    [payments(3), []],
    [payments(3), []],
  ]);
});

test('a busy worker shows what it had counted before, and its late answer counts next time', async () => {
  const timers = new ManualTimers();
  const figures = new WorkerFigures(timers);
  const { worker, answers } = byHand();
  const first = figures.ask([worker]);
  answers[0]?.(payments(3));
  await first;
  const second = figures.ask([worker]);
  timers.advance(seconds(1));
  assert.deepEqual(await second, [payments(3), []]);
  answers[1]?.(payments(4));
  const third = figures.ask([worker]);
  timers.advance(seconds(1));
  assert.deepEqual(await third, [payments(4), []]);
});

test('what a worker had counted stays when it ends, whatever it still answers', async () => {
  const figures = new WorkerFigures(new ManualTimers());
  const { worker, answers } = byHand();
  const first = figures.ask([worker]);
  answers[0]?.(payments(3));
  await first;
  const second = figures.ask([worker]);
  figures.ended(worker);
  answers[1]?.(new Error('The worker process has ended'));
  const [ended] = await second;
  assert.match(JSON.stringify(ended), /"name":"payments".*"value":3/);
  const other = byHand();
  const third = figures.ask([other.worker]);
  other.answers[0]?.(payments(1));
  assert.equal((await third).length, 2);
});
