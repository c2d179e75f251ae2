/**
 * Goal: refunds over HTTP answer as documented, and never return more than was paid.
 * Method: real sockets and a real database; every refusal in its documented order.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { days, type PartnerId, type WalletId } from '@sampan/primitives';
import { feeByRate, hkd } from '#test-kit';
import { cancel, payment, query, refund } from './gateway-asked.ts';
import { type Asked, type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  wallet = await world.wallet('1000.00');
});
after(() => world.close());

async function paid(order: string, by = partner, from = wallet): Promise<string> {
  const code = await world.code(from);
  const { fields } = await world.ask(by, payment(by, code, { partner_trans_id: order }));
  return fields.alipay_trans_id ?? '';
}

test('a synchronous refund is done when it is answered', async () => {
  const trade = await paid('refund-1');
  const before = await world.balance(wallet);
  const answer = await world.ask(partner, refund('refund-1', { refund_reson: 'cold coffee' }));
  assert.deepEqual(answer.fields, {
    alipay_trans_id: trade,
    currency: 'HKD',
    partner_refund_id: 'refund-1-refund',
    partner_trans_id: 'refund-1',
    refund_amount: '10.00',
    result_code: 'SUCCESS',
  });
  assert.ok(answer.signed);
  assert.equal((await world.balance(wallet)).minor, before.minor + 1000n);
  const [row] = await world.sql(`select reason from refunds where partner_trans_id = 'refund-1'`);
  assert.equal(row?.reason, 'cold coffee');
});

test('a standard partner gets the rate of the payment and the returned CNY', async () => {
  const standard = await world.partner({ contract: 'global' });
  const mainland = await world.wallet('100.00', { inst: 'ALIPAYCN' });
  await paid('refund-2', standard, mainland);
  const asked = refund('refund-2', { refund_reason: 'x' });
  const { fields } = await world.ask(standard, asked);
  assert.equal(fields.exchange_rate, '0.83880000');
  // 10.00 HKD at 0.8388.
  assert.equal(fields.refund_amount_cny, '8.39');
});

test('a standard partner gets the CNY of an accepted refund, which stays the same', async () => {
  const standard = await world.partner({ contract: 'global' });
  const mainland = await world.wallet('100.00', { inst: 'ALIPAYCN' });
  await paid('refund-5', standard, mainland);
  await world.ask(standard, refund('refund-5', { refund_amount: '1.00' }));
  const ask = async (id: string, is_sync?: string) => {
    const asked = { partner_refund_id: id, is_sync, refund_amount: '1.00' };
    const { fields } = await world.ask(standard, refund('refund-5', asked));
    return [fields.result_code, fields.refund_amount_cny, fields.exchange_rate].join(' ');
  };
  // Of 1.00, 2.00, 3.00 and 4.00 HKD at 0.8388: 0.84, 1.68, 2.52 and 3.36; then 4.19.
  const told = [];
  for (const id of ['a', 'b', 'c', 'd']) told.push(await ask(id));
  assert.deepEqual(told, [
    'SUCCESS 0.84 0.83880000',
    'SUCCESS 0.84 0.83880000',
    'SUCCESS 0.84 0.83880000',
    'SUCCESS 0.83 0.83880000',
  ]);
  assert.equal(await ask('d', 'N'), told[3], 'a repeat');
  assert.equal(await ask('d', 'Y'), told[3], 'executed before those that were accepted first');
  assert.equal(await ask('a', 'Y'), told[0]);
  assert.deepEqual(await world.audit(), []);
});

test('without is_sync a refund is only accepted, and its amount is reserved', async () => {
  await paid('refund-3');
  const before = await world.balance(wallet);
  const asked = refund('refund-3', { is_sync: undefined, refund_amount: '30.00' });
  const accepted = await world.ask(partner, asked);
  assert.equal(accepted.fields.result_code, 'SUCCESS');
  assert.deepEqual(await world.balance(wallet), before, 'nothing has moved');
  const more = refund('refund-3', { partner_refund_id: 'more', refund_amount: '9.26' });
  assert.equal((await world.ask(partner, more)).fields.error, 'RETURN_AMOUNT_EXCEED');
  assert.deepEqual((await world.ask(partner, asked)).fields, accepted.fields, 'a repeat');
  const now = await world.ask(partner, { ...asked, is_sync: 'Y' });
  assert.deepEqual(now.fields, accepted.fields);
  assert.equal((await world.balance(wallet)).minor, before.minor + 3000n, 'repeated as Y: now');
});

test('repeating a refund gives nothing back twice', async () => {
  await paid('refund-4');
  const asked = refund('refund-4', { refund_amount: '39.25' });
  const first = await world.ask(partner, asked);
  const balance = await world.balance(wallet);
  assert.deepEqual((await world.ask(partner, asked)).fields, first.fields);
  assert.deepEqual(await world.balance(wallet), balance);
  const { fields } = await world.ask(partner, query('refund-4'));
  assert.equal(fields.alipay_trans_status, 'TRADE_CLOSED');
});

test('every refusal, in the order in which they are looked for', async (t) => {
  const suspended = await world.partner({}, { status: 'suspended' });
  const standard = await world.partner({ contract: 'global' });
  const broke = await world.partner({}, { fee: feeByRate('0') });
  const mainland = await world.wallet('100.00', { inst: 'ALIPAYCN' });
  const asking = await world.wallet('100.00', { passwordFreeLimit: hkd('20.00') });
  await paid('good');
  await paid('other');
  await paid('waiting', partner, asking);
  await paid('closed');
  await world.ask(partner, cancel('closed'));
  await paid('standard', standard, mainland);
  await world.ask(partner, refund('good', { partner_refund_id: 'done', refund_amount: '1.00' }));
  await paid('no-funds', broke);
  await world.sql('update partner_funds set balance = 0 where partner_id = $1', [broke]);

  const table: readonly (readonly [string, string, Asked, PartnerId?])[] = [
    ['the id of the trade', 'INVALID_PARAMETER', refund('good', { partner_refund_id: 'good' })],
    ['a currency that HK has not', 'INVALID_PARAMETER', refund('good', { currency: 'CNY' })],
    ['a suspended partner', 'SELLER_BEEN_BLOCKED', refund('good'), suspended],
    [
      'the id of another refund',
      'DISCORDANT_REPEAT_REQUEST',
      refund('good', { partner_refund_id: 'done', refund_amount: '2.00' }),
    ],
    [
      'the id of a refund of another trade',
      'DISCORDANT_REPEAT_REQUEST',
      refund('other', { partner_refund_id: 'done', refund_amount: '1.00' }),
    ],
    ['an unknown trade', 'TRADE_NOT_EXIST', refund('never')],
    ['ids of two trades', 'TRADE_NOT_EXIST', refund('good', { alipay_trans_id: '2'.repeat(28) })],
    ['a trade that is not paid yet', 'TRADE_STATUS_ERROR', refund('waiting')],
    ['a cancelled trade', 'TRADE_HAS_CLOSE', refund('closed')],
    ['another currency', 'CURRENCY_NOT_SAME', refund('standard', { currency: 'USD' }), standard],
    ['more than is left', 'RETURN_AMOUNT_EXCEED', refund('good', { refund_amount: '38.26' })],
    ['more than is owed', 'MERCHANT_BALANCE_NOT_ENOUGH', refund('no-funds'), broke],
  ];
  for (const [what, code, asked, by = partner] of table) {
    await t.test(`${what}: ${code}`, async () => {
      const before = await world.rows();
      const answer = await world.ask(by, asked);
      assert.deepEqual(answer.fields, { error: code, result_code: 'FAIL' });
      assert.ok(answer.signed);
      assert.deepEqual(await world.rows(), before, 'nothing is stored');
    });
  }
  await t.test('a trade whose refund period is over: TRADE_HAS_FINISHED', async () => {
    world.machine.advance(days(360));
    const answer = await world.ask(partner, refund('good'));
    assert.deepEqual(answer.fields, { error: 'TRADE_HAS_FINISHED', result_code: 'FAIL' });
  });
});
