/**
 * A data folder for the servers of one test file. A guard, a process of its own, ends whatever still
 * runs on it and removes it: when the test closes it, and also when the test was killed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '#test-kit';

export interface Home {
  readonly folder: string;
  close(): Promise<void>;
}

const guardProgram = program(new URL('./guard.program.ts', import.meta.url));

export async function openHome(): Promise<Home> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'sampan-system-'));
  const guard = spawn(process.execPath, [...guardProgram.flags, guardProgram.file, folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  const ended = once(guard, 'exit');
  return {
    folder,
    async close() {
      guard.stdin.end();
      await ended;
    },
  };
}
