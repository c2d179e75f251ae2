/** A sandbox with its demo world, in the test's own process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveHere } from '../../server/test/serve-here.ts';
import { createTestDatabase } from '../../server/test-kit/index.ts';

export interface Sandbox {
  /** Of the public port. */
  readonly url: string;
  /** Of the operations port. */
  readonly admin: string;
  close(): Promise<void>;
}

export async function openSandbox(): Promise<Sandbox> {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'sampan-web-'));
  const running = await serveHere({ database, dataFolder, demo: true });
  return {
    url: running.publicPort,
    admin: running.admin,
    async close() {
      await running.stop();
      await database.drop();
      await rm(dataFolder, { recursive: true });
    },
  };
}
