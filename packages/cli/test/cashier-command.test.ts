/**
 * Goal: a till starts from the command line, says where it is, and ends in order; wrong options say which.
 * Method: wrong calls in this process; a till as a process, whose gateway nothing asks.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { clientCommands, runCommand } from '@sampan/cli';

const launcher = fileURLToPath(new URL('../../server/bin/sampan.js', import.meta.url));
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-cashier-command-'));
});
after(() => rm(folder, { recursive: true }));

const account = ['--gateway', 'http://127.0.0.1:9/gateway.do', '--partner', '2088000000000001'];

async function wrong(...words: readonly string[]): Promise<string> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const told = text(stderr);
  const program = { commands: clientCommands, version: () => '0' };
  const data = ['--data', folder, '--port', '0'];
  const code = await runCommand(program, ['cashier', ...words, ...data], {
    ...{ stdout, stderr, environment: {} },
  });
  stderr.end();
  assert.equal(code, 2, await told);
  return told;
}

test('wrong options are refused before anything starts', async () => {
  const settings = join(folder, 'wrong.json');
  await writeFile(settings, '{ "tipPercent": [10] }');
  const key = ['--md5-key', 'k'.repeat(32)];
  assert.match(await wrong('--partner', '2088000000000001'), /--partner goes with --gateway/);
  assert.match(await wrong('--gateway', 'test'), /--partner is missing/);
  assert.match(await wrong(...account), /SAMPAN_TILL_KEY/);
  assert.match(await wrong(...account, ...key, '--printer', 'here'), /tcp:\/\//);
  assert.match(await wrong(...account, ...key, '--currency', 'USD'), /HKD/);
  assert.match(await wrong(...account, ...key, '--code', 'a-b'), /code must be/);
  assert.match(await wrong(...account, ...key, '--settings', settings), /did you mean tipPercents/);
});

test('a till starts, is there, ends in order, and starts again with its people', async () => {
  const pins: unknown[] = [];
  for (const name of ['first', 'second']) {
    const words = [
      'cashier',
      ...account,
      '--data',
      folder,
      '--port',
      '0',
      '--name',
      name,
      '--json',
    ];
    const child = spawn(process.execPath, [launcher, ...words], {
      env: { ...process.env, SAMPAN_TILL_KEY: 'k'.repeat(32) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const [line] = await once(createInterface(child.stdout), 'line');
    const { url, firstPin } = JSON.parse(String(line));
    pins.push(firstPin);
    const till = Object(await (await fetch(`${url}api/till`)).json());
    assert.deepEqual([till.till, till.session], [name, null]);
    child.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
  }
  assert.match(String(pins[0]), /^[0-9]{6}$/);
  assert.equal(pins[1], undefined);
});
