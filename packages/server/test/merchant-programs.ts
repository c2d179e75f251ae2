/** Runs a merchant's programs, those of examples/ and of the guide, as their reader runs them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Ended, Environment } from './sampan-process.ts';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** A folder in which programs find the libraries of the repository, until `remove`. */
export async function workFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-merchant-'));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'), 'dir');
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Compiles TypeScript programs (name → source) to `folder/NAME.mjs`, together with our packages. `tsx`
 * does the same for a reader, and takes a second of a core for each.
 */
export async function compilePrograms(
  entries: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  await build({
    entryPoints: { ...entries },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What they share is loaded once.
    splitting: true,
    chunkNames: 'shared/[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['sampan-source'],
    logLevel: 'warning',
    plugins: [
      {
        name: 'libraries-stay-outside',
        setup({ onResolve }) {
          onResolve({ filter: /^[^./#]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@sampan/')
              ? undefined
              : { path, external: true },
          );
        },
      },
    ],
  });
}

export interface RunningProgram {
  readonly child: ChildProcess;
  /** The first line, printed already or still to come, that matches. */
  line(pattern: RegExp): Promise<string>;
  readonly ended: Promise<Ended>;
}

export interface ProgramOptions {
  readonly cwd: string;
  readonly environment?: Environment;
}

/** Starts a program; `line` waits for what it prints. */
export function startProgram(
  [command = '', ...words]: readonly string[],
  { cwd, environment = {} }: ProgramOptions,
): RunningProgram {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = spawn(command, words, {
    cwd,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const errors: string[] = [];
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const each of waiting) each();
  };
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    look();
  });
  createInterface(child.stderr).on('line', (line) => errors.push(line));
  const ended = once(child, 'close').then(([code]: unknown[]) => {
    look();
    return {
      code: typeof code === 'number' ? code : null,
      stdout: lines.join('\n'),
      stderr: errors.join('\n'),
    };
  });
  return {
    child,
    ended,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const find = (): void => {
          const found = lines.find((line) => pattern.test(line));
          const hasEnded = child.exitCode !== null || child.signalCode !== null;
          if (found === undefined && !hasEnded) return;
          waiting.delete(find);
          if (found !== undefined) resolve(found);
          else reject(new Error(`ended without ${pattern}:\n${[...lines, ...errors].join('\n')}`));
        };
        waiting.add(find);
        find();
        void ended.then(find);
      }),
  };
}

export const runProgram = (words: readonly string[], options: ProgramOptions): Promise<Ended> =>
  startProgram(words, options).ended;

/** A port of 127.0.0.1 that is free, outside the range from which the system takes ports by itself. */
export async function freePort(): Promise<number> {
  const first = 20_000 + (process.pid % 1_000) * 10;
  for (let port = first; port < first + 10; port += 1) {
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return port;
    } catch {
      // Taken: the next one.
    } finally {
      server.close();
    }
  }
  throw new Error('there is no free port');
}
