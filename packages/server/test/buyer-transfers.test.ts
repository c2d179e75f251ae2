/**
 * Goal: top-ups and withdrawals move money between bank and wallet once, also when they are repeated; where there is a
 * real bank, only when the operator has settled them.
 * Method: the buyer's API and the operations API over one real database; the audit looks at the ledger.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isTradeId } from '@sampan/primitives';
import Fastify from 'fastify';
import { createOperations } from '#app-api';
import { fileWriterHere, hkd } from '#test-kit';
import { type BuyerProcess, type BuyerWorld, buyerWorld, pin, wrongPin } from './buyer-world.ts';

let world: BuyerWorld;
let sandbox: BuyerProcess;
const operations = Fastify();

before(async () => {
  world = await buyerWorld();
  sandbox = await world.openProcess({ settlesAtOnce: true });
  const { platform } = world;
  const server = createOperations({
    ...platform,
    lists: platform.readers.lists,
    jobs: {
      nextDue: async () => undefined,
      runDue: async () => undefined,
      run: async () => ({ counts: {}, waitsFor: [] }),
      status: async () => [],
    },
    files: platform.files({ folder: '/nowhere', writer: fileWriterHere(world.url) }),
    access: { kind: 'sandbox' },
    onError: (error) => assert.fail(String(error)),
    gatewayUrl: () => 'http://127.0.0.1:1/gateway.do',
    metrics: async () => ({ contentType: 'text/plain', text: '' }),
  });
  operations.all('/admin/*', async (request, reply) => {
    const { method, url, body } = request;
    const answer = await server.inject({
      ...{ method: method === 'POST' ? 'POST' : 'GET', url },
      headers: { host: '127.0.0.1' },
      ...(body !== undefined && { payload: body as object }),
    });
    return reply.code(answer.statusCode).send(answer.json());
  });
});
after(() => world.close());

const codeOf = (body: Record<string, unknown>) =>
  (body['error'] as { code: string } | undefined)?.code;

async function signedIn(balance: string, process: BuyerProcess) {
  const buyer = await world.buyer(balance);
  const token = await world.signIn(buyer);
  const ask = async (method: 'GET' | 'POST', path: string, body?: object, key?: string) => {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    return process.ask(method, path, { token, headers, ...(body && { body }) });
  };
  return { ...buyer, token, ask, balance: async () => (await ask('GET', '/me')).body['balance'] };
}

async function operate(path: string, body?: object) {
  const method = body ? 'POST' : 'GET';
  const answer = await operations.inject({ method, url: path, ...(body && { payload: body }) });
  return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
}

test('in a sandbox both happen at once, and a key moves money once', async () => {
  const { ask, balance } = await signedIn('10.00', sandbox);
  const topUp = () => ask('POST', '/top-ups', { amount: '90.00' }, 'one');
  const [first, again] = [await topUp(), await topUp()];
  assert.deepEqual([first.status, first.body['state']], [201, 'done']);
  assert.deepEqual(again.body, first.body);
  assert.equal(await balance(), '100.00');
  const withdraw = (amount: string, given = pin) =>
    ask('POST', '/withdrawals', { amount, pin: given }, `two-${amount}`);
  assert.equal(codeOf((await withdraw('60.00', wrongPin)).body), 'pin-wrong');
  assert.equal((await withdraw('60.00')).body['state'], 'done');
  assert.equal((await withdraw('60.00')).status, 201);
  assert.equal(codeOf((await withdraw('40.01')).body), 'balance-not-enough');
  for (const amount of ['0.00', '-1.00', '1.001', 'x']) {
    assert.equal(codeOf((await ask('POST', '/top-ups', { amount })).body), 'invalid-field', amount);
  }
  assert.equal(await balance(), '40.00');
  assert.deepEqual(await world.audit(), []);
});

test('elsewhere they wait for the operator, who settles once and refuses with a reason', async () => {
  const { ask, balance, walletId } = await signedIn('10.00', world.first);
  const request = async (path: string, amount: string) => {
    const { status, body } = await ask('POST', path, {
      amount,
      ...(path !== '/top-ups' && { pin }),
    });
    assert.deepEqual([status, body['state']], [201, 'requested']);
    return String(body['transferId']);
  };
  const [topUp, withdrawal, refused] = [
    await request('/top-ups', '5.00'),
    await request('/withdrawals', '12.00'),
    await request('/top-ups', '7.00'),
  ];
  assert.equal(await balance(), '10.00', 'nothing has moved');
  const open = await operate('/admin/bank-transfers');
  const items = open.body['items'] as { transferId: string; walletId: string }[];
  assert.deepEqual(
    items.map((item) => [item.transferId, item.walletId]),
    [topUp, withdrawal, refused].map((id) => [id, walletId]),
  );
  const settle = (id: string) => operate(`/admin/bank-transfers/${id}`, { answer: 'settle' });
  const settled = await Promise.all([settle(topUp), settle(topUp), settle(topUp)]);
  assert.deepEqual(
    settled.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal(await balance(), '15.00');
  assert.equal((await settle(withdrawal)).body['state'], 'done');
  const refuse = (id: string, reason?: string) =>
    operate(`/admin/bank-transfers/${id}`, { answer: 'refuse', ...(reason && { reason }) });
  assert.equal(codeOf((await refuse(refused)).body), 'invalid-field');
  assert.equal((await refuse(refused, 'No money came')).body['reason'], 'No money came');
  assert.equal(codeOf((await settle(refused)).body), 'transfer-refused');
  assert.equal(codeOf((await refuse(topUp, 'late')).body), 'transfer-done');
  assert.equal(codeOf((await settle('9'.repeat(28))).body), 'bank-transfer-unknown');
  assert.equal(await balance(), '3.00');
  const listed = await ask('GET', '/bank-transfers?limit=2');
  const transfers = listed.body['transfers'] as { transferId: string; state: string }[];
  assert.deepEqual(
    transfers.map(({ transferId, state }) => [transferId, state]),
    [
      [refused, 'refused'],
      [withdrawal, 'done'],
    ],
  );
  assert.equal(listed.body['next'], withdrawal);
  assert.deepEqual(await world.audit(), []);
});

test('a settlement that was interrupted is finished, and a balance that is gone refuses', async () => {
  const { ask, balance, walletId } = await signedIn('10.00', world.first);
  const { body } = await ask('POST', '/withdrawals', { amount: '8.00', pin });
  const id = String(body['transferId']);
  // Booked, and the process ended before it noted that.
  const amount = hkd('8.00');
  assert.ok(isTradeId(id));
  await world.acquiring.withdraw({ walletId, amount, entryId: id });
  await world.sql("update bank_transfers set state = 'accepted' where transfer_id = $1", [id]);
  const settle = (given: string) => operate(`/admin/bank-transfers/${given}`, { answer: 'settle' });
  assert.equal((await settle(id)).body['state'], 'done');
  assert.equal(await balance(), '2.00');
  const more = await ask('POST', '/withdrawals', { amount: '2.01', pin });
  assert.equal(codeOf((await settle(String(more.body['transferId']))).body), 'transfer-refused');
  assert.deepEqual(await world.audit(), []);
});

test('a frozen wallet asks for no top-up; one that was asked for before still comes from the operator', async () => {
  for (const process of [sandbox, world.first]) {
    const buyer = await signedIn('10.00', process);
    const before = await buyer.ask('POST', '/top-ups', { amount: '5.00' }, 'before');
    assert.equal(before.status, 201);
    await buyer.ask('POST', '/freeze', { pin });
    const refused = await buyer.ask('POST', '/top-ups', { amount: '7.00' });
    assert.deepEqual([refused.status, codeOf(refused.body)], [403, 'wallet-frozen']);
    const again = await buyer.ask('POST', '/top-ups', { amount: '5.00' }, 'before');
    assert.deepEqual(again.body, before.body);
    const { transferId } = before.body;
    const settled = await operate(`/admin/bank-transfers/${transferId}`, { answer: 'settle' });
    assert.equal(settled.status, 200);
    assert.equal(await buyer.balance(), '15.00');
    const { walletId } = buyer;
    const byOperator = await operate(`/admin/wallets/${walletId}/top-ups`, { amount: '1.00' });
    assert.equal(byOperator.status, 200);
    assert.equal(await buyer.balance(), '16.00');
  }
});

test('a buyer has ten open requests at most, and sees those of no other', async () => {
  const [one, other] = [await signedIn('0.00', world.first), await signedIn('0.00', world.first)];
  for (let count = 0; count < 10; count++) await one.ask('POST', '/top-ups', { amount: '1.00' });
  const last = await one.ask('POST', '/top-ups', { amount: '1.00' });
  assert.deepEqual([last.status, codeOf(last.body)], [429, 'too-many-transfers']);
  assert.deepEqual((await other.ask('GET', '/bank-transfers')).body['transfers'], []);
});
