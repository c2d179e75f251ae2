/**
 * Goal: the rate of a trade is fixed for its whole life, its terms for every repeat; and no price
 * is accepted that the documents forbid.
 * Method: rates are changed between the requests of one trade; repeats differ in one term at a
 * time.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { days, formatAmount, type PartnerId } from '@sampan/primitives';
import { payment, precreate, query, refund } from './gateway-asked.ts';
import type { Asked } from './gateway-world.ts';
import { amountOf, rates, type StandardWorld, standardWorld } from './standard-world.ts';

let world: StandardWorld;
let aussie: PartnerId;
before(async () => {
  world = await standardWorld();
  aussie = await world.settledIn('AUD');
});
after(() => world.close());

const aud = (order: string, change: Asked = {}): Asked => ({
  partner_trans_id: order,
  currency: 'AUD',
  trans_amount: '369.30',
  ...change,
});

const balance = async () => formatAmount(await world.balance(world.buyer));

describe('the rate of the payment holds', () => {
  test('for queries and partial refunds, whatever the rate is then', async () => {
    const before = await balance();
    await world.pay(aussie, aud('holds'));
    const asked = refund('holds', { currency: 'AUD' });
    const given: string[] = [];
    for (const [rate, amount] of [
      ['9.0000', '100.00'],
      ['1.0000', '100.00'],
      ['0.0001', '0.01'],
      ['5.4195', '169.29'],
    ] as const) {
      await world.rates({ AUD: rate });
      const { fields } = await world.ask(aussie, query('holds'));
      assert.deepEqual([fields.exchange_rate, fields.trans_amount_cny], ['5.41940000', '2001.38']);
      const part = { partner_refund_id: `holds-${rate}`, refund_amount: amount };
      const { fields: refunded } = await world.ask(aussie, { ...asked, ...part });
      assert.equal(refunded.exchange_rate, '5.41940000');
      given.push(refunded.refund_amount_cny ?? '');
    }
    // 100.00 and 200.00 and 200.01 AUD at 5.4194; the last part gives the rest of 2001.38.
    assert.deepEqual(given, ['541.94', '541.94', '0.05', '917.45']);
    assert.equal(await balance(), before);
    await world.rates(rates);
  });

  test('also when no rate is published any more', async () => {
    await world.pay(aussie, aud('unpublished'));
    await world.rates({});
    const { fields } = await world.ask(aussie, query('unpublished'));
    assert.equal(fields.trans_amount_cny, '2001.38');
    const whole = refund('unpublished', { currency: 'AUD', refund_amount: '369.30' });
    assert.equal((await world.ask(aussie, whole)).fields.refund_amount_cny, '2001.38');
    const { fields: refused } = await world.pay(aussie, aud('no-rate'));
    assert.equal(refused.error, 'INVALID_PARAMETER');
    await world.rates(rates);
  });

  test('for an asynchronous refund: rate and CNY at once, and the same when it is given back', async () => {
    await world.pay(aussie, aud('later'));
    const before = await balance();
    const asked = refund('later', { currency: 'AUD', is_sync: 'N', refund_amount: '69.30' });
    const accepted = (await world.ask(aussie, asked)).fields;
    assert.equal(accepted.result_code, 'SUCCESS');
    assert.equal(accepted.exchange_rate, '5.41940000');
    assert.equal(accepted.refund_amount_cny, '375.56');
    assert.equal(await balance(), before, 'only accepted');
    await world.rates({ AUD: '9.0000' });
    const now = (await world.ask(aussie, { ...asked, is_sync: 'Y' })).fields;
    assert.deepEqual(now, accepted);
    const { fields } = await world.ask(aussie, query('later'));
    assert.deepEqual(
      [fields.alipay_trans_status, fields.trans_amount],
      ['TRADE_SUCCESS', '369.30'],
    );
    await world.rates(rates);
  });

  test('from the scan of a code on, not from when the code was made', async () => {
    const token = await world.order(aussie, {
      out_trade_no: 'scanned',
      currency: 'AUD',
      trans_currency: 'AUD',
      total_fee: '369.30',
    });
    await world.rates({ AUD: '5.0000' });
    const { walletId, partnerId } = { walletId: world.buyer, partnerId: aussie };
    const opened = await world.acquiring.scan({ walletId, partnerId, orderCode: token });
    assert.ok(opened.outcome === 'opened');
    await world.rates({ AUD: '9.0000' });
    const tradeId = opened.trade.id;
    await world.acquiring.confirm({ walletId, partnerId, tradeId, answer: 'confirm' });
    const { fields } = await world.ask(aussie, query('scanned'));
    assert.deepEqual([fields.exchange_rate, fields.trans_amount_cny], ['5.00000000', '1846.50']);
    await world.rates(rates);
  });
});

describe('a price that is refused leaves nothing behind', () => {
  type Row = readonly [what: string, settled: 'JPY' | 'KRW' | 'THB' | 'AUD', Asked, code: string];
  const table: readonly Row[] = [
    ['decimals of a yen', 'JPY', { trans_amount: '100.00' }, 'ILLEGAL_ARGUMENT'],
    ['decimals of a won', 'KRW', { trans_amount: '100.5' }, 'ILLEGAL_ARGUMENT'],
    ['three decimals', 'AUD', { trans_amount: '1.001' }, 'ILLEGAL_ARGUMENT'],
    ['a hundredth of a baht, CNY 0.00', 'THB', { trans_amount: '0.01' }, 'INVALID_PARAMETER'],
    ['nothing', 'KRW', { trans_amount: '0' }, 'ILLEGAL_ARGUMENT'],
    [
      'a fen, which is no yen',
      'JPY',
      { trans_currency: 'CNY', trans_amount: '0.01' },
      'INVALID_PARAMETER',
    ],
    [
      'a price in what the partner is not settled in',
      'AUD',
      { trans_currency: 'USD' },
      'INVALID_PARAMETER',
    ],
    ['another settlement currency', 'AUD', { currency: 'USD' }, 'INVALID_PARAMETER'],
    ['no settlement in patacas', 'AUD', { currency: 'MOP' }, 'INVALID_PARAMETER'],
    [
      'more than the wallet has, in its currency',
      'AUD',
      { trans_amount: '184524.12' },
      'BUYER_BALANCE_NOT_ENOUGH',
    ],
  ];
  for (const [what, settled, change, code] of table) {
    test(`${what}: ${code}`, async () => {
      const partner = await world.settledIn(settled);
      const poor = await world.wallet('1000000.00', { inst: 'ALIPAYCN' });
      const shown = await world.code(poor);
      const before = await world.rows();
      const asked = {
        partner_trans_id: 'refused',
        currency: settled,
        trans_amount: '100',
        ...change,
      };
      const answer = await world.ask(partner, payment(partner, shown, asked));
      assert.equal(answer.fields.error ?? answer.reply.error, code);
      assert.equal(answer.reply.isSuccess, code !== 'ILLEGAL_ARGUMENT');
      assert.deepEqual(await world.rows(), before);
    });
  }

  test('what is typed at a shop: at most 100 000 000, also where a unit has no decimals', async () => {
    const yen = await world.settledIn('JPY');
    const token = await world.shop(yen, { currency: 'JPY', trans_currency: 'JPY' });
    const typed = async (amount: string) =>
      (await world.scanShop(yen, token, amountOf('JPY', amount))).refusal;
    assert.equal(await typed('100000000'), 'balance-not-enough');
    assert.equal(await typed('100000001'), 'amount-not-allowed');
  });

  test('the codes of orders and shops keep to the same rules', async () => {
    const thai = await world.settledIn('THB');
    const yen = await world.settledIn('JPY');
    const said = async (partner: PartnerId, change: Asked) => {
      const { fields, reply } = await world.ask(partner, precreate('refused-code', change));
      return fields.detail_error_code ?? reply.error;
    };
    const baht = { currency: 'THB', trans_currency: 'THB', total_fee: '0.01' };
    assert.equal(await said(thai, baht), 'INVALID_PARAMETER');
    const decimals = { currency: 'JPY', trans_currency: 'JPY', total_fee: '100.00' };
    assert.equal(await said(yen, decimals), 'ILLEGAL_ARGUMENT');
    const token = await world.shop(thai, { currency: 'THB', trans_currency: 'THB' });
    const scanned = await world.scanShop(thai, token, amountOf('THB', '0.01'));
    assert.equal(scanned.refusal, 'amount-not-allowed');
    // What was half a fen when the code was made may be nothing at the scan.
    const small = await world.order(thai, { ...baht, total_fee: '0.03' });
    await world.rates({ ...rates, THB: '0.100000' });
    assert.equal((await world.scanOrder(thai, small)).refusal, 'amount-too-small');
    await world.rates(rates);
  });
});

test('JPY and KRW have no decimals in any reply', async () => {
  for (const [currency, amount] of [
    ['JPY', '5000'],
    ['KRW', '123456'],
  ] as const) {
    const partner = await world.settledIn(currency);
    const order = `whole-${currency}`;
    const money = { partner_trans_id: order, currency, trans_amount: amount };
    const paid = await world.pay(partner, money);
    const queried = await world.ask(partner, query(order));
    const part = { currency, refund_amount: '1000' };
    const decimals = await world.ask(partner, refund(order, { ...part, refund_amount: '1000.00' }));
    assert.equal(decimals.reply.error, 'ILLEGAL_ARGUMENT');
    const refunded = await world.ask(partner, refund(order, part));
    assert.deepEqual(
      [paid.fields.trans_amount, queried.fields.trans_amount, queried.fields.forex_total_fee],
      [amount, amount, amount],
    );
    assert.equal(refunded.fields.refund_amount, '1000');
    for (const { fields } of [paid, queried, refunded]) {
      const own = Object.entries(fields).filter(([name]) => !/cny|exchange_rate/.test(name));
      for (const [name, value] of own) assert.doesNotMatch(value, /^\d+\.\d+$/, name);
    }
  }
});

describe('repeating a payment', () => {
  const terms = { trans_currency: 'TWD', trans_amount: '1000.00' };

  test('with the same terms answers the same, at the rate of the first', async () => {
    const code = await world.code(world.buyer);
    const asked = payment(aussie, code, aud('again', terms));
    const first = await world.ask(aussie, asked);
    assert.equal(first.fields.result_code, 'SUCCESS');
    await world.rates({ ...rates, TWD: '0.300000' });
    const before = await balance();
    assert.deepEqual((await world.ask(aussie, asked)).fields, first.fields);
    assert.equal(await balance(), before);
    await world.rates(rates);
  });

  const cases: readonly (readonly [string, Asked, string])[] = [
    ['another price currency', { trans_currency: 'MOP' }, 'CONTEXT_INCONSISTENT'],
    ['the price in the settlement currency', { trans_currency: undefined }, 'CONTEXT_INCONSISTENT'],
    ['another amount', { trans_amount: '1000.01' }, 'CONTEXT_INCONSISTENT'],
    [
      'another settlement currency',
      { currency: 'USD', trans_currency: 'TWD' },
      'CONTEXT_INCONSISTENT',
    ],
    ['a currency that nothing is settled in', { currency: 'TWD' }, 'INVALID_PARAMETER'],
    ['another seller', { alipay_seller_id: '2088000000000999' }, 'SELLER_NOT_EXIST'],
  ];
  for (const [what, change, code] of cases) {
    test(`with ${what}: ${code}`, async () => {
      const shown = await world.code(world.buyer);
      await world.ask(aussie, payment(aussie, shown, aud('again', terms)));
      const before = await world.rows();
      const asked = payment(aussie, shown, aud('again', { ...terms, ...change }));
      assert.equal((await world.ask(aussie, asked)).fields.error, code);
      assert.deepEqual(await world.rows(), before);
    });
  }

  test('a pre-order’s terms name both currencies, too', async () => {
    const money = { currency: 'AUD', trans_currency: 'TWD', total_fee: '1000.00' };
    const said = async (change: Asked) => {
      const { fields } = await world.ask(aussie, precreate('pre-again', { ...money, ...change }));
      return fields.detail_error_code ?? fields.result_code;
    };
    assert.equal(await said({}), 'SUCCESS');
    assert.equal(await said({}), 'SUCCESS');
    assert.equal(await said({ trans_currency: 'MOP' }), 'CONTEXT_INCONSISTENT');
    assert.equal(await said({ trans_currency: 'AUD' }), 'CONTEXT_INCONSISTENT');
    assert.equal(await said({ currency: 'USD' }), 'CONTEXT_INCONSISTENT');
  });
});

describe('a refund in another currency than the price', () => {
  for (const [what, currency, code] of [
    ['the settlement', 'AUD', 'CURRENCY_NOT_SAME'],
    ['the buyer', 'CNY', 'CURRENCY_NOT_SAME'],
    ['neither', 'USD', 'CURRENCY_NOT_SAME'],
    ['the price', 'TWD', undefined],
  ] as const) {
    test(`in that of ${what}: ${code ?? 'SUCCESS'}`, async () => {
      const terms = { trans_currency: 'TWD', trans_amount: '1000.00' };
      const order = `refund-in-${currency}`;
      await world.pay(aussie, aud(order, terms));
      const { fields } = await world.ask(aussie, refund(order, { currency }));
      assert.equal(fields.error, code);
      assert.equal(fields.refund_amount_cny, code ? undefined : '2.12');
    });
  }

  test('a repeat in another currency is another refund under the same id', async () => {
    const order = 'refund-repeat';
    await world.pay(aussie, aud(order));
    const asked = refund(order, { currency: 'AUD' });
    assert.equal((await world.ask(aussie, asked)).fields.result_code, 'SUCCESS');
    const other = await world.ask(aussie, { ...asked, currency: 'USD' });
    assert.equal(other.fields.error, 'DISCORDANT_REPEAT_REQUEST');
  });

  test('the receipts that must suffice are those in the currency of settlement', async () => {
    const order = 'refund-broke';
    const partner = await world.partner({ contract: 'global', currency: 'JPY' });
    const yen = { currency: 'JPY', trans_amount: '5000' };
    await world.pay(partner, { ...yen, partner_trans_id: order });
    await world.sql('update partner_funds set balance = 999 where partner_id = $1', [partner]);
    const part = { currency: 'JPY', refund_amount: '1000' };
    const { fields } = await world.ask(partner, refund(order, part));
    assert.deepEqual(fields, { error: 'MERCHANT_BALANCE_NOT_ENOUGH', result_code: 'FAIL' });
    const enough = await world.ask(partner, refund(order, { ...part, refund_amount: '999' }));
    assert.equal(enough.fields.refund_amount_cny, '60.87');
    await world.sql('update partner_funds set balance = 4001 where partner_id = $1', [partner]);
  });
});

test('a Hong Kong partner with a mainland payer: HKD on its side, CNY on the buyer’s, no rate', async () => {
  const partner = await world.partner();
  const before = await balance();
  const hkd = { currency: 'HKD', trans_amount: '39.25', partner_trans_id: 'hk-mainland' };
  const paid = await world.pay(partner, hkd);
  assert.deepEqual(paid.fields, {
    result_code: 'SUCCESS',
    alipay_buyer_login_id: '132****0001',
    alipay_buyer_user_id: world.buyer,
    alipay_pay_time: '20261122100000',
    alipay_trans_id: paid.fields.alipay_trans_id,
    currency: 'HKD',
    partner_trans_id: 'hk-mainland',
    payment_inst: 'ALIPAYCN',
    trans_amount: '39.25',
  });
  // 39.25 HKD at 0.8388.
  const charged = amountOf('CNY', before).minor - (await world.balance(world.buyer)).minor;
  assert.equal(charged, 3_292n);

  await world.rates({ ...rates, HKD: '0.900000' });
  const { result_code, ...common } = paid.fields;
  assert.deepEqual((await world.ask(partner, query('hk-mainland'))).fields, {
    ...common,
    result_code,
    alipay_trans_status: 'TRADE_SUCCESS',
    out_trade_no: 'hk-mainland',
  });
  const { fields: refunded } = await world.ask(partner, refund('hk-mainland'));
  assert.deepEqual(refunded, {
    result_code: 'SUCCESS',
    alipay_trans_id: common.alipay_trans_id,
    currency: 'HKD',
    partner_refund_id: 'hk-mainland-refund',
    partner_trans_id: 'hk-mainland',
    refund_amount: '10.00',
  });
  const rest = { partner_refund_id: 'hk-rest', refund_amount: '29.25', refund_reson: 'all of it' };
  assert.equal(
    (await world.ask(partner, refund('hk-mainland', rest))).fields.result_code,
    'SUCCESS',
  );
  assert.equal(await balance(), before, 'to the fen');
  await world.rates(rates);
});

test('the refund period ends for a standard partner, too', async () => {
  await world.pay(aussie, aud('finishes'));
  world.machine.advance(days(360));
  const { fields } = await world.ask(aussie, query('finishes'));
  assert.deepEqual(
    [fields.alipay_trans_status, fields.exchange_rate],
    ['TRADE_FINISHED', '5.41940000'],
  );
  const late = await world.ask(aussie, refund('finishes', { currency: 'AUD' }));
  assert.equal(late.fields.error, 'TRADE_HAS_FINISHED');
});

test('the book balances', async () => {
  assert.deepEqual(await world.audit(), []);
});
