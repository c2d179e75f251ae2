import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@sampan/embedded-postgres';
import pg from 'pg';
import { Generator } from '../load/generator.ts';
import type { BenchPartner, SignType } from '../requests/signed-request.ts';
import { newKeys } from '../requests/signed-request.ts';
import { addWallets } from '../seed/wallets.ts';
import { closedWhenInterrupted } from './interruption.ts';
import { post, requireCleanAudit, type StartOptions, startServer } from './server.ts';

/** A server with its PostgreSQL and a load generator, all of the benchmark's own, and a world to drive. */
export interface World {
  readonly folder: string;
  readonly gatewayPort: number;
  readonly admin: string;
  readonly adminPort: number;
  readonly databaseUrl: string;
  readonly serverUrl: string;
  readonly serverPid: number;
  readonly postgresPid: number;
  /** The owner of the tables. */
  readonly owner: pg.Client;
  readonly generator: Generator;
  /** Two partners with the same world: one signs with MD5, one with RSA2. */
  readonly partners: Readonly<Record<SignType, BenchPartner>>;
  readonly walletIds: readonly string[];
  newPartner(signType: SignType): Promise<BenchPartner>;
  /** Fresh payment codes, of one wallet after the other, valid long enough for a run. */
  codes(count: number, walletIds?: readonly string[]): Promise<readonly string[]>;
  /** A number that was not given before. */
  next(): number;
  /** Rejects when an invariant does not hold. */
  audit(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions
  extends Pick<StartOptions, 'launcher' | 'workers' | 'nodeOptions' | 'environment'> {
  readonly wallets?: number;
  /** Of PostgreSQL. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function openWorld({
  wallets = 1_000,
  settings = {},
  ...started
}: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-bench-'));
  const postgres = await startEmbeddedPostgres({ folder, settings });
  const server = await startServer({ folder, database: postgres, ...started }).catch(
    async (error: unknown) => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
      throw error;
    },
  );
  const owner = new pg.Client({ connectionString: postgres.ownerUrl });
  await owner.connect();
  const { publicKey, privateKey } = newKeys();
  const newPartner = async (signType: SignType): Promise<BenchPartner> => {
    const body = { contract: 'hk', publicKey };
    const { id, md5Key } = await post(`${server.admin}/admin/partners`, body);
    return { id: String(id), signType, key: String(md5Key), privateKey };
  };
  const walletIds = await addWallets(owner, wallets);
  const generator = new Generator();
  let given = 0;
  return {
    folder,
    gatewayPort: Number(new URL(server.gateway).port),
    admin: server.admin,
    adminPort: Number(new URL(server.admin).port),
    databaseUrl: postgres.ownerUrl,
    serverUrl: postgres.url,
    serverPid: server.pid,
    postgresPid: postgres.pid,
    owner,
    generator,
    partners: { MD5: await newPartner('MD5'), RSA2: await newPartner('RSA2') },
    walletIds,
    newPartner,
    next: () => given++,
    async codes(count, of = walletIds) {
      const codes = Array.from({ length: count }, () => `29${String(given++).padStart(16, '0')}`);
      await owner.query(insertCodes, [
        codes,
        codes.map((code) => of[Number(code.slice(2)) % of.length]),
      ]);
      return codes;
    },
    audit: () => requireCleanAudit(server.admin),
    close: closedWhenInterrupted(async () => {
      generator.close();
      await server.stop();
      await owner.end().catch(() => undefined);
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    }),
  };
}

const insertCodes = `insert into payment_codes (code, wallet_id, issued_at, expires_at)
  select code, wallet_id, current_timestamp, current_timestamp + interval '1 day'
  from unnest($1::text[], $2::text[]) as fresh (code, wallet_id)`;
