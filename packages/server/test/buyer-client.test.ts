/**
 * Goal: a wallet app can do all that it does through the typed client of the buyer API.
 * Method: the client that @sampan/api exports, over `fetch` and a real socket.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BuyerApi, BuyerEvents } from '@sampan/api';
import { createClient, Refused } from '@sampan/api/client';
import { type BuyerWorld, buyerWorld, pin, type TestBuyer, wrongPin } from './buyer-world.ts';

let world: BuyerWorld;
let buyer: TestBuyer;
let url: string;

before(async () => {
  world = await buyerWorld();
  buyer = await world.buyer('100.00');
  url = `${await world.first.app.listen({ port: 0, host: '127.0.0.1' })}/wallet/api`;
});
after(() => world.close());

async function signedIn() {
  const open = createClient<BuyerApi>({ url, fetch });
  const { token } = await open('POST /sign-in', { body: { login: buyer.login, pin } });
  const headers = { authorization: `Bearer ${token}` };
  return createClient<BuyerApi, Response>({ url, fetch, headers });
}

test('signs in, scans, pays and finds the payment in the history', async () => {
  const client = await signedIn();
  const partner = await world.partner({ name: 'Harbour Coffee Ltd' });
  const code = await world.order(partner, '30.00');
  const scanned = await client('POST /scan', { body: { code } });
  assert.ok(scanned.kind === 'order');
  const { tradeId } = scanned;
  const asked = { body: { tradeId, pin }, idempotencyKey: 'one' };
  const paid = await client('POST /pay', asked);
  assert.deepEqual(await client('POST /pay', asked), paid);
  assert.equal(paid.status, 'paid');
  const { trades, next } = await client('GET /trades', { query: { limit: 1 } });
  assert.deepEqual([trades, next], [[paid], null]);
  assert.equal((await client('GET /me')).balance, '70.00');
});

test('learns from a refusal what it was, and which field is to blame', async () => {
  const client = createClient<BuyerApi>({ url, fetch });
  const asked = { body: { login: buyer.login, pin: wrongPin } };
  await assert.rejects(client('POST /sign-in', asked), { code: 'sign-in-refused', status: 401 });
  await assert.rejects(client('GET /me'), { code: 'signed-out', status: 401 });
  const unreadable = client('POST /sign-in', { body: { login: buyer.login, pin: '1' } });
  await assert.rejects(unreadable, (error) => error instanceof Refused && error.field === 'pin');
});

test('reads its events as they come', async () => {
  const client = await signedIn();
  const { body } = await client.stream('GET /events');
  assert.ok(body);
  let text = '';
  for await (const bytes of body) {
    text += Buffer.from(bytes).toString('utf8');
    if (text.includes('event: balance\ndata: ')) break;
  }
  const [, data = ''] = /event: balance\ndata: (.*)\n/.exec(text) ?? [];
  const balance: BuyerEvents['balance'] = JSON.parse(data);
  assert.equal(balance.currency, 'HKD');
});
