// Goal: a client with many requests delays each other client by one request only.
// Method: work that ends on demand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FairQueue, type Leave } from './fair-queue.ts';

/** Enters, and records when it is admitted or refused. */
function visitor(queue: FairQueue, entered: string[]) {
  const inside: Leave[] = [];
  const visit = async (name: string, lane = name) => {
    const leave = await queue.enter(lane);
    entered.push(leave ? name : `${name} refused`);
    if (leave) inside.push(leave);
  };
  /** The oldest leaves; resolves when the next has entered. */
  const next = async () => {
    inside.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { visit, next };
}

const limits = { atOnce: 1, waitingMax: 6, waitingPerLaneMax: 4 };

test('lanes take turns, whichever came first', async () => {
  const entered: string[] = [];
  const { visit, next } = visitor(new FairQueue(limits), entered);
  for (const name of ['a1', 'a2', 'a3', 'a4']) void visit(name, 'a');
  void visit('b1', 'b');
  void visit('c1', 'c');
  for (let turn = 0; turn < 6; turn++) await next();
  assert.deepEqual(entered, ['a1', 'a2', 'b1', 'c1', 'a3', 'a4']);
});

test('a lane has a few places; of a full queue the longest lane gives one up', async () => {
  const entered: string[] = [];
  const queue = new FairQueue(limits);
  const { visit, next } = visitor(queue, entered);
  for (let number = 1; number <= 6; number++) void visit(`a${number}`, 'a');
  for (const name of ['b1', 'b2']) void visit(name, 'b');
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(entered, ['a1', 'a6 refused']);
  assert.equal(queue.waiting, 6);
  for (const name of ['c1', 'd1', 'e1', 'f1', 'g1']) void visit(name);
  await new Promise((resolve) => setImmediate(resolve));
  // Each took a place of the longest lane, until no lane had two.
  const gone = ['a3', 'a4', 'a5', 'b2', 'g1'].map((name) => `${name} refused`);
  assert.deepEqual(entered.slice(2).sort(), gone);
  for (let turn = 0; turn < 7; turn++) await next();
  assert.deepEqual(entered.slice(7), ['a2', 'b1', 'c1', 'd1', 'e1', 'f1']);
  assert.equal(queue.waiting, 0);
});

test('a place that is given back twice is one place', async () => {
  const queue = new FairQueue({ ...limits, atOnce: 2 });
  const [first] = [await queue.enter('a'), await queue.enter('b')];
  first?.();
  first?.();
  assert.ok(await queue.enter('c'));
  let isIn = false;
  void queue.enter('d').then(() => {
    isIn = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(isIn, false);
});
