/**
 * Goal: the SDK and the real gateway agree on every service, sign type and charset.
 * Method: the server on a database of its own, called over real sockets.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { createPartner, type Partner, type PartnerOptions } from '@sampan/sdk';
import { type GatewayWorld, gatewayWorld, md5Key } from '../../server/test/gateway-world.ts';
import { testKeys } from '../../server/test-kit/index.ts';

let world: GatewayWorld;
let id: PartnerId;
let partner: Partner;
const opened: Partner[] = [];

before(async () => {
  world = await gatewayWorld();
  id = await world.partner({});
  partner = open();
});
after(async () => {
  for (const each of opened) each.close();
  await world.close();
});

function open(options: Partial<PartnerOptions> = {}): Partner {
  const made = createPartner({
    gateway: `http://127.0.0.1:${world.port}/gateway.do`,
    id,
    contract: 'hk',
    sign: { type: 'MD5', key: md5Key },
    retry: { tries: 1 },
    ...options,
  });
  opened.push(made);
  return made;
}

async function freshCode(): Promise<string> {
  return world.code(await world.wallet('100.00'));
}

const payment = (order: string, code: string) =>
  ({
    alipay_seller_id: id,
    trans_name: '檸檬茶 <1>',
    partner_trans_id: order,
    currency: 'HKD',
    trans_amount: '39.25',
    buyer_identity_code: code,
    identity_code_type: 'barcode',
    biz_product: 'OVERSEAS_MBARCODE_PAY',
    extend_info: { store_id: 'A101', store_name: '中環' },
  }) as const;

test('a barcode payment, and what the query says of it', async () => {
  const paid = await partner.call(
    'alipay.acquire.overseas.spot.pay',
    payment('order-1', await freshCode()),
  );
  assert.ok(paid.outcome === 'success', JSON.stringify(paid));
  assert.equal(paid.reply.trans_amount, '39.25');
  assert.equal(paid.reply.payment_inst, 'ALIPAYHK');
  assert.deepEqual(paid.reply.extra, {});
  assert.equal(paid.attempts.length, 1);
  const asked = await partner.services.query({ partner_trans_id: 'order-1' });
  assert.equal(asked.outcome === 'success' && asked.reply.alipay_trans_status, 'TRADE_SUCCESS');
});

test('every sign type and charset', async () => {
  const privateKey = testKeys.partner.privateKey;
  const gatewayKey = testKeys.platform.publicKey;
  for (const type of ['RSA', 'RSA2'] as const) {
    for (const charset of ['UTF-8', 'GBK'] as const) {
      const order = `${type}-${charset}`;
      const till = open({ sign: { type, privateKey, gatewayKey }, charset });
      const paid = await till.services.spotPay(payment(order, await freshCode()));
      assert.equal(paid.outcome, 'success', `${order}: ${JSON.stringify(paid)}`);
    }
  }
});

test('a refusal of the service has its code, its class and its meaning', async () => {
  const refused = await partner.services.query({ partner_trans_id: 'never' });
  assert.ok(refused.outcome === 'refused' && refused.by === 'service');
  assert.equal(refused.code, 'TRADE_NOT_EXIST');
  assert.equal(refused.known, true);
  assert.equal(refused.class, 'final');
  assert.equal(refused.means, 'There is no such trade');
});

test('a refusal of the gateway', async () => {
  const till = open({ sign: { type: 'MD5', key: 'x'.repeat(32) } });
  const refused = await till.services.query({ partner_trans_id: 'order-1' });
  assert.ok(refused.outcome === 'refused' && refused.by === 'gateway');
  assert.equal(refused.code, 'ILLEGAL_SIGN');
});

test('a cancel, a refund and an order code', async () => {
  const ordered = await partner.services.precreate({
    out_trade_no: 'qr-1',
    subject: 'Two flat whites',
    product_code: 'OVERSEAS_MBARCODE_PAY',
    trans_currency: 'HKD',
    currency: 'HKD',
    total_fee: '30.00',
    it_b_pay: '10m',
    goods_detail: [{ goodsId: 'tea-1', goodsName: 'Tea', quantity: '2', price: '15.00' }],
  });
  assert.ok(ordered.outcome === 'success', JSON.stringify(ordered));
  assert.match(ordered.reply.qr_code ?? '', /^https:\/\/pay\.example\//);
  const cancelled = await partner.services.cancel({ out_trade_no: 'qr-1' });
  assert.equal(cancelled.outcome, 'success');

  await partner.services.spotPay(payment('order-2', await freshCode()));
  const refunded = await partner.services.refund({
    partner_trans_id: 'order-2',
    partner_refund_id: 'order-2-r',
    currency: 'HKD',
    refund_amount: '10.00',
    is_sync: 'Y',
  });
  assert.ok(refunded.outcome === 'success', JSON.stringify(refunded));
  assert.equal(refunded.reply.refund_amount, '10.00');
});

test('a shop’s code, and whether a notification is genuine', async () => {
  const made = await partner.services.createMerchantCode({
    biz_type: 'OVERSEASHOPQRCODE',
    biz_data: {
      secondary_merchant_industry: '5812',
      secondary_merchant_id: 'M_0001',
      secondary_merchant_name: 'Harbour Coffee',
      store_id: 'S_01',
      store_name: 'Central',
      trans_currency: 'HKD',
      currency: 'HKD',
      country_code: 'HK',
    },
  });
  assert.ok(made.outcome === 'success', JSON.stringify(made));
  assert.match(made.reply.qrcode ?? '', /^https:\/\/pay\.example\//);
  const verified = await partner.services.notifyVerify({ notify_id: 'ac0509' });
  assert.equal(verified.outcome === 'success' && verified.reply.text, 'false');
});
