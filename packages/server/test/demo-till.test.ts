/**
 * Goal: a start of the demo has a till beside the gateway, which is ready to sell and stops with it.
 * Method: a server in this process, whose till is asked as its page asks it.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createTestDatabase } from '#test-kit';
import { tillPage } from '../../cashier/test-kit/till-page.ts';
import { serveHere } from './serve-here.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
before(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'sampan-demo-till-'));
});
after(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const serve = (more: Partial<Parameters<typeof serveHere>[0]> = {}) =>
  serveHere({ database, dataFolder: folder, demo: true, ...more });

interface Told {
  readonly demo: {
    readonly till: {
      readonly url: string;
      readonly cashiers: readonly { readonly name: string; readonly pin: string }[];
    };
    readonly wallets: readonly { readonly walletId: string }[];
  };
}

test('the till of the demo sells to the demo wallet, and a stop does not wait for its pages', async () => {
  const running = await serve();
  const told: Told = Object(running.demo?.view);
  const { till, wallets } = told.demo;
  const lines = running.demo?.lines('data', { bold: String }).join('\n') ?? '';
  assert.ok(lines.includes(till.url));
  assert.ok(lines.includes('Lee, PIN 1357'));

  const page = tillPage(till.url);
  const people = await page('GET /cashiers');
  assert.deepEqual(
    people.items.map(({ name }) => name).sort(),
    till.cashiers.map(({ name }) => name).sort(),
  );
  const [lee] = people.items.filter(({ name }) => name === 'Lee');
  await page('POST /sign-in', { body: { cashierId: lee?.id ?? '', pin: '1357' } });
  const events = await page.events('GET /events');
  await page('POST /shift/open', { body: { id: 'shift-demo-1', float: '0.00' } });
  await page('PUT /orders/:id', {
    params: { id: 'order-demo-1' },
    body: { lines: [{ quantity: 1, price: '46.00' }] },
  });
  const wallet = wallets[0]?.walletId ?? '';
  const made = await fetch(`${running.admin}/admin/wallets/${wallet}/codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { code }: { code: string } = Object(await made.json());
  await page('POST /orders/:id/scan', {
    params: { id: 'order-demo-1' },
    body: { id: 'payment-demo-1', code },
  });
  await events.next('order', (data) => data.includes('"paid"'));

  // The stream of events is still open.
  assert.deepEqual(await running.stop(), []);
  await assert.rejects(fetch(till.url), TypeError);
});

test('a port that was asked for and is taken is an error that names the option', async () => {
  const occupant = createServer().listen(0, '127.0.0.1');
  await once(occupant, 'listening');
  const { port }: { port: number } = Object(occupant.address());
  const free = { port: 0 } as const;
  const ports = { gateway: free, admin: free, sftp: free };
  await assert.rejects(
    serve({ ports: { ...ports, till: { port, askedWith: '--till-port' } } }),
    /is taken; choose another with --till-port/,
  );
  const running = await serve({ ports: { ...ports, till: { port } } });
  const next = running.demo?.till ?? '';
  assert.notEqual(new URL(next).port, String(port));
  assert.equal((await fetch(`${next}api/till`)).status, 200);
  await running.stop();
  occupant.close();
});

test('without the gateway there is no till', async () => {
  const running = await serve({ roles: ['worker'] });
  assert.equal(running.demo?.till, undefined);
  await running.stop();
});
