/**
 * Goal: an operator follows every number to its entries: from the trial balance to an account, from there to an entry and
 * its cause; what there is none of is refused.
 * Method: over real sockets, on a world with two partners, two currencies and all kinds of entries.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId, WalletId } from '@sampan/primitives';
import { connectTo } from '#database';
import { leaderOf } from '#platform';
import { feeByRate } from '#test-kit';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
let partner: PartnerId;
let buyer: WalletId;
let tradeId: string;

before(async () => {
  world = await operationsWorld();
  partner = await world.partner({ name: 'Harbour Coffee', fee: feeByRate('0.01') });
  await world.partner({ name: 'Blue Kiln' });
  buyer = await world.wallet('100.00');
  const paid = await world.pay(partner, buyer, '46.00', 'order-1');
  assert.ok(paid.outcome === 'paid');
  tradeId = paid.trade.id;
});
after(() => world.close());

test('debit is credit in every currency, and each line says what it adds up', async () => {
  const { body } = await world.get('/admin/trial-balance');
  assert.deepEqual(body['currencies'], [
    {
      ...{ currency: 'HKD', debit: '100.00', credit: '100.00', balances: true },
      lines: [
        { kind: 'bank', account: 'bank/HKD', accounts: 1, debit: '100.00' },
        { kind: 'fee-income', account: 'fee-income/HKD', accounts: 1, credit: '0.46' },
        { kind: 'payable', accounts: 1, credit: '45.54' },
        { kind: 'wallet', accounts: 1, credit: '54.00' },
      ],
    },
  ]);
});

test('accounts are listed by name, page by page, by kind, prefix and currency', async () => {
  const names = ['bank/HKD', 'fee-income/HKD', `payable/${partner}/HKD`, `wallet/${buyer}`];
  const walk = async (query: string, limit: number) => {
    const found: unknown[] = [];
    for (let next = ''; ; ) {
      const { body, text, status } = await world.get(
        `/admin/accounts?limit=${limit}${query}${next}`,
      );
      assert.equal(status, 200, text);
      found.push(...(body['items'] as { account: string }[]).map(({ account }) => account));
      if (body['next'] === null) return found;
      next = `&after=${body['next']}`;
    }
  };
  for (const limit of [1, 2, 3, 100]) assert.deepEqual(await walk('', limit), names);
  assert.deepEqual(await walk('&kind=payable', 1), [names[2]]);
  assert.deepEqual(await walk(`&kind=wallet&prefix=${buyer.slice(0, 6)}`, 1), [names[3]]);
  assert.deepEqual(await walk('&currency=CNY', 100), []);
  assert.deepEqual(await walk('&kind=bank&prefix=HK', 100), [names[0]]);
});

test('an account, its entries with the balance after each, and an entry with its cause', async () => {
  const name = encodeURIComponent(`payable/${partner}/HKD`);
  assert.deepEqual((await world.get(`/admin/accounts/${name}`)).body, {
    ...{ account: `payable/${partner}/HKD`, kind: 'payable', currency: 'HKD' },
    ...{ balance: '45.54', owner: 'Harbour Coffee' },
  });
  const { body } = await world.get(`/admin/accounts/${name}/entries`);
  const [line] = body['items'] as readonly Readonly<Record<string, string>>[];
  assert.deepEqual(
    [line?.['kind'], line?.['cause'], line?.['credit'], line?.['debit'], line?.['balance']],
    ['payment', tradeId, '45.54', undefined, '45.54'],
  );
  const entry = await world.get(`/admin/entries/${line?.['entryId']}`);
  assert.deepEqual(entry.body['cause'], {
    ...{ tradeId, partnerId: partner, partnerTransId: 'order-1', walletId: buyer },
  });
  assert.deepEqual(entry.body['transfers'], [
    {
      debit: `wallet/${buyer}`,
      credit: `payable/${partner}/HKD`,
      amount: '46.00',
      currency: 'HKD',
    },
    { debit: `payable/${partner}/HKD`, credit: 'fee-income/HKD', amount: '0.46', currency: 'HKD' },
  ]);
  const other = await world.get(`/admin/accounts/${name}/entries?kind=refund`);
  assert.deepEqual(other.body['items'], []);
});

test('health says how the database answers, what waits, and that no process leads here', async () => {
  const { body, status } = await world.get('/admin/health');
  assert.equal(status, 200);
  const { connections, connectionsMax } = body['database'] as Readonly<Record<string, number>>;
  assert.ok(Number(connections) > 0 && Number(connections) < Number(connectionsMax));
  assert.ok(Number(body['lanes']) > 0);
  assert.equal(body['leader'], undefined);
  assert.equal(body['commandsWaiting'], 0);
  assert.deepEqual(body['notifications'], { waiting: 0, due: 0 });
});

test('health names the leader while one holds the lock', async () => {
  const leader = leaderOf({
    clock: world.platform.clock,
    connect: connectTo({ url: world.url }),
  });
  assert.equal(await leader.leads(), true);
  const { since } = (await world.get('/admin/health')).body['leader'] as { since: string };
  assert.ok(Date.parse(since) > 0);
  await leader.close();
});

const cursor = (parts: readonly string[]) =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

const refused: readonly (readonly [string, number, string])[] = [
  ['/admin/accounts/bank%2FAUD', 404, 'There is no account bank/AUD'],
  ['/admin/accounts/other', 404, 'There is no account other'],
  [
    '/admin/accounts/wallet%2F2160000000000000/entries',
    404,
    'There is no account wallet/2160000000000000',
  ],
  [`/admin/entries/${'9'.repeat(28)}`, 404, `There is no entry ${'9'.repeat(28)}`],
  ['/admin/entries/7', 404, 'There is no entry 7'],
  ['/admin/accounts?kind=other', 400, 'kind must be bank or fee-income or fx or payable or wallet'],
  ['/admin/accounts?prefix=%25', 400, 'prefix must be the beginning of an id or a currency'],
  ['/admin/accounts?currency=XXX', 400, 'currency must be a currency such as HKD'],
  [
    `/admin/accounts?after=${cursor(['accounts', 'x'])}`,
    400,
    'after must be the "next" of a page of this list',
  ],
  [
    `/admin/accounts/bank%2FHKD/entries?after=${cursor(['account-entries', '1', '1'])}`,
    400,
    'after must be the "next" of a page of this list',
  ],
];
for (const [path, status, message] of refused) {
  test(`refused: ${path}`, async () => {
    const told = await world.get(path);
    assert.deepEqual([told.status, told.error?.['message']], [status, message]);
  });
}

test('nothing of this was a mistake of ours', () => assert.deepEqual(world.failures, []));
