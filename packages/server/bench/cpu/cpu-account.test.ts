/**
 * Goal: work, idle time and other processes add up to the whole machine.
 * Method: phases with round figures.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCpu, shareBusy, shareOfNeighbours, spentBetween } from './cpu-account.ts';

test('what a phase took is the difference of two readings, in µs', () => {
  const before = { server: 100, postgres: 50, machine: { idleTicks: 1_000, allTicks: 9_000 } };
  const after = { server: 130, postgres: 70, machine: { idleTicks: 1_010, allTicks: 9_080 } };
  assert.deepEqual(spentBetween(before, after), {
    serverUs: 300_000,
    postgresUs: 200_000,
    idleUs: 100_000,
    allUs: 800_000,
  });
});

test('neighbours are what neither worked nor idled, and busy is a share of what they left', () => {
  const phase = { idleUs: 200_000, allUs: 1_000_000 };
  assert.equal(shareBusy(phase, 600_000), 0.75);
  assert.ok(Math.abs(shareOfNeighbours(phase, 600_000) - 0.2) < 1e-9);
  // Two readings are never of the very same moment.
  assert.equal(shareOfNeighbours(phase, 810_000), 0);
});

test('the CPU time of this process grows as it works', {
  skip: process.platform !== 'linux',
}, () => {
  const accounts = { server: process.pid, postgres: process.pid };
  const before = readCpu(accounts);
  const until = process.cpuUsage().user + 50_000;
  while (process.cpuUsage().user < until);
  const { serverUs } = spentBetween(before, readCpu(accounts));
  assert.ok(serverUs >= 30_000 && serverUs < 5_000_000, `${serverUs} µs`);
});
