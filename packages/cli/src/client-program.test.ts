/**
 * Goal: the small program of a client's commands runs these, and leaves all else to the whole program.
 * Method: it is given the words of a process, and what it writes is caught.
 */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { runClient } from './client-program.ts';

async function run(...words: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const process = {
    argv: ['node', 'sampan', ...words],
    env: {},
    stdout,
    stderr,
    exitCode: undefined,
    exit: (code: number) => assert.fail(`it ended itself with ${code}`),
  };
  const ran = await runClient(process, () => '1.2.3');
  const [output, errors] = [stdout, stderr].map((stream) => stream.read()?.toString() ?? '');
  return { ran, code: process.exitCode, output, errors };
}

test('a command of a client is run, with its exit code', async () => {
  const right = await run('world', 'list', '--help');
  assert.deepEqual([right.ran, right.code, right.errors], [true, 0, '']);
  assert.match(right.output ?? '', /sampan world list/);
  const wrong = await run('world', 'list', '--dance');
  assert.deepEqual([wrong.ran, wrong.code, wrong.output], [true, 2, '']);
  assert.match(wrong.errors ?? '', /^sampan: .*--dance/);
});

test('the rest is not touched', async () => {
  for (const words of [
    [],
    ['start'],
    ['--help'],
    ['world'],
    ['--version'],
    ['dance'],
    ['help', 'start'],
  ]) {
    const { ran, code, output, errors } = await run(...words);
    assert.deepEqual([ran, code, output, errors], [false, undefined, '', ''], words.join(' '));
  }
});
