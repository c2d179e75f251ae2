/** Goal: a start that cannot mean well is refused before anything is opened. Method: words and variables. */
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { parse } from '@sampan/cli';
import { openLog } from '#log';
import { commands } from './commands.ts';
import { readSettings } from './start-settings.ts';

const start = commands.find(({ name }) => name === 'start');

function settings(words: string, environment: Readonly<Record<string, string>> = {}) {
  assert.ok(start);
  const lines: string[] = [];
  const sink = new Writable();
  const input = parse(start, words.split(' ').filter(Boolean), {
    stdout: sink,
    stderr: sink,
    environment,
  });
  const log = openLog({ level: 'info', terminal: undefined, write: (line) => lines.push(line) });
  return { ...readSettings(input, log), warnings: lines.join('') };
}

const production = { NODE_ENV: 'production' };

test('a sandbox is never on by accident, and never in production', () => {
  assert.equal(settings('').sandbox, false);
  assert.equal(settings('--demo').sandbox, true);
  assert.equal(settings('', { SAMPAN_SANDBOX: '1' }).sandbox, true);
  assert.throws(() => settings('--demo', production), /NODE_ENV=production/);
  assert.throws(() => settings('', { ...production, SAMPAN_SANDBOX: '1' }), /NODE_ENV=production/);
});

test('every address needs one that codes can hold', () => {
  assert.throws(() => settings('--host 0.0.0.0', production), /--public-url/);
  assert.match(settings('--host 0.0.0.0 --demo').warnings, /"level":"warn".*--public-url/);
  const given = settings('--host :: --public-url https://pay.example/', production);
  assert.equal(given.publicUrl, 'https://pay.example');
  assert.equal(given.warnings, '');
});

test('a process without the gateway makes no codes, and needs no address for them', () => {
  assert.equal(settings('--host 0.0.0.0 --roles sftp,worker', production).warnings, '');
});

test('worker processes serve the public port', () => {
  assert.equal(settings('--workers 4').workers, 4);
  assert.throws(() => settings('--workers 2 --roles worker'), /--workers.*--roles/);
  assert.throws(() => settings('--workers 0'), /--workers/);
});
