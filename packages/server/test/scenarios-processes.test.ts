/**
 * Goal: the scenarios of a sandbox are the same in each of its processes.
 * Method: a server with two workers, started as an operator starts it; every request takes a connection of its own,
 * so that both workers answer.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import { payment, query } from './gateway-asked.ts';
import { type Home, openHome } from './system-kit/home.ts';
import { type Server, startServer } from './system-kit/server.ts';
import { createPartner, createWallets, type Partner, showCodes } from './system-kit/shop.ts';
import { errorOf, isSuccess, openTill, type Reply } from './system-kit/till.ts';

let home: Home | undefined;
let database: TestDatabase;
let server: Server;
let partner: Partner;

before(async () => {
  home = await openHome();
  database = await createTestDatabase();
  const environment = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  server = await startServer(home.folder, { workers: 2, environment });
  partner = await createPartner(server.admin);
});
after(async () => {
  await home?.close();
  await database?.drop();
});

/** By a new connection, which any of the processes may take. */
async function asks(asked: Parameters<ReturnType<typeof openTill>['ask']>[0]): Promise<Reply> {
  const till = openTill({ ...partner, gateway: server.gateway });
  try {
    return await till.ask(asked);
  } finally {
    till.close();
  }
}

async function scenario(text: object): Promise<string> {
  const response = await fetch(`${server.admin}/admin/scenarios`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(text),
  });
  const added = (await response.json()) as { readonly id: string };
  assert.equal(response.status, 201, JSON.stringify(added));
  return added.id;
}

const clear = (id: string) => fetch(`${server.admin}/admin/scenarios/${id}`, { method: 'DELETE' });

async function paid(count: number, prefix: string): Promise<readonly string[]> {
  const wallets = await createWallets(server.admin, count, '1000.00');
  const codes = await showCodes(database.ownerUrl, wallets);
  const orders = codes.map((_, index) => `${prefix}-${index}`);
  const replies = await Promise.all(
    codes.map((code, index) =>
      asks(payment(partner.partnerId, code, { partner_trans_id: orders[index] ?? '' })),
    ),
  );
  assert.ok(replies.every(isSuccess), JSON.stringify(replies));
  return orders;
}

const service = query('').service;

test('the third query of an order is the third for both processes, also at once', async () => {
  const orders = await paid(10, 'third');
  const id = await scenario({ when: { service, call: 3 }, then: [{ answer: 'ACCESS_FORBIDDEN' }] });
  const one = orders[0] ?? '';
  const inTurn: (string | undefined)[] = [];
  for (let calls = 0; calls < 5; calls++) inTurn.push(errorOf(await asks(query(one))));
  assert.deepEqual(inTurn.map(Boolean), [false, false, true, false, false]);
  for (const order of orders.slice(1)) {
    const replies = await Promise.all(Array.from({ length: 8 }, () => asks(query(order))));
    assert.equal(replies.filter((reply) => errorOf(reply) !== undefined).length, 1, order);
  }
  await clear(id);
});

test('what is added or cleared is known to both when the command has answered', async () => {
  const [order = ''] = await paid(1, 'known');
  for (let round = 0; round < 5; round++) {
    const id = await scenario({ when: { service }, then: [{ answer: 'ACCESS_FORBIDDEN' }] });
    const met = await Promise.all(Array.from({ length: 12 }, () => asks(query(order))));
    assert.ok(met.every((reply) => errorOf(reply) === 'ACCESS_FORBIDDEN'));
    await clear(id);
    const free = await Promise.all(Array.from({ length: 12 }, () => asks(query(order))));
    assert.ok(free.every(isSuccess));
  }
});

test('uses are counted over both', async () => {
  const [order = ''] = await paid(1, 'uses');
  const text = { when: { service }, then: [{ answer: 'ACCESS_FORBIDDEN' }], uses: 7 };
  const id = await scenario(text);
  const replies = await Promise.all(Array.from({ length: 30 }, () => asks(query(order))));
  assert.equal(replies.filter((reply) => errorOf(reply) !== undefined).length, 7);
  await clear(id);
});
