/**
 * Goal: a batch costs two round trips to the database and one transaction, however large it is.
 * Method: a watcher between the lane and its connection. A round trip starts with a statement sent
 * after an answer to the previous one.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId, WalletId } from '@sampan/primitives';
import type { Acquiring } from '#acquiring';
import type { Connection } from '#database';
import { hkd, type TestWorld, testWorld } from '#test-kit';

let world: TestWorld;
let acquiring: Acquiring;
let partner: PartnerId;
let wallets: readonly WalletId[];

let trips: string[][] = [];
let answered = true;

/** Those of one payment, from begin to commit. */
const statementsOfPayment = 15;

const watched = (connection: Connection): Connection => ({
  run(statement, values) {
    if (answered) trips.push([]);
    answered = false;
    trips.at(-1)?.push(statement.name);
    return connection.run(statement, values).finally(() => {
      answered = true;
    });
  },
  get alive() {
    return connection.alive;
  },
  ...(connection.lane !== undefined && { lane: connection.lane }),
  close: () => connection.close(),
});

before(async () => {
  world = await testWorld();
  acquiring = await world.process({ wrap: watched });
  partner = await world.partner();
  wallets = await Promise.all(Array.from({ length: 40 }, () => world.wallet('100.00')));
});
after(() => world.close());

async function watch(work: () => Promise<unknown>): Promise<string[][]> {
  trips = [];
  answered = true;
  await work();
  return trips;
}

for (const size of [1, 40]) {
  test(`${size} payments cost two round trips`, async () => {
    const codes = await Promise.all(wallets.slice(0, size).map((wallet) => world.code(wallet)));
    const made = await watch(() =>
      Promise.all(codes.map((code) => acquiring.pay(world.payment(partner, code, '1.00')))),
    );
    assert.equal(made.length, 2, JSON.stringify(made));
    const [load, store] = made;
    assert.equal(load?.[0], 'begin');
    assert.equal(store?.at(-1), 'commit');
  });
}

test('a payment to a partner without limits runs no statement for limits, one with limits one', async () => {
  const limited = await world.partner({ limits: { day: hkd('1000.00') } });
  const statements = async (by: PartnerId) => {
    const code = await world.code(wallets[0] as WalletId);
    const made = await watch(() => acquiring.pay(world.payment(by, code, '1.00')));
    return made.flat();
  };
  const [free, held] = [await statements(partner), await statements(limited)];
  assert.equal(free.length, statementsOfPayment, free.join(' '));
  assert.deepEqual(
    held.filter((name) => name !== 'update-partner-receipts'),
    free,
  );
  assert.equal(held.length, free.length + 1);
});

test('refusals cost two as well, and a repeat that changes nothing ends without a commit', async () => {
  const code = await world.code(wallets[0] as WalletId);
  const refused = await watch(() => acquiring.pay(world.payment(partner, code, '1000.00')));
  assert.equal(refused.length, 2);
  const request = world.payment(partner, code, '1.00');
  await acquiring.pay(request);
  const repeated = await watch(() => acquiring.pay(request));
  assert.deepEqual(repeated[1], ['rollback']);
});

test('a cancel and a refund cost two', async () => {
  const keys = ['one', 'two'].map((order) => ({ partnerId: partner, partnerTransId: order }));
  for (const { partnerTransId } of keys) {
    await world.pay(partner, wallets[0] as WalletId, '2.00', partnerTransId);
  }
  const [one, two] = keys as [(typeof keys)[0], (typeof keys)[0]];
  const cancel = { ...one, tradeId: undefined, service: 'cancel' } as const;
  assert.equal((await watch(() => acquiring.cancel(cancel))).length, 2);
  const terms = { partnerRefundId: 'r', amount: hkd('1.00'), reason: '', notify: undefined };
  const refund = { ...two, ...terms, tradeId: undefined, mode: 'sync' } as const;
  assert.equal((await watch(() => acquiring.refund(refund))).length, 2);
});
