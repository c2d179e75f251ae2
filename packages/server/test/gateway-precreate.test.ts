/**
 * Goal: a QR order is created, scanned, paid, closed or expired as documented.
 * Method: real sockets and a real database; the buyer and the clock are driven by hand.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hours, minutes, type PartnerId, type TradeId, type WalletId } from '@sampan/primitives';
import { readOrder } from '#acquiring';
import { readCode } from '#codes';
import { hkd, time } from '#test-kit';
import { acquireQuery, cancel, close, payment, precreate, query } from './gateway-asked.ts';
import { type Asked, type GatewayWorld, gatewayWorld, publicUrl } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  wallet = await world.wallet('1000.00', { loginId: '852-98765432' });
});
after(() => world.close());

let orders = 0;
const newOrder = () => `qr-${++orders}`;

/** Asks for a pre-order and answers the token of its code. */
async function ordered(order: string, change: Asked = {}): Promise<string> {
  const { fields } = await world.ask(partner, precreate(order, change));
  assert.equal(fields.result_code, 'SUCCESS', JSON.stringify(fields));
  return readCode(fields.qr_code ?? '') ?? '';
}

const scan = (orderCode: string, walletId = wallet) =>
  world.acquiring.scan({ walletId, orderCode, partnerId: partner });

/** Scans and pays; answers our id of the trade. */
async function paid(orderCode: string): Promise<TradeId> {
  const opened = await scan(orderCode);
  assert.ok(opened.outcome === 'opened');
  const { id: tradeId } = opened.trade;
  const done = await world.acquiring.confirm({
    walletId: wallet,
    partnerId: partner,
    tradeId,
    answer: 'confirm',
  });
  assert.equal(done.outcome, 'paid');
  return tradeId;
}

const said = async (asked: Asked, by = partner): Promise<string> => {
  const { fields, reply } = await world.ask(by, asked);
  return fields.detail_error_code ?? fields.error ?? fields.result_code ?? reply.error ?? '';
};

test('a pre-order answers its code and three pictures, signed', async () => {
  for (const contract of ['hk', 'global'] as const) {
    const by = await world.partner({ contract });
    const order = newOrder();
    const { fields, signed, text } = await world.ask(by, precreate(order));
    const token = readCode(fields.qr_code ?? '') ?? '';
    assert.match(token, /^[0-9a-z]{24}$/);
    assert.deepEqual(fields, {
      big_pic_url: `${publicUrl}/qr/${token}/L.png`,
      out_trade_no: order,
      pic_url: `${publicUrl}/qr/${token}/M.png`,
      qr_code: `${publicUrl}/q/${token}`,
      result_code: 'SUCCESS',
      small_pic_url: `${publicUrl}/qr/${token}/S.png`,
      voucher_type: 'qrcode',
    });
    assert.ok(signed);
    assert.ok(!text.slice(text.indexOf('<response>')).includes('%'));
  }
});

test('every parameter is kept with the order', async () => {
  const order = newOrder();
  await ordered(order, {
    notify_url: 'https://m.example/n',
    terminal_timestamp: '1456507704102',
    seller_id: partner,
    seller_email: 'seller@m.example',
    body: 'With oat milk',
    show_url: 'https://m.example/coffee',
    price: '15',
    quantity: '2.0',
    goods_detail:
      '[{"goodsId":"c1","goodsName":"Flat white","goodsCategory":"coffee","showUrl":"u","quantity":2,"body":"b","price":"15.00"}]',
    extend_params:
      '{"secondary_merchant_id":"M","secondary_merchant_name":"N","secondary_merchant_industry":"5812","store_id":"S","store_name":"C","terminal_id":"T","sys_service_provider_id":"P"}',
    it_b_pay: '10m',
    qr_code_it_b_pay: '1h',
    passback_parameters: 'desk=3&row="1"',
    trade_information: '{"business_type":"4"}',
    sendFormat: 'normal',
  });
  const stored = await readOrder(world.connection, partner, order);
  assert.ok(stored?.state === 'pre-ordered');
  assert.deepEqual(stored.amount, hkd('30.00'));
  assert.equal(stored.expiresAt - stored.createdAt, minutes(10));
  assert.deepEqual(stored.details, {
    sellerId: partner,
    sellerEmail: 'seller@m.example',
    body: 'With oat milk',
    showUrl: 'https://m.example/coffee',
    price: '15.00',
    quantity: '2.0',
    goods: [
      {
        id: 'c1',
        name: 'Flat white',
        category: 'coffee',
        quantity: '2',
        price: '15.00',
        body: 'b',
        showUrl: 'u',
      },
    ],
    terminalTimestamp: '1456507704102',
    tradeInformation: '{"business_type":"4"}',
    passback: 'desk=3&row="1"',
    secondaryMerchantId: 'M',
    secondaryMerchantName: 'N',
    secondaryMerchantIndustry: '5812',
    storeId: 'S',
    storeName: 'C',
    terminalId: 'T',
    serviceProviderId: 'P',
    notify: { url: 'https://m.example/n', charset: 'UTF-8', signType: 'MD5' },
  });
});

