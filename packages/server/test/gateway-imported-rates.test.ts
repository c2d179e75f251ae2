/**
 * Goal: a payment is converted at the newest rate imported before it, and keeps that rate for its
 * whole life.
 * Method: rates are imported between payments and refunds over real sockets.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PartnerId, rate, type WalletId } from '@sampan/primitives';
import { importRates } from '#fx';
import { time } from '#test-kit';
import { payment, query, refund } from './gateway-asked.ts';
import { type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner({ contract: 'global', currency: 'AUD' });
  wallet = await world.wallet('100000.00', { inst: 'ALIPAYCN' });
});
after(() => world.close());

const published = (text: string, at: string) =>
  importRates(
    world.connection,
    [{ at: time(at), currency: 'AUD', rate: rate(text) }],
    world.machine.now(),
  );

async function pay(order: string) {
  const asked = payment(partner, await world.code(wallet), {
    partner_trans_id: order,
    currency: 'AUD',
    trans_amount: '369.30',
  });
  const { fields } = await world.ask(partner, asked);
  return [fields.result_code, fields.exchange_rate, fields.trans_amount_cny];
}

test('the published row: AUD 369.30 at 5.4194, and the same after newer rates', async () => {
  await published('5.4194', '2026-11-22 09:30');
  assert.deepEqual(await pay('first'), ['SUCCESS', '5.41940000', '2001.38']);
  await published('5.5', '2026-11-22 09:45');
  assert.deepEqual(await pay('second'), ['SUCCESS', '5.50000000', '2031.15']);
  await published('4.0', '2026-11-21 10:00');
  assert.deepEqual(await pay('third'), ['SUCCESS', '5.50000000', '2031.15'], 'an older day');

  const { fields: asked } = await world.ask(partner, query('first'));
  assert.deepEqual([asked.exchange_rate, asked.trans_amount_cny], ['5.41940000', '2001.38']);
  const given = async (id: string, amount: string) => {
    const change = { partner_refund_id: id, currency: 'AUD', refund_amount: amount };
    const { fields } = await world.ask(partner, refund('first', change));
    return [fields.result_code, fields.exchange_rate, fields.refund_amount_cny];
  };
  // 100.00 × 5.4194 and the rest of what was charged.
  assert.deepEqual(await given('part', '100.00'), ['SUCCESS', '5.41940000', '541.94']);
  assert.deepEqual(await given('rest', '269.30'), ['SUCCESS', '5.41940000', '1459.44']);
  const left = 10_000_000n - 2n * 203_115n;
  assert.equal((await world.balance(wallet)).minor, left, 'the refunded one has cost nothing');
  assert.deepEqual(await world.audit(), []);
});

test('a currency that was never published cannot be paid with CNY', async () => {
  const malaysia = await world.partner({ contract: 'global', currency: 'MYR' });
  const ask = async () => {
    const asked = payment(malaysia, await world.code(wallet), {
      partner_trans_id: 'ringgit',
      currency: 'MYR',
      trans_amount: '10.00',
    });
    return (await world.ask(malaysia, asked)).fields;
  };
  const before = await world.balance(wallet);
  const refused = await ask();
  assert.equal(refused.result_code, 'FAILED');
  assert.ok(refused.error);
  assert.deepEqual(await world.balance(wallet), before);
  await importRates(
    world.connection,
    [{ at: time('2026-11-22 09:30'), currency: 'MYR', rate: rate('1.56') }],
    world.machine.now(),
  );
  const paid = await ask();
  assert.deepEqual([paid.result_code, paid.trans_amount_cny], ['SUCCESS', '15.60']);
});
