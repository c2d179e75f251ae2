/**
 * Goal: a barcode payment over HTTP answers as documented, whatever its outcome.
 * Method: real sockets and a real database; the buyer and the clock are driven by hand.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { minutes, type PartnerId, seconds, type TradeId, type WalletId } from '@sampan/primitives';
import { hkd } from '#test-kit';
import { cancel, payment, query } from './gateway-asked.ts';
import { type Asked, type Exchange, type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
before(async () => {
  world = await gatewayWorld();
});
after(() => world.close());

let orders = 0;
const newOrder = () => `pay-${++orders}`;

/** Shows a fresh code of the wallet and pays with it. */
async function pay(partner: PartnerId, wallet: WalletId, change: Asked = {}): Promise<Exchange> {
  const code = await world.code(wallet);
  return world.ask(partner, payment(partner, code, { partner_trans_id: newOrder(), ...change }));
}

const anyTradeId = /^20261122\d{20}$/;

test('a Hong Kong partner gets the wallet and no exchange fields', async () => {
  const partner = await world.partner();
  const wallet = await world.wallet('100.00', { loginId: '852-98765432' });
  const { fields, status, contentType, signed } = await pay(partner, wallet, {
    partner_trans_id: 'hk-1',
  });
  assert.match(fields.alipay_trans_id ?? '', anyTradeId);
  assert.deepEqual(
    { ...fields, alipay_trans_id: 'any' },
    {
      alipay_buyer_login_id: '852-****5432',
      alipay_buyer_user_id: wallet,
      alipay_pay_time: '20261122100000',
      alipay_trans_id: 'any',
      currency: 'HKD',
      partner_trans_id: 'hk-1',
      payment_inst: 'ALIPAYHK',
      result_code: 'SUCCESS',
      trans_amount: '39.25',
    },
  );
  assert.deepEqual(
    { status, contentType, signed },
    {
      status: 200,
      contentType: 'text/xml;charset=UTF-8',
      signed: true,
    },
  );
});

test('a standard partner is not told the wallet', async () => {
  const partner = await world.partner({ contract: 'global' });
  const wallet = await world.wallet('100.00', { inst: 'ALIPAYCN', loginId: '13200000001' });
  const { fields } = await pay(partner, wallet, { notify_url: 'https://merchant.example/n' });
  assert.equal(fields.result_code, 'SUCCESS');
  assert.equal(fields.alipay_buyer_login_id, '132****0001');
  assert.equal(fields.payment_inst, undefined);
});