test('fifty entries of goods fit into a pre-order', async () => {
  const one = { goodsId: 'c1', goodsName: '茶'.repeat(20), quantity: '1', body: 'b'.repeat(400) };
  const order = newOrder();
  await ordered(order, { goods_detail: JSON.stringify(Array.from({ length: 50 }, () => one)) });
  const stored = await readOrder(world.connection, partner, order);
  assert.ok(stored?.state === 'pre-ordered');
  assert.equal(stored.details.goods?.length, 50);
});

test('repeating a pre-order', async (t) => {
  const other = await world.partner();
  type Row = readonly [what: string, answer: string, change: Asked];
  const before: readonly Row[] = [
    ['the same', 'SUCCESS', {}],
    ['the amount written otherwise', 'SUCCESS', { total_fee: '30' }],
    ['the seller said', 'SUCCESS', { seller_id: partner }],
    ['other words', 'SUCCESS', { subject: 'Coffee', it_b_pay: '5m' }],
    ['another amount', 'CONTEXT_INCONSISTENT', { total_fee: '30.01' }],
    ['another seller', 'SELLER_NOT_EXIST', { seller_id: other }],
    ['another login of the seller', 'CONTEXT_INCONSISTENT', { seller_email: 'a@m.example' }],
    ['another currency', 'INVALID_PARAMETER', { trans_currency: 'USD' }],
  ];
  const order = newOrder();
  const token = await ordered(order);
  for (const [what, answer, change] of before) {
    await t.test(`before payment, ${what}: ${answer}`, async () => {
      const rows = await world.rows();
      const { fields } = await world.ask(partner, precreate(order, change));
      assert.equal(fields.detail_error_code ?? fields.result_code, answer);
      if (answer === 'SUCCESS') assert.equal(readCode(fields.qr_code ?? ''), token);
      assert.deepEqual(await world.rows(), rows);
    });
  }
  await t.test('after the scan: the same code', async () => {
    await scan(token);
    assert.equal(await ordered(order), token);
  });
  await t.test('after payment: TRADE_HAS_SUCCESS', async () => {
    await paid(token);
    const { fields, signed } = await world.ask(partner, precreate(order));
    assert.deepEqual(fields, {
      detail_error_code: 'TRADE_HAS_SUCCESS',
      detail_error_des: 'The trade has been paid already',
      out_trade_no: order,
      result_code: 'FAIL',
    });
    assert.ok(signed);
  });
  await t.test('ten at once make one order', async () => {
    const same = newOrder();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => ordered(same)));
    assert.equal(new Set(tokens).size, 1);
  });
  await t.test('the id of a barcode payment: not an order to scan', async () => {
    const barcode = newOrder();
    const code = await world.code(wallet);
    await world.ask(partner, payment(partner, code, { partner_trans_id: barcode }));
    assert.equal(await said(precreate(barcode)), 'TRADE_HAS_SUCCESS');
  });
});

