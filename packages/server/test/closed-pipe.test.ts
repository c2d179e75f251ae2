/**
 * Goal: a closed output pipe ends a command quietly; a server continues.
 * Method: every command of the table with streams that fail; then commands in child processes whose
 * output pipe is closed.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { watchOutput } from '@sampan/cli';
import { commands } from '../src/main/commands.ts';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

const launcher = fileURLToPath(new URL('../bin/sampan.js', import.meta.url));

let world: OperationsWorld;

before(async () => {
  world = await operationsWorld();
});
after(() => world.close());

/** The exit code with which a command ends when writing its output fails; undefined when it goes on. */
function endOf(
  words: readonly string[],
  code: string,
  what: 'stdout' | 'stderr' = 'stdout',
  isTTY?: boolean,
) {
  const said: string[] = [];
  const stderr = Object.assign(new EventEmitter(), { write: (text: string) => said.push(text) });
  const streams = { stdout: Object.assign(new EventEmitter(), { isTTY }), stderr };
  let end: number | undefined;
  watchOutput(commands, words, {
    ...streams,
    exit: (exitCode) => {
      end = exitCode;
    },
  });
  streams[what].emit('error', Object.assign(new Error(code), { code }));
  return { end, said };
}

test('every command ends quietly when its pipe is closed, and a server goes on', () => {
  for (const { name, internal } of commands) {
    const words = [...name.split(' '), '--json'];
    const goesOn = name === 'start' || internal === true;
    const ending = { end: goesOn ? undefined : 141, said: [] };
    assert.deepEqual(endOf(words, 'EPIPE'), ending, name);
    assert.deepEqual(endOf(words, 'EIO', 'stdout', true), ending, `${name}, a terminal`);
    assert.deepEqual(endOf(words, 'EPIPE', 'stderr'), { end: undefined, said: [] }, name);
  }
  for (const words of [[], ['--help'], ['partner'], ['no', 'such']]) {
    assert.equal(endOf(words, 'EPIPE').end, 141);
  }
});

test('a disk that is full or broken is a failure, and is said', () => {
  for (const code of ['ENOSPC', 'EIO']) {
    assert.deepEqual(endOf(['audit'], code), {
      end: 1,
      said: [`sampan: the output cannot be written: ${code}\n`],
    });
  }
  assert.equal(endOf(['start'], 'ENOSPC').end, undefined);
});

test('processes whose output is closed: 141, and not a word', async () => {
  const admin = ['--admin', `http://127.0.0.1:${world.port}`];
  const calls = [
    ['--help'],
    ['wallet', '--help'],
    ['clock', 'show', ...admin],
    ['audit', ...admin],
  ];
  const ends = await Promise.all(calls.map((words) => run(words, 'stdout')));
  for (const { code, said } of ends) {
    assert.equal(said, '');
    // It may have been faster than we were to close.
    assert.ok(code === 141 || code === 0, `exit code ${code}`);
  }
  assert.ok(ends.some(({ code }) => code === 141));
});

test('without any output stream, a command still reports a failure by its exit code', async () => {
  const calls = [['dance'], ['clock', 'show', '--admin', 'http://127.0.0.1:1']];
  const ends = await Promise.all(calls.map((words) => run(words, 'stderr')));
  assert.deepEqual(
    ends.map(({ code }) => code),
    [2, 1],
  );
});

/** Runs a command, closes one of its outputs at once, and answers what it says on the other. */
async function run(words: readonly string[], closed: 'stdout' | 'stderr') {
  const child = spawn(process.execPath, [launcher, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child[closed].destroy();
  const said: Buffer[] = [];
  child[closed === 'stdout' ? 'stderr' : 'stdout'].on('data', (bytes: Buffer) => said.push(bytes));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: Buffer.concat(said).toString() };
}
