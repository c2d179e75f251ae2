/**
 * Goal: CPU time is counted once, even when processes end meanwhile.
 * Method: lines as the kernel writes them.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ProcessStat,
  parseMachineStat,
  parseProcessStat,
  ticksOf,
  treeOf,
} from './process-stat.ts';

const line = (pid: number, name: string, parent: number, ticks: readonly number[]): string =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194560 1 2 3 4 ${ticks.join(' ')} 20 0 1 0 5 6 7`;

const read = (...lines: readonly string[]): readonly ProcessStat[] => lines.map(parseProcessStat);

test('a name may hold spaces and brackets', () => {
  assert.deepEqual(parseProcessStat(line(42, 'a) S 9 (b', 7, [1, 2, 30, 40])), {
    pid: 42,
    parentPid: 7,
    ownTicks: 3,
    endedTicks: 70,
  });
});

test('a tree is the process and all below it, in whatever order they are read', () => {
  const processes = read(
    line(30, 'grandchild', 20, [4, 0, 0, 0]),
    line(20, 'child', 10, [2, 0, 0, 0]),
    line(11, 'stranger', 1, [100, 0, 0, 0]),
    line(10, 'root', 1, [1, 0, 0, 0]),
  );
  assert.deepEqual(
    treeOf(10, processes).map(({ pid }) => pid),
    [10, 20, 30],
  );
  assert.equal(ticksOf(treeOf(10, processes)), 7);
  assert.deepEqual(treeOf(99, processes), []);
});

test('what a backend took stays counted when it ends, and one that came and went is counted', () => {
  const before = read(line(10, 'postgres', 1, [5, 5, 0, 0]), line(20, 'backend', 10, [7, 3, 0, 0]));
  // The backend ran for 4 more ticks and ended; another took 6 in between.
  const after = read(line(10, 'postgres', 1, [6, 5, 13, 7]));
  assert.equal(ticksOf(treeOf(10, after)) - ticksOf(treeOf(10, before)), 1 + 4 + 6);
});

test('the time of the machine is that of all cores, idle when nothing runs or waits for a disk', () => {
  const text = 'cpu  10 1 20 300 40 2 3 4 0 0\ncpu0 5 0 10 150 20 1 1 2 0 0\n';
  assert.deepEqual(parseMachineStat(text), { idleTicks: 340, allTicks: 380 });
});
