/**
 * Goal: a server started by npm ends with that npm, however it ends, and in no other case.
 * Method: a small program in place of the server, below shells in place of npm; then the real npm.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { seconds, settlesWithin } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { createTestDatabase } from '#test-kit';
import { kill } from './system-kit/processes.ts';

const program = fileURLToPath(new URL('stop-with-npm.program.mjs', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const started: number[] = [];

after(() => {
  for (const pid of started) kill(pid);
});

interface Case {
  readonly name: string;
  /** What the outer shell runs; `PROGRAM` stands for the program. */
  readonly line: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ends: boolean;
  /** Elsewhere it cannot be told. */
  readonly onlyLinux?: true;
}

const byNpm = { npm_lifecycle_event: 'npx', npm_command: 'exec' };

const cases: readonly Case[] = [
  {
    name: 'npm is killed, and its shell lives on',
    line: `sh -c 'PROGRAM; true'; true`,
    environment: byNpm,
    ends: true,
  },
  {
    name: 'npm is killed, and has run the program without a shell',
    line: 'PROGRAM; true',
    environment: byNpm,
    ends: true,
  },
  {
    name: 'a script of npm has left the program in the background',
    line: 'PROGRAM & wait',
    environment: { npm_lifecycle_event: 'start' },
    ends: true,
  },
  {
    name: 'the program was not started by npm',
    line: `sh -c 'PROGRAM; true'; true`,
    environment: {},
    ends: false,
  },
  {
    name: 'the program was detached on purpose',
    line: `setsid sh -c 'exec PROGRAM'; true`,
    environment: byNpm,
    ends: false,
    onlyLinux: true,
  },
  {
    name: 'nohup was to keep it',
    line: 'PROGRAM 0> /dev/null; true',
    environment: byNpm,
    ends: false,
    onlyLinux: true,
  },
];

for (const { name, line, environment, ends, onlyLinux = false } of cases) {
  const skip = onlyLinux && process.platform !== 'linux';
  test(`${name}: the program ${ends ? 'ends' : 'lives on'}`, { skip }, async () => {
    const command = line.replace('PROGRAM', `"${process.execPath}" "${program}"`);
    const outer = spawn('sh', ['-c', command], {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = linesOf(outer);
    started.push(Number(await lines.next()));
    outer.kill('SIGKILL');
    assert.equal(await lines.next(), ends ? 'SIGTERM' : 'lives on');
  });
}

test('a server that npx has started ends in order when npx is killed', async () => {
  const database = await createTestDatabase();
  const data = await mkdtemp(join(tmpdir(), 'sampan-npx-'));
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const ports = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];
  const npx = spawn(
    'npm',
    ['exec', '--offline', '--no', '--', 'sampan', 'start', '--json', '--data', data, ...ports],
    {
      cwd: root,
      env: { ...environment, DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines = linesOf(npx);
  await lines.next();
  const { pid } = JSON.parse(await readFile(join(data, 'server.json'), 'utf8'));
  try {
    npx.kill('SIGTERM');
    // The server holds the pipe as long as it lives.
    const end = lines.next();
    assert.ok(await settlesWithin(seconds(20), end, systemTimers), 'the server lives on');
    assert.equal(await end, undefined);
    await assert.rejects(readFile(join(data, 'server.json')), /ENOENT/);
  } finally {
    kill(pid);
    await rm(data, { recursive: true });
    await database.drop();
  }
});

/** The next line of output each time; undefined at the end of the stream. */
function linesOf(child: ChildProcess) {
  assert.ok(child.stdout);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    next: async (): Promise<string | undefined> => {
      const { done, value } = await lines.next();
      return done ? undefined : value;
    },
  };
}
