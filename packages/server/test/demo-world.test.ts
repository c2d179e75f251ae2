/**
 * Goal: every start with `--demo` finds the same world, whatever an earlier release left.
 * Method: starts on databases that hold nothing, all of it, or the data from before exchange rates.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demoPartners } from '@sampan/demo';
import { idSource, type PartnerId, seededRandom, zero } from '@sampan/primitives';
import { demoPartnerIds } from '#installation';
import { type DemoWorld, ensureDemoWorld } from '#sandbox';
import { hkd, type TestWorld, testWorld } from '#test-kit';

let world: TestWorld;
before(async () => {
  world = await testWorld();
});
after(async () => {
  await world.close();
});

const ensure = ({ platform }: TestWorld = world): Promise<DemoWorld> =>
  ensureDemoWorld({ ...platform, ids: idSource(seededRandom(5)) });

const summary = ({ hongKong, standard, wallets }: DemoWorld) => [
  ...[hongKong, standard].map(({ id, contract, currency }) => `${id} ${contract} ${currency}`),
  ...wallets.map(({ loginId, inst, balance }) => `${loginId} ${inst} ${balance.currency}`),
];

test('what an earlier release has made is kept, and what is missing is made', async () => {
  // One partner, and a mainland wallet that keeps HKD, as all did before there were rates.
  const partner = await world.partner({ id: '2088100000000016' as PartnerId, name: 'Tea' });
  const none = zero('HKD');
  const old = await world.wallet('100.00', {
    inst: 'ALIPAYCN',
    loginId: '13900000001',
    balance: hkd('9000.00'),
    spending: { on: undefined, day: none, month: none },
  });
  const found = await ensure();
  assert.deepEqual(summary(found), [
    '2088100000000016 hk HKD',
    '2088100000000024 global AUD',
    '852-90000001 ALIPAYHK HKD',
    '13900000002 ALIPAYCN CNY',
  ]);
  assert.equal(found.hongKong.id, partner);
  assert.equal(found.hongKong.name, 'Tea');
  assert.deepEqual(await world.balance(old), hkd('9000.00'), 'nobody touches it');

  const again = await ensure();
  assert.deepEqual(again.wallets, found.wallets);
  assert.equal(again.standard.md5Key.reveal(), found.standard.md5Key.reveal());
  assert.deepEqual(await world.audit(), []);
});

test('the old wallet can still pay at the Hong Kong partner', async () => {
  const { hongKong } = await ensure();
  const [row] = await world.sql(`select wallet_id from wallets where login_id = '13900000001'`);
  const paid = await world.pay(hongKong.id, row?.wallet_id as never, '39.25');
  assert.equal(paid.outcome, 'paid');
  assert.deepEqual(await world.audit(), []);
});

test('in an empty database all of it is made', async () => {
  const empty = await testWorld();
  const demo = await ensure(empty);
  assert.deepEqual(summary(demo).slice(2), [
    '852-90000001 ALIPAYHK HKD',
    '13900000001 ALIPAYCN CNY',
  ]);
  await empty.close();
});

test('a database from before its mode was kept is known by the partners of the demo', () => {
  const ids = Object.values(demoPartners).map(({ id }) => id);
  assert.deepEqual(demoPartnerIds, ids);
});
