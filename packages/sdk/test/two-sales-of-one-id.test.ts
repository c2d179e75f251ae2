/**
 * Goal: one id is one sale. The outcome of one is never taken for that of another, whether the id is
 * used twice in one program, by two tills, or after a store was lost.
 * Method: a gateway in memory, in virtual time, that may have an order of the id already.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AlarmEvent, createPartner, memoryStore, type Store } from '@sampan/sdk';
import { memoryGateway, type Script, virtualTime } from '@sampan/sdk/testing';

const key = 'k'.repeat(32);
const code = '289216843756120934';
const sale = { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Tea' } as const;
const unseen = () => assert.fail('there is no code');

function world(script: Script = {}, store: Store = memoryStore()) {
  const time = virtualTime();
  const gateway = memoryGateway({ key, time });
  gateway.script(script);
  const alarms: AlarmEvent[] = [];
  const partner = createPartner({
    gateway: 'test',
    id: '2088000000000001',
    contract: 'hk',
    sign: { type: 'MD5', key },
    transport: gateway.transport,
    time,
    store,
    hooks: { onAlarm: (event) => alarms.push(event) },
  });
  return { time, gateway, partner, alarms };
}

test('a second sale that runs at the same time with other terms is an error', async () => {
  const { partner, gateway } = world({ pay: ['pending'], query: ['waiting', 'paid'] });
  const first = partner.collect(sale, code);
  await assert.rejects(partner.collect({ ...sale, amount: '500.00' }, code), /other terms/);
  await assert.rejects(partner.charge({ ...sale, show: unseen }), /other terms/);
  assert.equal((await first).outcome, 'paid');
  assert.equal(gateway.orders.find('T-1')?.charges, 1);
});

test('a second refund that runs at the same time with other terms is an error', async () => {
  const { partner } = world({ refund: ['system-error'] });
  await partner.collect(sale, code);
  const refund = { id: 'T-1', refundId: 'R-1', amount: '10.00', currency: 'HKD' } as const;
  const first = partner.refund(refund);
  await assert.rejects(partner.refund({ ...refund, amount: '20.00' }), /other terms/);
  await assert.rejects(partner.refund({ ...refund, id: 'T-2' }), /other terms/);
  assert.equal((await first).outcome, 'refunded');
});

for (const [name, script] of [
  ['the reply of the payment is lost', { pay: ['lost'] }],
  ['the network delivers the payment twice', { pay: [{ refuse: 'TRADE_HAS_SUCCESS' }] }],
] satisfies readonly (readonly [string, Script])[]) {
  test(`another till’s payment of this id is not this sale’s: ${name}`, async () => {
    const { partner, gateway, alarms } = world(script);
    gateway.orders.pay('T-1', '10.00', false);
    const outcome = await partner.collect(sale, code);
    assert.equal(outcome.outcome, 'unknown');
    assert.deepEqual(outcome.next, ['resolve', 'call-support']);
    assert.deepEqual(
      alarms.map(({ sale: id, why }) => `${id} ${why}`),
      ['T-1 other-terms'],
    );
    // The other sale keeps its money.
    assert.ok(!gateway.calls.includes('cancel'));
    assert.equal(gateway.orders.find('T-1')?.status, 'paid');
    const { sales } = await partner.settleOpen();
    assert.equal(sales[0]?.outcome, 'unknown');
    assert.equal(gateway.orders.find('T-1')?.status, 'paid');
  });
}

test('an order code of an id that is paid already is refused: no buyer has seen the code', async () => {
  const { partner, gateway } = world();
  gateway.orders.pay('T-1', '39.25', false);
  const outcome = await partner.charge({ ...sale, show: unseen });
  assert.ok(outcome.outcome === 'notPaid', JSON.stringify(outcome));
  assert.equal(outcome.code, 'TRADE_HAS_SUCCESS');
  assert.deepEqual(gateway.calls, ['precreate']);
});

test('10.0 is the order of 10.00', async () => {
  const { partner, gateway } = world({ pay: ['lost'] });
  gateway.orders.pay('T-1', '10.00', false);
  assert.equal((await partner.collect({ ...sale, amount: '10.0' }, code)).outcome, 'paid');
});