test('every refusal, in the order in which they are looked for', async (t) => {
  const partner = await world.partner();
  const suspended = await world.partner({}, { status: 'suspended' });
  const standard = await world.partner({ contract: 'global' });
  const alice = await world.wallet('100.00');
  const bob = await world.wallet('100.00');
  const frozen = await world.wallet('100.00', { status: 'frozen' });
  const mainland = await world.wallet('100.00', { inst: 'ALIPAYCN' });
  const poor = await world.wallet('10.00');
  const limited = {
    payment: await world.wallet('100.00', { paymentLimit: hkd('39.24') }),
    day: await world.wallet('100.00', { dayLimit: hkd('39.24') }),
    month: await world.wallet('100.00', { monthLimit: hkd('39.24') }),
  };
  await world.ask(partner, cancel('cancelled'));
  await pay(partner, alice, { partner_trans_id: 'of-alice', trans_amount: '1.00' });
  const used = await world.code(alice);
  await world.ask(partner, payment(partner, used, { partner_trans_id: 'used', trans_amount: '1' }));
  const old = await world.code(alice, (world.machine.now() - seconds(60)) as never);

  type Row = readonly [
    what: string,
    code: string,
    request: { by?: PartnerId; wallet?: WalletId; change?: Asked },
  ];
  const table: readonly Row[] = [
    ['another seller', 'SELLER_NOT_EXIST', { change: { alipay_seller_id: standard } }],
    ['another product', 'UN_SUPPORT_BIZ_TYPE', { change: { biz_product: 'ONLINE' } }],
    ['a currency that HK has not', 'INVALID_PARAMETER', { change: { currency: 'USD' } }],
    ['no currency', 'INVALID_PARAMETER', { change: { currency: 'XXX' } }],
    ['a suspended partner', 'SELLER_BEEN_BLOCKED', { by: suspended }],
    ['a cancelled order', 'TRADE_HAS_CLOSE', { change: { partner_trans_id: 'cancelled' } }],
    [
      'an unknown code',
      'SOUNDWAVE_PARSER_FAIL',
      { change: { buyer_identity_code: '2'.repeat(18) } },
    ],
    ['no code at all', 'SOUNDWAVE_PARSER_FAIL', { change: { buyer_identity_code: '4891234567' } }],
    ['a used code', 'SOUNDWAVE_PARSER_FAIL', { change: { buyer_identity_code: used } }],
    ['an old code', 'SOUNDWAVE_PARSER_FAIL', { change: { buyer_identity_code: old } }],
    [
      'another buyer',
      'TRADE_BUYER_NOT_MATCH',
      { wallet: bob, change: { partner_trans_id: 'of-alice' } },
    ],
    ['another amount', 'CONTEXT_INCONSISTENT', { change: { partner_trans_id: 'of-alice' } }],
    ['a frozen wallet', 'BUYER_ENABLE_STATUS_FORBID', { wallet: frozen }],
    ['a wallet of the other kind', 'NOT_SUPPORT_PAYMENT_INST', { by: standard }],
    [
      'a price without a rate',
      'INVALID_PARAMETER',
      { by: standard, wallet: mainland, change: { trans_currency: 'TWD' } },
    ],
    ['the limit of a payment', 'BEYOND_PER_RECEIPT_RESTRICTION', { wallet: limited.payment }],
    ['the limit of a day', 'BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR', { wallet: limited.day }],
    ['the limit of a month', 'BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR', { wallet: limited.month }],
    ['too little money', 'BUYER_BALANCE_NOT_ENOUGH', { wallet: poor }],
  ];
  for (const [what, code, { by = partner, wallet = alice, change = {} }] of table) {
    await t.test(`${what}: ${code}`, async () => {
      const shown = await world.code(wallet);
      const before = await world.rows();
      const asked = payment(by, shown, { partner_trans_id: newOrder(), ...change });
      const answer = await world.ask(by, asked);
      assert.deepEqual(answer.fields, { error: code, result_code: 'FAILED' });
      assert.ok(answer.signed);
      assert.deepEqual(await world.rows(), before, 'nothing is stored');
    });
  }
});

test('repeating a payment repeats its answer and charges nothing', async () => {
  const partner = await world.partner();
  const wallet = await world.wallet('100.00');
  const code = await world.code(wallet);
  const asked = payment(partner, code, { partner_trans_id: newOrder(), trans_amount: '39.50' });
  const first = await world.ask(partner, asked);
  assert.equal(first.fields.result_code, 'SUCCESS');
  const rows = await world.rows();
  for (const [what, change] of [
    ['the same request', {}],
    ['the amount written otherwise', { trans_amount: '39.5' }],
    ['other words', { trans_name: 'Latte', memo: 'again' }],
    ['a fresh code of the same buyer', { buyer_identity_code: await world.code(wallet) }],
  ] as const) {
    const again = await world.ask(partner, { ...asked, ...change });
    assert.deepEqual(again.fields, first.fields, what);
  }
  world.machine.advance(minutes(5));
  assert.deepEqual(
    (await world.ask(partner, asked)).fields,
    first.fields,
    'the code is old by now',
  );
  assert.deepEqual({ ...(await world.rows()), payment_codes: 0 }, { ...rows, payment_codes: 0 });
  assert.deepEqual(await world.balance(wallet), hkd('60.50'));
});

test('an order that was refused can be paid after all, and a code is not used up by a refusal', async () => {
  const partner = await world.partner();
  const wallet = await world.wallet('39.24');
  const code = await world.code(wallet);
  const asked = payment(partner, code, { partner_trans_id: newOrder() });
  assert.equal((await world.ask(partner, asked)).fields.error, 'BUYER_BALANCE_NOT_ENOUGH');
  const topUp = { walletId: wallet, amount: hkd('0.01'), entryId: world.id() };
  await world.acquiring.topUp(topUp);
  assert.equal((await world.ask(partner, asked)).fields.result_code, 'SUCCESS');
});

