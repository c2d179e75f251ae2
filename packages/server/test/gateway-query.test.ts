/**
 * Goal: a query returns the state of a trade as documented, and nothing to another partner.
 * Method: trades are brought into every state over the gateway, then queried by either id.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { days, minutes, type PartnerId, type WalletId } from '@sampan/primitives';
import { hkd } from '#test-kit';
import { cancel, payment, query, refund } from './gateway-asked.ts';
import { type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  wallet = await world.wallet('1000.00', { loginId: '852-98765432' });
});
after(() => world.close());

/** Pays the order and answers our id of the trade. */
async function paid(order: string, from = wallet): Promise<string> {
  const code = await world.code(from);
  const { fields } = await world.ask(partner, payment(partner, code, { partner_trans_id: order }));
  return fields.alipay_trans_id ?? '';
}

/** Clients read the code in one place or the other, and the id as they asked for it (17). */
const unknownAs = (order: string | undefined) => ({
  detail_error_code: 'TRADE_NOT_EXIST',
  detail_error_des: 'There is no such trade',
  error: 'TRADE_NOT_EXIST',
  ...(order && { out_trade_no: order, partner_trans_id: order }),
  result_code: 'FAIL',
});

test('a paid trade, with every field of a Hong Kong reply', async () => {
  const trade = await paid('query-1');
  const { fields, signed } = await world.ask(partner, query('query-1'));
  assert.deepEqual(fields, {
    alipay_buyer_login_id: '852-****5432',
    alipay_buyer_user_id: wallet,
    alipay_pay_time: '20261122100000',
    alipay_trans_id: trade,
    alipay_trans_status: 'TRADE_SUCCESS',
    currency: 'HKD',
    out_trade_no: 'query-1',
    partner_trans_id: 'query-1',
    payment_inst: 'ALIPAYHK',
    result_code: 'SUCCESS',
    trans_amount: '39.25',
  });
  assert.ok(signed);
});

test('our id alone finds the trade, and decides when both are sent', async () => {
  const one = await paid('query-2');
  await paid('query-3');
  const byOurs = await world.ask(partner, query('', { alipay_trans_id: one }));
  assert.equal(byOurs.fields.partner_trans_id, 'query-2');
  const both = await world.ask(partner, query('query-3', { alipay_trans_id: one }));
  assert.equal(both.fields.partner_trans_id, 'query-2');
  const wrong = await world.ask(partner, query('query-3', { alipay_trans_id: '1'.repeat(28) }));
  assert.deepEqual(wrong.fields, unknownAs('query-3'));
});

test('what is no trade does not exist', async () => {
  await world.ask(partner, cancel('query-tombstone'));
  const stranger = await world.partner();
  const trade = await paid('query-4');
  for (const [what, asked, by] of [
    ['an order never seen', query('never'), partner],
    ['an order cancelled before it was seen', query('query-tombstone'), partner],
    ['another partner’s order', query('query-4'), stranger],
    ['another partner’s trade', query('', { alipay_trans_id: trade }), stranger],
  ] as const) {
    const answer = unknownAs(asked.partner_trans_id || undefined);
    assert.deepEqual((await world.ask(by, asked)).fields, answer, what);
  }
});

test('no id at all is malformed', async () => {
  assert.equal((await world.ask(partner, query(''))).reply.error, 'ILLEGAL_ARGUMENT');
});

test('refunds leave amount and time of payment; the last one closes the trade', async () => {
  await paid('query-5');
  const whole = (await world.ask(partner, query('query-5'))).fields;
  await world.ask(partner, refund('query-5'));
  assert.deepEqual((await world.ask(partner, query('query-5'))).fields, whole);
  const rest = { partner_refund_id: 'rest', refund_amount: '29.25' };
  await world.ask(partner, refund('query-5', rest));
  const closed = (await world.ask(partner, query('query-5'))).fields;
  assert.deepEqual(closed, { ...whole, alipay_trans_status: 'TRADE_CLOSED' });
});

test('an accepted refund does not show until it is done', async () => {
  await paid('query-6');
  const asked = refund('query-6', { refund_amount: '39.25', is_sync: 'N' });
  assert.equal((await world.ask(partner, asked)).fields.result_code, 'SUCCESS');
  const { fields } = await world.ask(partner, query('query-6'));
  assert.equal(fields.alipay_trans_status, 'TRADE_SUCCESS');
});

test('a trade that was never paid has no time of payment when it is closed', async () => {
  const asking = await world.wallet('100.00', { passwordFreeLimit: hkd('20.00') });
  await paid('query-7', asking);
  world.machine.advance(minutes(3));
  const { fields } = await world.ask(partner, query('query-7'));
  assert.equal(fields.alipay_trans_status, 'TRADE_CLOSED');
  assert.equal(fields.alipay_pay_time, undefined);
  assert.equal(fields.payment_inst, 'ALIPAYHK');
});

test('a standard partner is not told the wallet', async () => {
  const standard = await world.partner({ contract: 'global' });
  const mainland = await world.wallet('100.00', { inst: 'ALIPAYCN' });
  const code = await world.code(mainland);
  await world.ask(standard, payment(standard, code, { partner_trans_id: 'query-8' }));
  const { fields } = await world.ask(standard, query('query-8'));
  assert.equal(fields.alipay_trans_status, 'TRADE_SUCCESS');
  assert.equal(fields.payment_inst, undefined);
});

test('a trade is finished when its refund period is over', async () => {
  await paid('query-9');
  world.machine.advance(days(360));
  const { fields } = await world.ask(partner, query('query-9'));
  assert.equal(fields.alipay_trans_status, 'TRADE_FINISHED');
});
