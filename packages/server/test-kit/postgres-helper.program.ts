/**
 * Runs a PostgreSQL for tests in a new folder, prints its owner's URL, and stops it when its standard
 * input closes: that happens however the process that wants it ends.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@sampan/embedded-postgres';
import pg from 'pg';

/** Tests lose nothing that anybody wants back, so they need not wait for the disk. */
const settings = {
  fsync: 'off',
  // The tests' role cannot end an autovacuum worker in a database to be dropped.
  autovacuum: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '300',
  // Tests open thousands of connections; each side of each spends 10 ms on the usual 4,096.
  scram_iterations: '1',
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

const folder = await mkdtemp(join(tmpdir(), 'sampan-test-postgres-'));
const postgres = await startEmbeddedPostgres({ folder, settings });
await prepareRoles();
process.stdout.on('error', () => undefined);
process.stdout.write(`${postgres.ownerUrl}\n`);

process.stdin.resume();
process.stdin.on('close', () => void stop());

async function prepareRoles(): Promise<void> {
  const password = await readFile(join(folder, 'keys/postgres-superuser-password'), 'utf8');
  const owner = new URL(postgres.ownerUrl);
  const client = new pg.Client({
    host: owner.hostname,
    port: Number(owner.port),
    user: 'postgres',
    password: password.trim(),
    database: 'postgres',
  });
  await client.connect();
  // Which session loses a deadlock is the one whose `deadlock_timeout` ends first after the circle has
  // closed. A test that forces the loser sets it for its session, which takes a privilege.
  await client.query(`grant set on parameter deadlock_timeout to ${owner.username}`);
  // In tests the name of the role in a URL is all that differs.
  const shared = client.escapeLiteral(owner.password);
  for (const role of [owner.username, new URL(postgres.url).username]) {
    await client.query(`alter role ${role} password ${shared}`);
  }
  await client.end();
}

async function stop(): Promise<void> {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit();
}
