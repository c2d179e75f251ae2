/** How fast a sandbox makes a world: as soon as it serves, later, and by the command line with its process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { seconds } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { post, sampan, startServer } from '../system/server.ts';
import type { Scenario } from './scenario.ts';

/** By then the spares have been made. */
const sparesAreMade = () => systemTimers.sleep(seconds(3));

export const worlds: Scenario = {
  name: 'worlds',
  figures: () => [
    {
      id: 'world-first',
      title: 'a world as soon as a first start serves',
      unit: ' ms',
      digits: 0,
      reach: ['≤', 300],
    },
    { id: 'world-next', title: 'a world later', unit: ' ms', digits: 0, reach: ['≤', 150] },
    {
      id: 'world-command',
      title: 'sampan world create, with its process',
      unit: ' ms',
      digits: 0,
      reach: ['≤', 150],
    },
  ],
  async measure({ rounds }) {
    const found: number[][] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      for (const [index, ms] of (await once()).entries()) found[index]?.push(ms);
    }
    return found;
  },
};

async function once(): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-bench-'));
  const server = await startServer({ folder });
  try {
    const create = () => timed(() => post(`${server.admin}/admin/worlds`, {}));
    const first = await create();
    await sparesAreMade();
    const next = await create();
    await sparesAreMade();
    const words = ['world', 'create', '--json', '--admin', server.admin];
    return [first, next, await timed(() => sampan(...words))];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
