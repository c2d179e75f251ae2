/**
 * Goal: `/metrics` reports all processes together, and contains no ids.
 * Method: a server in this process pays, refuses and delivers; one requires a token; one has two
 * workers. The metrics of each are read.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import type { RunningServer } from '../src/main/serve-options.ts';
import { payment, precreate } from './gateway-asked.ts';
import { serveHere } from './serve-here.ts';
import { type Home, openHome } from './system-kit/home.ts';
import { startServer } from './system-kit/server.ts';
import { createPartner, createWallets, type Partner, showCodes } from './system-kit/shop.ts';
import { openTill, type Till } from './system-kit/till.ts';

const payService = 'alipay.acquire.overseas.spot.pay';

/** The figures by name and labels, as they are written. */
async function figuresOf(admin: string): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${admin}/metrics`);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  const lines = (await response.text()).split('\n').filter((line) => /^[^#]/.test(line));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

const answers = (service: string, outcome: string, code = '') =>
  `sampan_gateway_requests_total{service="${service}",outcome="${outcome}",code="${code}"}`;

async function post(url: string, body: unknown = {}): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.ok(response.ok, `${url}: ${await response.text()}`);
}

/** A database, a partner and one rich buyer of a server. */
async function openShop(admin: string, gateway: string, database: TestDatabase) {
  const partner = await createPartner(admin);
  const [wallet = ''] = await createWallets(admin, 1, '1000.00');
  return { partner, wallet, till: openTill({ ...partner, gateway }), database };
}

type Shop = Awaited<ReturnType<typeof openShop>>;

async function pay({ partner, wallet, till, database }: Shop, order: string, amount = '1.00') {
  const [code = ''] = await showCodes(database.ownerUrl, [wallet]);
  const change = { partner_trans_id: order, trans_amount: amount };
  return till.ask(payment(partner.partnerId, code, change));
}

describe('one process', () => {
  let database: TestDatabase;
  let dataFolder: string;
  let server: RunningServer;
  let receiver: Server;
  let shop: Shop;
  before(async () => {
    database = await createTestDatabase();
    dataFolder = await mkdtemp(join(tmpdir(), 'sampan-metrics-'));
    server = await serveHere({ database, dataFolder });
    shop = await openShop(server.admin, server.gateway, database);
    receiver = createServer((_request, response) => response.end('success')).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
  });
  after(async () => {
    shop?.till.close();
    receiver?.close();
    await server?.stop();
    await database?.drop();
    await rm(dataFolder, { recursive: true });
  });

  test('payments and refusals are counted by service, outcome and code', async () => {
    await pay(shop, 'order-1');
    await pay(shop, 'order-2', '5000.00');
    await shop.till.ask({ service: 'no.such.service' });
    const impostor: Till = openTill({ ...otherKey(shop.partner), gateway: server.gateway });
    await impostor.ask({ service: payService });
    impostor.close();
    await fetch(`${server.gateway}?_input_charset=none`);

    const figures = await figuresOf(server.admin);
    assert.equal(figures.get(answers(payService, 'success')), 1);
    assert.equal(figures.get(answers(payService, 'refused', 'BUYER_BALANCE_NOT_ENOUGH')), 1);
    assert.equal(figures.get(answers(payService, 'refused', 'ILLEGAL_SIGN')), 1);
    assert.equal(figures.get(answers('none', 'refused', 'ILLEGAL_SERVICE')), 1);
    assert.equal(figures.get(answers('none', 'refused', 'ILLEGAL_CHARSET')), 1);
    const duration = 'sampan_gateway_request_duration_seconds';
    assert.equal(figures.get(`${duration}_count{service="${payService}"}`), 3);
    assert.equal(figures.get(`${duration}_bucket{service="${payService}",le="+Inf"}`), 3);
    assert.ok((figures.get(`${duration}_sum{service="${payService}"}`) ?? 0) > 0);
    // The wallet was opened and filled, the two payments were decided.
    assert.ok((figures.get('sampan_batch_commands_sum') ?? 0) >= 3);
    assert.equal(figures.get('sampan_commands_waiting'), 0);
    assert.equal(figures.get('sampan_database_connections{purpose="lane"}'), 2);
  });

  test('a delivery is counted when it is recorded, and leaves nothing due', async () => {
    const { port } = receiver.address() as AddressInfo;
    const notify_url = `http://127.0.0.1:${port}/notify`;
    const reply = await shop.till.ask(precreate('order-3', { notify_url }));
    assert.equal(reply.kind, 'answer');
    const code = reply.kind === 'answer' ? reply.fields['qr_code'] : '';
    await post(`${server.admin}/admin/wallets/${shop.wallet}/scan`, { code });
    // Answers when all that is due was sent.
    await post(`${server.admin}/admin/jobs/notifications`);

    const figures = await figuresOf(server.admin);
    const attempts = 'sampan_delivery_attempt_duration_seconds_count{result="acknowledged"}';
    assert.equal(figures.get(attempts), 1);
    assert.equal(figures.get('sampan_deliveries_created_total'), 1);
    assert.equal(figures.get('sampan_deliveries_given_up_total'), 0);
    assert.equal(figures.get('sampan_deliveries_due'), 0);
    assert.equal(figures.get('sampan_delivery_delay_seconds'), 0);
  });

  test('a job that was run is shown with the time of its success', async () => {
    await post(`${server.admin}/admin/jobs/close-day`);
    const figures = await figuresOf(server.admin);
    const success = 'sampan_job_last_success_timestamp_seconds{job="close-day"}';
    const late = Date.now() / 1_000 - (figures.get(success) ?? 0);
    assert.ok(late >= 0 && late < 60, `it was ${late} s ago`);
    assert.ok((figures.get('sampan_job_runs_total{job="close-day",outcome="done"}') ?? 0) > 0);
  });

  test('no figure bears an id of a partner, an order or a wallet', async () => {
    const names = [...(await figuresOf(server.admin)).keys()].join('\n');
    for (const id of [shop.partner.partnerId, shop.wallet, 'order-1', 'no.such.service']) {
      assert.ok(!names.includes(id), id);
    }
  });

  test('docs/production.md explains every figure, and none that does not exist', async () => {
    const doc = await readFile(new URL('../../../docs/production.md', import.meta.url), 'utf8');
    const response = await fetch(`${server.admin}/metrics`);
    const declared = [...(await response.text()).matchAll(/^# TYPE (sampan_\w+)/gm)];
    const table = [...doc.matchAll(/^\| `(sampan_\w+)`/gm)];
    assert.deepEqual(table.map(([, name]) => name).sort(), declared.map(([, name]) => name).sort());
  });
});

