// Goal: every event of a trade is notified as documented, and the partner can verify it.
// Method: real payments, cancels and refunds; the notification is read by the protocol's own reader.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dashedTime, type Instant, instant, type PartnerId } from '@sampan/primitives';
import { type Contract, parsePublicKey, type VerifyingKeys } from '@sampan/protocol';
import type { TradeDetails } from '#acquiring';
import type { Notifier } from '#notification';
import { currentMd5Key, readPartnerKeys } from '#partner';
import { hkd, type TestWorld, testPlatformKeys, testSecrets, testWorld } from '#test-kit';
import { openReceiver } from './notification-world.ts';

let world: TestWorld;
let notifier: Notifier;
let publicKey: VerifyingKeys['publicKey'];
let receiver: Awaited<ReturnType<typeof openReceiver>>;

before(async () => {
  world = await testWorld({ startAt: '2026-11-22 10:00' });
  const keys = testPlatformKeys;
  const read = parsePublicKey(keys.publicKey);
  publicKey = read.ok ? read.value : undefined;
  receiver = await openReceiver();
  ({ notifier } = world.platform);
});
after(async () => {
  await receiver.close();
  await world.close();
});

interface Given {
  readonly contract?: Contract;
  readonly subject?: string;
  readonly charset?: string;
  readonly signType?: string;
  readonly details?: TradeDetails;
}

/** A paid trade of a new partner that wants to be told. */
async function paid({ contract = 'hk', subject = 'tea', charset, signType, details }: Given = {}) {
  const id = await world.partner({ contract });
  const wallet = await world.wallet('100.00', contract === 'global' ? { inst: 'ALIPAYCN' } : {});
  const notify = {
    url: receiver.url,
    charset: charset ?? 'UTF-8',
    signType: signType ?? 'MD5',
  };
  const request = {
    ...world.payment(id, await world.code(wallet), '39.25'),
    subject,
    details: { ...details, notify },
  };
  const outcome = await world.acquiring.pay(request);
  assert.equal(outcome.outcome, 'paid');
  assert.ok('trade' in outcome);
  return { id, wallet, notify, trade: outcome.trade, order: request.partnerTransId };
}

/** The partner's last notification, with verified signature. */
async function told(id: PartnerId): Promise<Record<string, string>> {
  const before = receiver.got.length;
  assert.equal(await notifier.runDue(), 1);
  assert.equal(receiver.got.length, before + 1);
  const md5Key = currentMd5Key(id, await readPartnerKeys(world.connection, id, testSecrets));
  const { parameters } = await receiver.read(before, { md5Key, publicKey });
  assert.ok(
    [...parameters.values()].every((value) => value !== ''),
    'no empty parameters',
  );
  const { sign, notify_id, ...rest } = Object.fromEntries(parameters);
  assert.match(notify_id ?? '', /^[0-9a-f]{32}$/);
  assert.ok(sign);
  return rest;
}

test('a payment', async () => {
  const { id, wallet, trade, order } = await paid({
    details: { passback: '{"table":7}', body: 'two cups', price: '19.63', quantity: '2' },
  });
  assert.deepEqual(await told(id), {
    notify_time: '2026-11-22 10:00:00',
    notify_type: 'trade_status_sync',
    notify_action_type: 'payByAccountAction',
    out_trade_no: order,
    subject: 'tea',
    trade_no: trade.id,
    trade_status: 'TRADE_SUCCESS',
    gmt_create: '2026-11-22 10:00:00',
    gmt_payment: '2026-11-22 10:00:00',
    seller_id: id,
    buyer_id: wallet,
    buyer_email: trade.buyerLogin,
    price: '19.63',
    quantity: '2',
    total_fee: '39.25',
    body: 'two cups',
    extra_common_param: '{"table":7}',
    sign_type: 'MD5',
  });
});

test('a payment under the standard contract names the settlement', async () => {
  const { id } = await paid({ contract: 'global', details: { sellerEmail: 'shop@example.com' } });
  const { currency, forex_total_fee, total_fee, seller_email } = await told(id);
  assert.deepEqual(
    { currency, forex_total_fee, total_fee, seller_email },
    {
      currency: 'HKD',
      forex_total_fee: '39.25',
      total_fee: '39.25',
      seller_email: 'shop@example.com',
    },
  );
});

test('a cancel of what was paid', async () => {
  const { id, order } = await paid();
  await told(id);
  await world.acquiring.cancel({
    partnerId: id,
    partnerTransId: order,
    tradeId: undefined,
    service: 'cancel',
  });
  const { trade_status, notify_action_type, gmt_close, gmt_payment } = await told(id);
  assert.deepEqual(
    { trade_status, notify_action_type, gmt_close, gmt_payment },
    {
      trade_status: 'TRADE_CLOSED',
      notify_action_type: 'reverseAction',
      gmt_close: '2026-11-22 10:00:00',
      gmt_payment: '2026-11-22 10:00:00',
    },
  );
});

test('asynchronous refunds, when they are executed: of a part, and of the rest', async () => {
  const { id, order, notify } = await paid();
  await told(id);
  for (const [refundId, amount, status] of [
    ['refund-part', '9.25', 'TRADE_SUCCESS'],
    ['refund-rest', '30.00', 'TRADE_CLOSED'],
  ] as const) {
    const request = { partnerId: id, partnerTransId: order, partnerRefundId: refundId };
    const accepted = await world.acquiring.refund({
      ...request,
      tradeId: undefined,
      amount: hkd(amount),
      reason: '',
      mode: 'async',
      notify,
    });
    assert.ok('refund' in accepted);
    assert.equal(await notifier.runDue(), 0, 'nothing has happened yet');
    world.machine.set(accepted.refund.dueAt as Instant);
    await world.acquiring.executeAcceptedRefund(request);
    const { trade_status, notify_action_type, refund_fee, out_biz_no, gmt_refund, gmt_close } =
      await told(id);
    assert.deepEqual(
      { trade_status, notify_action_type, refund_fee, out_biz_no },
      {
        trade_status: status,
        notify_action_type: 'refundFPAction',
        refund_fee: amount,
        out_biz_no: refundId,
      },
    );
    assert.equal(gmt_refund, dashedTime(world.machine.now()));
    assert.equal(gmt_close, status === 'TRADE_CLOSED' ? gmt_refund : undefined);
    world.machine.set(instant(world.machine.now() + 1_000));
  }
});

for (const signType of ['MD5', 'RSA', 'RSA2']) {
  test(`${signType} in GBK`, async () => {
    const { id } = await paid({ subject: '絲襪奶茶 a+b', charset: 'GBK', signType });
    const { subject, sign_type } = await told(id);
    assert.deepEqual({ subject, sign_type }, { subject: '絲襪奶茶 a+b', sign_type: signType });
    const last = receiver.got.at(-1);
    assert.equal(last?.contentType, 'application/x-www-form-urlencoded; charset=GBK');
    assert.match(last?.body ?? '', /subject=%BD%7A%D2%6D%C4%CC%B2%E8/);
  });
}

test('what GBK cannot hold goes out in UTF-8', async () => {
  const { id } = await paid({ subject: '𨋢口奶茶', charset: 'GBK' });
  assert.equal((await told(id)).subject, '𨋢口奶茶');
  const last = receiver.got.at(-1);
  assert.equal(last?.contentType, 'application/x-www-form-urlencoded; charset=UTF-8');
});
