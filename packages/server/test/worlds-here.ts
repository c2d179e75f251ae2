/** A sandbox with worlds in the test's own process, and what its clients send. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { NewWorldView } from '@sampan/api';
import { runCommand } from '@sampan/cli';
import { type Caller, callGateway } from '@sampan/demo';
import pg from 'pg';
import { createTestDatabase } from '#test-kit';
import { sampan } from '../src/main/commands.ts';
import type { RunningServer, ServeOptions } from '../src/main/serve-options.ts';
import { serveHere } from './serve-here.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly code: unknown;
}

export interface WorldsHere {
  readonly server: RunningServer;
  readonly ownerUrl: string;
  /** Stops the server and starts it again on the same database. */
  restart(): Promise<void>;
  ask(method: string, url: string, body?: unknown, token?: string): Promise<Answer>;
  /** Asks the operations port, of a world when one is named. */
  admin(method: string, path: string, body?: unknown, world?: string): Promise<Answer>;
  create(wanted?: object): Promise<NewWorldView>;
  /** Pays with a fresh code of a wallet, by the address of the gateway. */
  pay(caller: Caller, payment: Payment): ReturnType<typeof callGateway>;
  close(): Promise<void>;
}

export interface Payment {
  readonly world?: string;
  readonly wallet: string;
  readonly order: string;
  readonly amount: string;
}

/** What both contracts want to know of the shop. */
export const shopData = {
  secondary_merchant_id: 'M-1',
  secondary_merchant_name: 'Tea House',
  secondary_merchant_industry: '5812',
  store_id: 'S-1',
  store_name: 'Central',
};

export async function worldsHere(options: Partial<ServeOptions> = {}): Promise<WorldsHere> {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'sampan-worlds-'));
  let server = await serveHere({ database, dataFolder, ...options });

  async function ask(method: string, url: string, body?: unknown, token?: string): Promise<Answer> {
    const response = await fetch(url, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text.startsWith('{') ? JSON.parse(text) : { text };
    return { status: response.status, body: answer, code: answer.error?.code };
  }

  const admin = (method: string, path: string, body?: unknown, world?: string) =>
    ask(method, `${server.admin}${world ? `/w/${world}` : ''}${path}`, body);

  return {
    get server() {
      return server;
    },
    ownerUrl: database.ownerUrl,
    async restart() {
      await server.stop();
      server = await serveHere({ database, dataFolder, ...options });
    },
    ask,
    admin,
    async create(wanted = {}) {
      const { status, body } = await admin('POST', '/admin/worlds', wanted);
      assert.equal(status, 201, JSON.stringify(body));
      return body as unknown as NewWorldView;
    },
    async pay(caller, { world, wallet, order, amount }) {
      const shown = await admin('POST', `/admin/wallets/${wallet}/codes`, {}, world);
      return callGateway(caller, 'a payment', 'alipay.acquire.overseas.spot.pay', {
        alipay_seller_id: caller.partnerId,
        trans_name: 'Milk tea',
        partner_trans_id: order,
        currency: 'HKD',
        trans_amount: amount,
        buyer_identity_code: String(shown.body['code']),
        identity_code_type: 'barcode',
        biz_product: 'OVERSEAS_MBARCODE_PAY',
        trans_create_time: '20261122100000',
        extend_info: shopData,
      });
    },
    async close() {
      await server.stop();
      await dropAll(database.ownerUrl);
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The partner of contract `hk` as its program calls, by the plain address or the world's own. */
export function callerOf({ partners, gateway }: NewWorldView, address = gateway): Caller {
  const partner = partners.find(({ contract }) => contract === 'hk');
  assert.ok(partner);
  return { gateway: address, partnerId: partner.id, contract: 'hk', md5Key: partner.md5Key };
}

/** Template, spares and worlds of a test's sandbox. */
export async function dropAll(ownerUrl: string): Promise<void> {
  const name = new URL(ownerUrl).pathname.slice(1);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const found = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [`${name}_`],
    );
    for (const { datname } of found.rows) {
      await client.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`);
    }
  } finally {
    await client.end();
  }
}

/** Runs commands against an operations port; answers what they print with `--json`. */
export const commandLine =
  (admin: string) =>
  async (words: string): Promise<ReturnType<typeof JSON.parse>> => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const all = [...words.split(' '), '--admin', admin, '--json'];
    const code = await runCommand(sampan, all, { stdout, stderr, environment: {} });
    if (code !== 0) throw new Error(String(stderr.read()));
    return JSON.parse(String(stdout.read()));
  };
