/** `sampan start` in a process group of its own, and the other commands beside it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommand } from '@sampan/cli';
import { program } from '#test-kit';
import { sampan as sampanProgram } from '../../src/main/commands.ts';
import { kill, type Process, processes } from './processes.ts';

export type Environment = Readonly<Record<string, string>>;

export interface Server {
  readonly folder: string;
  readonly gateway: string;
  readonly admin: string;
  /** The first process, then its workers. */
  processes(): readonly Process[];
  /** Resolves when a line that matches was written to stderr after the call. */
  says(pattern: RegExp): Promise<void>;
  /** What was written to stderr. */
  lines(): string;
  /** SIGKILL to the first process and all workers, at once. */
  kill(): void;
  /** SIGTERM to the first process. */
  terminate(): void;
  /** The exit code of the first process; null after a SIGKILL. */
  readonly ended: Promise<number | null>;
}

/** What `npx sampan` runs. */
const { flags, file } = program(new URL('../sampan.program.ts', import.meta.url));
const ports = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];

export async function startServer(
  folder: string,
  options: { readonly workers?: number; readonly environment?: Environment } = {},
): Promise<Server> {
  const { workers = 1, environment = {} } = options;
  const words = ['start', '--json', ...ports, '--workers', String(workers), '--data', folder];
  const child = launch(words, { SAMPAN_SANDBOX: '1', ...environment }, true);
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line);
    for (const listener of listeners) listener(line);
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const first = await Promise.race([firstLine(child.stdout), exited]);
  if (typeof first !== 'string') throw new Error(`start ended:\n${lines.join('\n')}`);
  const { gateway, admin } = JSON.parse(first) as { gateway: string; admin: string };
  const pid = child.pid as number;
  return {
    folder,
    gateway,
    admin,
    processes: () =>
      processes()
        .filter(({ group, command }) => group === pid && command.includes(' start '))
        .sort((a, b) => a.pid - b.pid),
    says: (pattern) =>
      new Promise((resolve) => {
        const listener = (line: string) => {
          if (!pattern.test(line)) return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      }),
    lines: () => lines.join('\n'),
    kill: () => kill(-pid),
    terminate: () => void child.kill('SIGTERM'),
    ended: exited.then(([code]) => code),
  };
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, in this process. */
export async function sampan(...words: readonly string[]): Promise<Ended> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await runCommand(sampanProgram, words, {
    stdout,
    stderr,
    environment: cleanEnvironment(),
  });
  stdout.end();
  stderr.end();
  const [output, errors] = await said;
  return { code, stdout: output, stderr: errors };
}

/** A developer's own settings must not change what the tests find. */
function cleanEnvironment(): Environment {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(SAMPAN_|DATABASE_|NODE_TEST_CONTEXT$)/.test(name),
  );
  return Object.fromEntries(inherited) as Environment;
}

function launch(words: readonly string[], environment: Environment, detached: boolean) {
  return spawn(process.execPath, [...flags, file, ...words], {
    cwd: tmpdir(),
    env: { ...cleanEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
}

async function firstLine(stdout: NonNullable<ChildProcess['stdout']>): Promise<string> {
  const [line] = (await once(createInterface(stdout), 'line')) as [string];
  return line;
}
