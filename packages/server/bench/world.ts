import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@sampan/embedded-postgres';
import pg from 'pg';

const launcher = fileURLToPath(new URL('../bin/sampan.js', import.meta.url));

/** A server with its PostgreSQL, both of the benchmark's own, and a world to drive. */
export interface World {
  readonly gatewayPort: number;
  readonly databaseUrl: string;
  readonly serverPid: number;
  readonly privateKey: string;
  /** Two partners with the same world: one signs with MD5, one with RSA2. */
  readonly partners: Readonly<
    Record<'MD5' | 'RSA2', { readonly id: string; readonly key: string }>
  >;
  /** Fresh payment codes, each of another wallet, valid long enough for a run. */
  codes(count: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

const walletCount = 1_000;

export async function openWorld(options: { readonly workers: number }): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  const server = await startServer(folder, postgres, options.workers);
  const owner = new pg.Client({ connectionString: postgres.ownerUrl });
  await owner.connect();
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const partner = async () => {
    const body = { contract: 'hk', publicKey: keys.publicKey };
    const { id, md5Key } = await post(`${server.admin}/admin/partners`, body);
    return { id: String(id), key: String(md5Key) };
  };
  const walletIds: string[] = [];
  for (let index = 0; index < walletCount; index++) {
    const body = { inst: 'ALIPAYHK', balance: '100000000.00' };
    const { walletId } = await post(`${server.admin}/admin/wallets`, body);
    walletIds.push(String(walletId));
  }
  let issued = 0;
  return {
    gatewayPort: Number(new URL(server.gateway).port),
    databaseUrl: postgres.ownerUrl,
    serverPid: server.process.pid ?? 0,
    privateKey: keys.privateKey,
    partners: { MD5: await partner(), RSA2: await partner() },
    async codes(count) {
      const codes = Array.from({ length: count }, () => `29${String(issued++).padStart(16, '0')}`);
      await owner.query(
        `insert into payment_codes (code, wallet_id, issued_at, expires_at)
          select code, wallet_id, current_timestamp, current_timestamp + interval '1 day'
          from unnest($1::text[], $2::text[]) as fresh (code, wallet_id)`,
        [codes, codes.map((_, index) => walletIds[index % walletCount])],
      );
      return codes;
    },
    async close() {
      await owner.end();
      server.process.kill('SIGTERM');
      if (server.process.exitCode === null) await once(server.process, 'exit');
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface StartedServer {
  readonly process: ChildProcess;
  readonly gateway: string;
  readonly admin: string;
}

async function startServer(
  folder: string,
  database: { readonly url: string; readonly ownerUrl: string },
  workers: number,
): Promise<StartedServer> {
  const ports = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];
  const flags = ['start', '--json', '--data', folder, '--workers', String(workers), ...ports];
  const child = spawn(process.execPath, [launcher, ...flags], {
    env: {
      ...process.env,
      SAMPAN_SANDBOX: '1',
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(child.stdout)) {
    const { gateway, admin } = JSON.parse(line) as { gateway: string; admin: string };
    return { process: child, gateway, admin };
  }
  throw new Error('the server did not start');
}

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${url}: ${JSON.stringify(answer)}`);
  return answer;
}
