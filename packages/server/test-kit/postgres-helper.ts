/**
 * Runs a PostgreSQL for tests in a new folder, prints its owner's URL, and stops it when its standard
 * input closes: that happens however the process that wants it ends.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/main/postgres/index.ts';

/** Tests lose nothing that anybody wants back, so they need not wait for the disk. */
const settings = {
  fsync: 'off',
  // A cleaner at work in a database that is to be dropped is nobody the tests' role could end.
  autovacuum: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '300',
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

const folder = await mkdtemp(join(tmpdir(), 'sampan-test-postgres-'));
const postgres = await startEmbeddedPostgres({ folder, settings });
process.stdout.on('error', () => undefined);
process.stdout.write(`${postgres.ownerUrl}\n`);

process.stdin.resume();
process.stdin.on('close', () => void stop());

async function stop(): Promise<void> {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit();
}
