/**
 * Goal: a standard partner's notifications have the settlement amount beside the price, in whole
 * yen and won; a Hong Kong partner's have no exchange fields, whichever wallet paid.
 * Method: notifications requested through the signed gateway are sent to a receiver, and read and
 * verified by the protocol's own reader.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Currency, dashedTime, type PartnerId, secret } from '@sampan/primitives';
import { parsePublicKey } from '@sampan/protocol';
import { runDueRefunds } from '#acquiring';
import type { Notifier, sandboxSettings } from '#notification';
import { testPlatformKeys, time } from '#test-kit';
import { cancel, createCode, refund } from './gateway-asked.ts';
import { md5Key } from './gateway-world.ts';
import { openReceiver } from './notification-world.ts';
import {
  amountOf,
  type Fields,
  rates,
  type StandardWorld,
  standardWorld,
} from './standard-world.ts';

let world: StandardWorld;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
let notifier: Notifier;
before(async () => {
  world = await standardWorld();
  receiver = await openReceiver();
  ({ notifier } = world.platform);
});
after(async () => {
  await receiver.close();
  await world.close();
});

const notifierWith = async (
  notification: Partial<typeof sandboxSettings> = {},
): Promise<Notifier> => (await world.open({ notification })).notifier;

/** The partner's next notification, with verified signature; the two ids are arbitrary. */
async function told(by = notifier): Promise<Fields> {
  const index = receiver.got.length;
  assert.equal(await by.runDue(), 1);
  const keys = testPlatformKeys;
  const read = parsePublicKey(keys.publicKey);
  const verifying = { md5Key: secret(md5Key), publicKey: read.ok ? read.value : undefined };
  const { parameters } = await receiver.read(index, verifying);
  const { sign, notify_id, notify_time, ...rest } = Object.fromEntries(parameters);
  assert.ok(sign && notify_id && notify_time);
  return rest;
}

const common = (partner: PartnerId, order: string, trade: string) => ({
  notify_type: 'trade_status_sync',
  sign_type: 'MD5',
  out_trade_no: order,
  trade_no: trade,
  subject: 'Flat white',
  gmt_create: '2026-11-22 10:00:00',
  gmt_payment: '2026-11-22 10:00:00',
  seller_id: partner,
  buyer_id: world.buyer,
  buyer_email: '132****0001',
});

type Row = readonly [
  price: Currency,
  amount: string,
  settled: Currency,
  total: string,
  part: string,
];
const rows: readonly Row[] = [
  ['AUD', '369.30', 'AUD', '369.30', '69.30'],
  ['JPY', '5000', 'JPY', '5000', '1250'],
  ['KRW', '10000', 'KRW', '10000', '1'],
  ['TWD', '1000.00', 'JPY', '3471', '0.01'],
  ['CNY', '65.35', 'USD', '10.00', '5.35'],
];

for (const [price, amount, settled, total, part] of rows) {
  test(`a price in ${price}, settled in ${settled}: paid, refunded, cancelled`, async () => {
    const partner = await world.settledIn(settled);
    const asked = (order: string) => ({
      partner_trans_id: order,
      currency: settled,
      trans_amount: amount,
      ...(price !== settled && { trans_currency: price }),
      notify_url: receiver.url,
    });
    const money = { total_fee: amount, currency: settled, forex_total_fee: total };
    const order = `told-${price}-${settled}`;
    const trade = (await world.pay(partner, asked(order))).fields.alipay_trans_id ?? '';
    assert.deepEqual(await told(), {
      ...common(partner, order, trade),
      ...money,
      notify_action_type: 'payByAccountAction',
      trade_status: 'TRADE_SUCCESS',
    });

    // On the trade's own day it is executed at once, at the payment's rates.
    await world.rates({ ...rates, [settled]: '0.999999' });
    const later = { is_sync: 'N', currency: price, refund_amount: part, notify_url: receiver.url };
    await world.ask(partner, refund(order, later));
    const run = await runDueRefunds(world.platform);
    assert.deepEqual(run, { refunded: 1, postponed: 0, failed: 0 });
    assert.deepEqual(await told(), {
      ...common(partner, order, trade),
      ...money,
      notify_action_type: 'refundFPAction',
      trade_status: 'TRADE_SUCCESS',
      refund_fee: part,
      out_biz_no: `${order}-refund`,
      gmt_refund: '2026-11-22 10:00:00',
    });
    await world.rates(rates);

    const undone = `${order}-undone`;
    const other = (await world.pay(partner, asked(undone))).fields.alipay_trans_id ?? '';
    await told();
    await world.ask(partner, cancel(undone));
    assert.deepEqual(await told(), {
      ...common(partner, undone, other),
      ...money,
      notify_action_type: 'reverseAction',
      trade_status: 'TRADE_CLOSED',
      gmt_close: '2026-11-22 10:00:00',
    });
  });
}