test('an order ends when its partner has said', async (t) => {
  type Row = readonly [what: string, change: Asked, at: string, end: string];
  const rows: readonly Row[] = [
    ['nothing said: two hours', {}, '2026-11-22 10:00', '2026-11-22 12:00'],
    ['it_b_pay', { it_b_pay: '5m' }, '2026-11-22 10:00', '2026-11-22 10:05'],
    ['more than two hours', { it_b_pay: '1d' }, '2026-11-22 10:00', '2026-11-23 10:00'],
    ['of the code', { qr_code_it_b_pay: '1h' }, '2026-11-22 10:00', '2026-11-22 11:00'],
    [
      'both: the earlier',
      { it_b_pay: '3h', qr_code_it_b_pay: '30m' },
      '2026-11-22 10:00',
      '2026-11-22 10:30',
    ],
    [
      'both: the earlier, the other way round',
      { it_b_pay: '30m', qr_code_it_b_pay: '3h' },
      '2026-11-22 10:00',
      '2026-11-22 10:30',
    ],
    ['the day', { it_b_pay: '1c' }, '2026-11-22 10:00', '2026-11-23 00:00'],
    ['the day, in its last second', { it_b_pay: '1c' }, '2026-11-23 23:59:59', '2026-11-24 00:00'],
  ];
  for (const [what, change, at, end] of rows) {
    await t.test(`${what}: ${end}`, async () => {
      if (world.machine.now() < time(at)) world.machine.set(time(at));
      const order = newOrder();
      const token = await ordered(order, change);
      const stored = await readOrder(world.connection, partner, order);
      assert.ok(stored?.state === 'pre-ordered');
      const { createdAt, expiresAt } = stored;
      assert.equal(expiresAt - createdAt, time(end) - time(at));
      if (what !== 'the day, in its last second') return;
      world.machine.set(expiresAt);
      assert.deepEqual(await scan(token), { outcome: 'refused', refusal: 'order-closed' });
      assert.equal(await said(precreate(order)), 'TRADE_HAS_CLOSE');
      assert.equal(await said(query(order)), 'TRADE_NOT_EXIST');
    });
  }
});

test('the two queries over the life of an order', async () => {
  const order = newOrder();
  const token = await ordered(order);
  const both = async () => {
    const first = await world.ask(partner, query(order));
    const { fields } = await world.ask(partner, acquireQuery(order));
    assert.equal(
      first.fields.alipay_trans_status ?? first.fields.error,
      fields.trade_status ?? fields.detail_error_code,
    );
    return fields;
  };
  assert.deepEqual(await both(), {
    detail_error_code: 'TRADE_NOT_EXIST',
    detail_error_des: 'There is no such trade',
    error: 'TRADE_NOT_EXIST',
    out_trade_no: order,
    result_code: 'FAIL',
  });
  const opened = await scan(token);
  assert.ok(opened.outcome === 'opened');
  const waiting = {
    buyer_logon_id: '852-****5432',
    buyer_user_id: wallet,
    out_trade_no: order,
    partner,
    result_code: 'SUCCESS',
    total_fee: '30.00',
    trade_no: opened.trade.id,
    trade_status: 'WAIT_BUYER_PAY',
  };
  assert.deepEqual(await both(), waiting);
  await paid(token);
  const payDay = (await both()).send_pay_date ?? '';
  assert.match(payDay, /^2026-11-\d\d \d\d:\d\d:\d\d$/);
  const success = { ...waiting, trade_status: 'TRADE_SUCCESS', send_pay_date: payDay };
  assert.deepEqual(await both(), success);
  await world.ask(partner, cancel(order));
  assert.deepEqual(await both(), { ...success, trade_status: 'TRADE_CLOSED' });
  const byOurId = acquireQuery('another', { trade_no: opened.trade.id });
  assert.equal((await world.ask(partner, byOurId)).fields.out_trade_no, order);
  assert.equal(await said(byOurId, await world.partner()), 'TRADE_NOT_EXIST');
  assert.equal(await said(acquireQuery('', { trade_no: undefined })), 'ILLEGAL_ARGUMENT');
});