test('a buyer who is asked for the password: open, queried, confirmed, cancelled', async () => {
  const partner = await world.partner();
  const wallet = await world.wallet('100.00', { passwordFreeLimit: hkd('20.00') });
  const order = newOrder();
  const asked = payment(partner, await world.code(wallet), { partner_trans_id: order });
  const open = await world.ask(partner, asked);
  const { alipay_trans_id, ...rest } = open.fields;
  assert.deepEqual(rest, {
    alipay_buyer_login_id: rest.alipay_buyer_login_id,
    alipay_buyer_user_id: wallet,
    currency: 'HKD',
    partner_trans_id: order,
    result_code: 'UNKNOW',
    trans_amount: '39.25',
  });
  assert.deepEqual((await world.ask(partner, asked)).fields, open.fields, 'a repeat is open, too');

  const waiting = await world.ask(partner, query(order));
  assert.equal(waiting.fields.alipay_trans_status, 'WAIT_BUYER_PAY');
  assert.equal(waiting.fields.payment_inst, undefined);

  world.machine.advance(seconds(30));
  const tradeId = alipay_trans_id as TradeId;
  await world.acquiring.confirm({
    walletId: wallet,
    partnerId: partner,
    tradeId,
    answer: 'confirm',
  });
  const paid = await world.ask(partner, query(order));
  assert.equal(paid.fields.alipay_trans_status, 'TRADE_SUCCESS');
  assert.equal(paid.fields.payment_inst, 'ALIPAYHK');
  assert.equal((await world.ask(partner, asked)).fields.result_code, 'SUCCESS');

  const undone = await world.ask(partner, cancel(order));
  assert.equal(undone.fields.action, 'refund');
  assert.deepEqual(await world.balance(wallet), hkd('100.00'));
  assert.equal((await world.ask(partner, asked)).fields.error, 'TRADE_HAS_CLOSE');
});

test('an unanswered prompt closes the trade after three minutes', async () => {
  const partner = await world.partner();
  const wallet = await world.wallet('100.00', { passwordFreeLimit: hkd('20.00') });
  const order = newOrder();
  const asked = payment(partner, await world.code(wallet), { partner_trans_id: order });
  await world.ask(partner, asked);
  world.machine.advance(minutes(3));
  assert.equal((await world.ask(partner, query(order))).fields.alipay_trans_status, 'TRADE_CLOSED');
  assert.equal((await world.ask(partner, asked)).fields.error, 'TRADE_HAS_CLOSE');
  assert.deepEqual((await world.ask(partner, cancel(order))).fields.action, 'close');
});

test('what the buyer is shown is kept as it was sent', async () => {
  const partner = await world.partner();
  const wallet = await world.wallet('100.00');
  await pay(partner, wallet, {
    partner_trans_id: 'kept',
    trans_name: '港式奶茶 & <甜>',
    memo: 'a+b=c',
    quantity: '2.0',
    trade_information: '{"goods_info":"Tea^2", "total_quantity":2.0}',
    trans_create_time: '20261122095959',
    extend_info:
      '{"secondary_merchant_id": "M_1", "secondary_merchant_name": "\\u8336\\u9910\\u5ef3", "store_id":"S_1","store_name":null,"mcc":5812}',
  });
  const [row] = await world.sql(
    `select subject, details from trades where partner_trans_id = 'kept'`,
  );
  assert.equal(row?.subject, '港式奶茶 & <甜>');
  assert.deepEqual(JSON.parse(String(row?.details)), {
    sellerId: partner,
    quantity: '2.0',
    memo: 'a+b=c',
    tradeInformation: '{"goods_info":"Tea^2", "total_quantity":2.0}',
    orderedAt: '20261122095959',
    secondaryMerchantId: 'M_1',
    secondaryMerchantName: '茶餐廳',
    storeId: 'S_1',
  });
});
