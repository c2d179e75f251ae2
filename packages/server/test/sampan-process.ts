/** The `sampan` command as a child process, and a server that it starts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runCommand } from '@sampan/cli';
import { createTestDatabase } from '#test-kit';
import { sampan as program } from '../src/main/commands.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string>>;

/** Runs what is built when it is up to date, else the sources. */
const launcher = fileURLToPath(new URL('../bin/sampan.js', import.meta.url));

function launch(words: readonly string[], environment: Environment): ChildProcess {
  const { SAMPAN_ADMIN_TOKEN: _, NODE_TEST_CONTEXT: __, ...inherited } = process.env;
  return spawn(process.execPath, [launcher, ...words], {
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command to its end, in this process. */
export async function sampan(
  words: readonly string[],
  environment: Environment = {},
): Promise<Ended> {
  const { SAMPAN_ADMIN_TOKEN: _, ...inherited } = process.env;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [output, errors] = [text(stdout), text(stderr)];
  const surroundings = { stdout, stderr, environment: { ...inherited, ...environment } };
  const code = await runCommand(program, words, surroundings);
  stdout.end();
  stderr.end();
  return { code, stdout: await output, stderr: await errors };
}

/** Runs a command to its end, as a process of its own. */
export async function sampanProcess(
  words: readonly string[],
  environment: Environment = {},
): Promise<Ended> {
  const child = launch(words, environment);
  const ended = once(child, 'close') as Promise<[number | null]>;
  const output = child.stdout ? text(child.stdout) : '';
  const errors = child.stderr ? text(child.stderr) : '';
  const [code] = await ended;
  return { code, stdout: await output, stderr: await errors };
}

export interface RunningSampan {
  readonly child: ChildProcess;
  readonly data: string;
  /** What `start --json` has printed. */
  readonly addresses: Readonly<Record<string, unknown>>;
  /** For SQL as the owner of the tables. */
  readonly ownerUrl: string;
  /** Runs a command against this server and reads its JSON. */
  ask(...words: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** Runs a command against this server. */
  run(...words: readonly string[]): Promise<Ended>;
  /** Resolves when a line that matches was written to stderr, or had been. */
  said(pattern: RegExp): Promise<void>;
  /** Ends it in order; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts a server on free ports, in a new data folder; on a database of its own in the PostgreSQL of
 * the tests, or on an embedded one.
 */
export async function startSampan(
  options: readonly string[] = ['--demo'],
  postgres: 'of the tests' | 'embedded' = 'of the tests',
): Promise<RunningSampan> {
  const database = postgres === 'embedded' ? undefined : await createTestDatabase();
  const data = await mkdtemp(join(tmpdir(), 'sampan-data-'));
  const ports = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];
  const child = launch(['start', '--json', '--data', data, ...ports, ...options], {
    ...(database && { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl }),
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  if (child.stderr) {
    createInterface(child.stderr).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const cleanUp = async () => {
    await database?.drop();
    await rm(data, { recursive: true, force: true });
  };
  const first = await Promise.race([firstLine(child), exited]);
  if (typeof first !== 'string') {
    await cleanUp();
    throw new Error(`start ended with ${first[0]}:\n${lines.join('\n')}`);
  }
  const run = (...words: readonly string[]) => sampan([...words, '--data', data]);
  return {
    child,
    data,
    addresses: JSON.parse(first),
    ownerUrl: database?.ownerUrl ?? '',
    run,
    async ask(...words) {
      const { code, stdout, stderr } = await run(...words, '--json');
      if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${stderr}`);
      return JSON.parse(stdout);
    },
    said: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          if (!lines.some((line) => pattern.test(line))) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      await cleanUp();
      return code;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('there is no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return line;
}
