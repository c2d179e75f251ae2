/**
 * Goal: a partner sees what was settled with it, to the last cent, and nothing of another's.
 * Method: a day with payments, a refund and a cancel is closed and settled; each figure is named.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { connect, connectLane } from '#database';
import { closeDays, settleDue } from '#settlement';
import { feeByRate, hkd, time } from '#test-kit';
import { type Browser, type PortalWorld, portalWorld } from './portal-world.ts';

let world: PortalWorld;
let cafe: PartnerId;

before(async () => {
  world = await portalWorld();
  cafe = await world.partner({ fee: feeByRate('0.01') });
  const rival = await world.partner();
  const buyer = await world.wallet('9000.00');
  await world.pay(cafe, buyer, '100.00', 'kept');
  await world.pay(cafe, buyer, '50.00', 'refunded');
  await world.pay(cafe, buyer, '30.00', 'cancelled');
  await world.pay(rival, buyer, '70.00', 'of another');
  const refund = { partnerId: cafe, partnerTransId: 'refunded', tradeId: undefined };
  await world.acquiring.refund({
    ...{ ...refund, partnerRefundId: 'back', amount: hkd('20.00'), reason: 'cold' },
    ...{ mode: 'sync', notify: undefined },
  });
  await world.acquiring.cancel({ ...refund, partnerTransId: 'cancelled', service: 'cancel' });
  world.machine.set(time('2026-11-25 16:00'));
  const settings = { url: world.url, name: 'test settling', lockTimeoutMs: 2_000 };
  const parts = {
    ...world.platform,
    openConnection: () => connect(settings),
    openSettling: () => world.platform.openSettling(() => connectLane(settings)),
  };
  await closeDays(parts);
  assert.equal((await settleDue(parts, world.machine.now())).settled, 2);
});
after(() => world.close());

type Item = Readonly<Record<string, unknown>>;

const sums = {
  ...{ payments: 3, paid: '180.00', refunds: 2, refunded: '50.00' },
  ...{ fees: '1.80', feesReturned: '0.50', net: '128.70' },
};

const batchesOf = async (as: Browser) => {
  const { status, body, text } = await world.first.ask('GET', '/batches?limit=1', { as });
  assert.equal(status, 200, text);
  return body['items'] as Item[];
};

test('a batch comes to its payments less refunds less fees, and names its days', async () => {
  const as = await world.signIn(await world.member(cafe, 'finance'));
  const [batch, ...others] = await batchesOf(as);
  assert.deepEqual(others, []);
  const { batchId, settledOn, settledAt: _at, ...said } = batch ?? {};
  assert.deepEqual(said, {
    ...{ currency: 'HKD', ...sums, days: ['2026-11-22'], payout: 'account-missing' },
  });
  const { body } = await world.first.ask('GET', `/batches/${batchId}`, { as });
  assert.deepEqual(body, { ...batch, byDay: [{ day: '2026-11-22', ...sums }] });
  const next = Buffer.from(JSON.stringify(['portal-batches', settledOn])).toString('base64url');
  const { body: second } = await world.first.ask('GET', `/batches?after=${next}`, { as });
  assert.deepEqual(second, { items: [], next: null });
});

test('a batch of another partner is unknown, and a role without the permission sees none', async () => {
  const own = await world.signIn(await world.member(cafe, 'owner'));
  const [batch] = await batchesOf(own);
  const rivals = await world.partner();
  const stranger = await world.signIn(await world.member(rivals, 'owner'));
  assert.deepEqual(await batchesOf(stranger), []);
  for (const id of [batch?.['batchId'], '1'.repeat(28), 'x']) {
    const { code } = await world.first.ask('GET', `/batches/${id}`, { as: stranger });
    assert.equal(code, 'batch-unknown');
  }
  const developer = await world.signIn(await world.member(cafe, 'developer'));
  assert.equal((await world.first.ask('GET', '/batches', { as: developer })).code, 'not-allowed');
});