test('cancel and close, before the scan and after it', async (t) => {
  type Row = readonly [
    what: string,
    bring: (token: string) => Promise<unknown>,
    ask: typeof close,
    answer: Readonly<Record<string, string>>,
    scanned: boolean,
  ];
  const nothing = async () => undefined;
  const cancelled = { result_code: 'SUCCESS', retry_flag: 'N' };
  const rows: readonly Row[] = [
    ['cancel, never scanned', nothing, cancel, cancelled, false],
    ['cancel, scanned', scan, cancel, { ...cancelled, action: 'close' }, true],
    ['close, never scanned', nothing, close, { result_code: 'SUCCESS' }, false],
    ['close, scanned', scan, close, { result_code: 'SUCCESS' }, true],
  ];
  for (const [what, bring, ask, answer, scanned] of rows) {
    await t.test(what, async () => {
      const order = newOrder();
      const token = await ordered(order);
      await bring(token);
      for (let round = 1; round <= 2; round++) {
        const { fields, signed } = await world.ask(partner, ask(order));
        const { trade_no, ...rest } = fields;
        assert.deepEqual(rest, { ...answer, out_trade_no: order });
        assert.equal(trade_no !== undefined, scanned);
        assert.ok(signed);
      }
      assert.deepEqual(await scan(token), { outcome: 'refused', refusal: 'order-closed' });
      assert.equal(await said(precreate(order)), 'TRADE_HAS_CLOSE');
    });
  }
  await t.test('cancel first: a pre-order that arrives late is refused', async () => {
    const order = newOrder();
    await world.ask(partner, cancel(order));
    assert.equal(await said(precreate(order)), 'TRADE_HAS_CLOSE');
  });
  await t.test('close of a paid or unknown order', async () => {
    const order = newOrder();
    const tradeId = await paid(await ordered(order));
    const balance = await world.balance(wallet);
    assert.equal(await said(close(order)), 'TRADE_STATUS_ERROR');
    assert.equal(await said(close('x', { trade_no: tradeId })), 'TRADE_STATUS_ERROR');
    assert.equal(await said(close(newOrder())), 'TRADE_NOT_EXIST');
    assert.deepEqual(await world.balance(wallet), balance);
  });
});

test('every refusal of a pre-order leaves nothing behind', async (t) => {
  const suspended = await world.partner({}, { status: 'suspended' });
  const dollars = await world.partner({ contract: 'global', currency: 'USD' });
  const thai = await world.partner({ contract: 'global', currency: 'THB' });
  const inDollars = { currency: 'USD', trans_currency: 'USD' };
  const baht = (total_fee: string) => ({ currency: 'THB', trans_currency: 'THB', total_fee });
  type Row = readonly [what: string, answer: string, change: Asked, by?: PartnerId];
  const rows: readonly Row[] = [
    ['no total', 'ILLEGAL_ARGUMENT', { total_fee: undefined }],
    ['more than any request may ask for', 'ILLEGAL_ARGUMENT', { total_fee: '100000000.01' }],
    ['another product', 'UN_SUPPORT_BIZ_TYPE', { product_code: 'QR_CODE_OFFLINE' }],
    ['another seller', 'SELLER_NOT_EXIST', { seller_id: dollars }],
    ['a wrong total', 'INVALID_PARAMETER', { price: '1.00', quantity: '2' }],
    ['dollars under HK', 'INVALID_PARAMETER', inDollars],
    ['another settlement currency', 'INVALID_PARAMETER', {}, dollars],
    [
      'a price in a third currency',
      'INVALID_PARAMETER',
      { ...inDollars, trans_currency: 'EUR' },
      dollars,
    ],
    [
      'a price without a rate',
      'INVALID_PARAMETER',
      { ...inDollars, trans_currency: 'TWD' },
      dollars,
    ],
    ['a price of nothing', 'INVALID_PARAMETER', baht('0.01'), thai],
    ['a suspended partner', 'SELLER_BEEN_BLOCKED', {}, suspended],
  ];
  for (const [what, answer, change, by = partner] of rows) {
    await t.test(`${what}: ${answer}`, async () => {
      const before = await world.rows();
      assert.equal(await said(precreate(newOrder(), change), by), answer);
      assert.deepEqual(await world.rows(), before);
    });
  }
  await t.test('the highest amount', async () => {
    assert.equal(await said(precreate(newOrder(), { total_fee: '100000000.00' })), 'SUCCESS');
  });
  await t.test('in the currency of its settlement a partner may sell', async () => {
    assert.equal(await said(precreate(newOrder(), inDollars), dollars), 'SUCCESS');
  });
});

test('old requests are refused where the partner wants it, in all forms of time', async () => {
  const strict = await world.partner({}, { timestampExpires: true });
  const now = world.machine.now();
  const fresh = [String(now), String(Math.floor(now / 1_000))];
  for (const timestamp of fresh) {
    assert.equal(await said(precreate(newOrder(), { timestamp }), strict), 'SUCCESS');
  }
  const old = String(now - hours(1));
  assert.equal(await said(precreate(newOrder(), { timestamp: old }), strict), 'ILLEGAL_ARGUMENT');
});

test('nothing of all this has unbalanced the book', async () => {
  assert.deepEqual(await world.audit(), []);
});
