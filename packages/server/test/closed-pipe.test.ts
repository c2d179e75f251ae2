/**
 * Goal: whoever has read enough of a command's output may close the pipe; a server goes on.
 * Method: the command line in a process of its own, whose output nobody reads.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../bin/sampan.js', import.meta.url));

test('a command whose output is not read any more ends like any program whose pipe is closed', async () => {
  const child = spawn(process.execPath, [launcher, '--help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const said: Buffer[] = [];
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
  const [code] = (await once(child, 'close')) as [number | null];
  // It may have been faster than we were to close.
  assert.ok(code === 141 || code === 0, `exit code ${code}`);
  assert.equal(Buffer.concat(said).toString(), '');
});