test('the codes of orders and shops tell the same of the settlement', async () => {
  const partner = await world.settledIn('USD');
  const price = { currency: 'USD', trans_currency: 'CNY' };
  const made = { ...price, total_fee: '65.35', notify_url: receiver.url, passback_parameters: 'd' };
  await world.scanOrder(partner, await world.order(partner, made));
  const ofOrder = await told();
  const { fields } = await world.ask(partner, createCode(price, { notify_url: receiver.url }));
  const token = (fields.qrcode ?? '').split('/').at(-1) ?? '';
  await world.scanShop(partner, token, amountOf('CNY', '65.35'));
  const ofShop = await told();
  for (const fields of [ofOrder, ofShop]) {
    assert.deepEqual(
      [fields.total_fee, fields.currency, fields.forex_total_fee, fields.trade_status],
      ['65.35', 'USD', '10.00', 'TRADE_SUCCESS'],
    );
    assert.ok(!('payment_inst' in fields));
  }
  assert.deepEqual([ofOrder.extra_common_param, ofShop.extra_common_param], ['d', '{"desk":"3"}']);
});

test('an asynchronous refund of a later day is notified in its night', async () => {
  const partner = await world.settledIn('AUD');
  const money = { currency: 'AUD', trans_amount: '369.30', partner_trans_id: 'night' };
  await world.pay(partner, money);
  world.machine.set(time('2026-11-23 10:00'));
  const notify_url = receiver.url;
  await world.ask(partner, refund('night', { is_sync: 'N', currency: 'AUD', notify_url }));
  const run = () => runDueRefunds(world.platform);
  assert.equal((await run()).refunded, 0);
  assert.equal(await notifier.runDue(), 0, 'not done, so not told');
  world.machine.set(time('2026-11-23 23:00'));
  assert.equal((await run()).refunded, 1);
  const { refund_fee, currency, forex_total_fee, gmt_refund } = await told();
  assert.deepEqual(
    [refund_fee, currency, forex_total_fee, gmt_refund],
    ['10.00', 'AUD', '369.30', dashedTime(world.machine.now())],
  );
});

test('a Hong Kong partner paid from a mainland wallet gets HKD only', async (t) => {
  const partner = await world.partner();
  const exchange = ['forex_total_fee', 'exchange_rate', 'trans_amount_cny', 'trans_forex_rate'];
  for (const [what, settings, extra] of [
    ['as a rule', {}, {}],
    ['with the extras', { hongKongExtras: true }, { currency: 'HKD', payment_inst: 'ALIPAYCN' }],
  ] as const) {
    await t.test(what, async () => {
      const order = { currency: 'HKD', trans_currency: 'HKD', total_fee: '39.25' };
      await world.scanOrder(
        partner,
        await world.order(partner, { ...order, notify_url: receiver.url }),
      );
      const fields = await told(await notifierWith(settings));
      assert.equal(fields.total_fee, '39.25');
      for (const name of exchange) assert.ok(!(name in fields), name);
      const { currency, payment_inst } = fields;
      assert.deepEqual({ ...(currency && { currency, payment_inst }) }, extra);
      assert.ok(!Object.values(fields).includes('32.92'), 'the CNY stand nowhere');
    });
  }
});

test('the book balances', async () => {
  assert.deepEqual(await world.audit(), []);
});