/** Signed without the partner's key. */
const otherKey = (partner: Partner): Partner => ({ ...partner, md5Key: 'x'.repeat(32) });

test('outside the sandbox figures are for those who have the token', async () => {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'sampan-metrics-'));
  const adminToken = 'a-token-of-an-operator';
  const roles = ['portal'] as const;
  const server = await serveHere({ database, dataFolder, roles, sandbox: false, adminToken });
  const status = async (headers: Readonly<Record<string, string>>) =>
    (await fetch(`${server.admin}/metrics`, { headers })).status;
  assert.equal(await status({}), 401);
  assert.equal(await status({ authorization: `Bearer ${adminToken}` }), 200);
  await server.stop();
  await database.drop();
  await rm(dataFolder, { recursive: true });
});

describe('two workers', () => {
  let home: Home;
  let database: TestDatabase;
  let till: Till | undefined;
  before(async () => {
    [home, database] = await Promise.all([openHome(), createTestDatabase()]);
  });
  after(async () => {
    till?.close();
    await home.close();
    await database.drop();
  });

  test('the first process shows what both have counted, also when one has ended', async () => {
    const { url, ownerUrl } = database;
    const environment = { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl };
    const server = await startServer(home.folder, { workers: 2, environment });
    const shop = await openShop(server.admin, server.gateway, database);
    till = shop.till;
    const orders = Array.from({ length: 8 }, (_, index) => `order-${index}`);
    // At once, so that each has a connection of its own, of either worker.
    await Promise.all(orders.map((order) => till?.ask({ service: 'no.such.service', order })));
    await pay(shop, 'order-1');

    const unknown = answers('none', 'refused', 'ILLEGAL_SERVICE');
    const figures = await figuresOf(server.admin);
    assert.equal(figures.get(unknown), orders.length);
    assert.equal(figures.get(answers(payService, 'success')), 1);
    // Two lanes of each worker, two of the first process.
    assert.equal(figures.get('sampan_database_connections{purpose="lane"}'), 6);

    const [, worker] = server.processes();
    const back = server.says(/It listens/);
    assert.ok(worker);
    process.kill(worker.pid, 'SIGKILL');
    await back;
    const later = await figuresOf(server.admin);
    assert.equal(later.get(unknown), orders.length);
    assert.equal(later.get('sampan_database_connections{purpose="lane"}'), 6);
    server.terminate();
    assert.equal(await server.ended, 0);
  });
});
