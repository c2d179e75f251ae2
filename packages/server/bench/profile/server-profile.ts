import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { milliseconds, seconds } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import type { WorldOptions } from '../system/world.ts';
import type { CpuProfile } from './budget.ts';

const patience = seconds(60);
const recorder = new URL('./record.mjs', import.meta.url).href;
const fileIn = (folder: string): string => join(folder, 'profile');

/** The compiled modules, each a file of its own: in the program's bundle no function has a file to be known by. */
const launcher = fileURLToPath(new URL('../../dist/main/cli.js', import.meta.url));

/** With these a server can be profiled; until it is asked to, nothing differs. */
export const profiled = (folder: string): WorldOptions => ({
  launcher,
  nodeOptions: ['--import', recorder],
  environment: { SAMPAN_BENCH_PROFILE: fileIn(folder) },
});

/** Profiles the main thread of a server while something is done. */
export async function profileWhile(
  { pid, folder }: { readonly pid: number; readonly folder: string },
  work: () => Promise<void>,
): Promise<CpuProfile> {
  const file = fileIn(folder);
  process.kill(pid, 'SIGUSR2');
  await appears(`${file}.started`);
  await work();
  process.kill(pid, 'SIGUSR2');
  await appears(`${file}.stopped`);
  return JSON.parse(await readFile(`${file}.stopped`, 'utf8')) as CpuProfile;
}

async function appears(file: string): Promise<void> {
  const endMs = systemTimers.monotonicMs() + patience;
  while (!existsSync(file)) {
    if (systemTimers.monotonicMs() > endMs) throw new Error(`${file} does not appear`);
    await systemTimers.sleep(milliseconds(50));
  }
}
