/**
 * Goal: a refund is done once, is repeated until it is decided, and goes on after a crash.
 * Method: a gateway in memory with scripted answers, in virtual time.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPartner, memoryStore, type Store } from '@sampan/sdk';
import { memoryGateway, type Script, virtualTime } from '@sampan/sdk/testing';

const key = 'k'.repeat(32);
const sale = { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Tea' } as const;
const terms = { id: 'T-1', refundId: 'R-1', amount: '39.25', currency: 'HKD' } as const;

async function world(script: Script, store: Store = memoryStore()) {
  const time = virtualTime();
  const gateway = memoryGateway({ key, time });
  const open = () =>
    createPartner({
      gateway: 'test',
      id: '2088000000000001',
      contract: 'hk',
      sign: { type: 'MD5', key },
      transport: gateway.transport,
      time,
      store,
    });
  const partner = open();
  await partner.collect(sale, '289216843756120934');
  gateway.script(script);
  const refunds = () => gateway.calls.filter((call) => call === 'refund').length;
  return { gateway, partner, open, refunds, time };
}

test('refunded at once, and the same id again is the same refund', async () => {
  const { partner, refunds } = await world({});
  const [first, second] = await Promise.all([partner.refund(terms), partner.refund(terms)]);
  assert.equal(first.outcome, 'refunded');
  assert.equal(first, second);
  assert.deepEqual(await partner.refund(terms), first);
  assert.equal(refunds(), 1);
  assert.deepEqual(JSON.parse(JSON.stringify(first)), first);
  await assert.rejects(partner.refund({ ...terms, amount: '1.00' }), /other terms/);
});

test('repeated with the same id until it is decided', async () => {
  const { partner, refunds } = await world({
    refund: ['system-error', 'lost-reply', { refuse: 'NEW_CODE' }],
  });
  const outcome = await partner.refund(terms);
  assert.equal(outcome.outcome, 'refunded');
  assert.equal(refunds(), 4);
  assert.equal(outcome.attempts.length, 4);
});

test('a refusal is final, and the same id may be tried again', async () => {
  const { partner } = await world({ refund: [{ refuse: 'MERCHANT_BALANCE_NOT_ENOUGH' }] });
  const refused = await partner.refund(terms);
  assert.equal(refused.outcome === 'notRefunded' && refused.code, 'MERCHANT_BALANCE_NOT_ENOUGH');
  assert.equal((await partner.refund(terms)).outcome, 'refunded');
});

test('what is wrong with the terms is refused here', async () => {
  const { partner, refunds } = await world({});
  const wrong = await partner.refund({ ...terms, refundId: 'T-1' });
  assert.equal(
    wrong.outcome === 'notRefunded' && wrong.means,
    'partner_refund_id: the id of the trade',
  );
  assert.equal(refunds(), 0);
});

test('unknown after thirty seconds, and settled by another program later', async () => {
  const { partner, open, gateway, time } = await world({ refund: Array(60).fill('system-error') });
  const sinceMs = time.monotonicMs();
  const outcome = await partner.refund(terms);
  assert.equal(outcome.outcome, 'unknown');
  assert.equal(time.monotonicMs() - sinceMs, 30_000);
  gateway.script({});
  const settled = await open().settleOpen();
  assert.deepEqual(
    settled.refunds.map(({ outcome: end }) => end),
    ['refunded'],
  );
  assert.ok(gateway.orders.find('T-1')?.isReturned);
});

test('later: the gateway accepts it', async () => {
  const { partner } = await world({});
  assert.equal((await partner.refund({ ...terms, when: 'later' })).outcome, 'accepted');
});

test('the refunds of a sale, one by one and not all at once', async () => {
  const kept = memoryStore();
  let read = 0;
  const store: Store = {
    ...kept,
    async *entries(prefix) {
      for await (const entry of kept.entries(prefix)) {
        read += 1;
        yield entry;
      }
    },
  };
  const { partner } = await world({}, store);
  for (let count = 1; count <= 50; count++) {
    const refundId = `R-${count}`;
    const when = count % 2 ? 'now' : 'later';
    await partner.refund({ ...terms, refundId, amount: '0.10', when });
  }
  await partner.refund({ ...terms, id: 'T-2', refundId: 'other' });
  const ended: string[] = [];
  for await (const { refundId, outcome } of partner.refunds('T-1')) {
    ended.push(`${refundId} ${outcome}`);
    assert.equal(read, ended.length);
    if (ended.length === 10) break;
  }
  assert.deepEqual(ended.slice(0, 2), ['R-1 refunded', 'R-2 accepted']);
  let all = 0;
  for await (const _ of partner.refunds()) all += 1;
  assert.equal(all, 51);
});

test('the gateway in memory gives back parts, and closes the order when nothing is left', async () => {
  const { partner } = await world({});
  const part = async (refundId: string, amount: string) => {
    const { outcome } = await partner.refund({ ...terms, refundId, amount });
    const query = await partner.call('alipay.acquire.overseas.query', { partner_trans_id: 'T-1' });
    return [outcome, query.outcome === 'success' && query.reply.alipay_trans_status];
  };
  assert.deepEqual(await part('R-1', '1.00'), ['refunded', 'TRADE_SUCCESS']);
  assert.deepEqual(await part('R-2', '38.26'), ['notRefunded', 'TRADE_SUCCESS']);
  assert.deepEqual(await part('R-3', '38.25'), ['refunded', 'TRADE_CLOSED']);
});
