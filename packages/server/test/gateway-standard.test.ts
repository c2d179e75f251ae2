/**
 * Goal: a standard partner gets the documents' global fields, in any currency of price and
 * settlement, and none of the Hong Kong fields.
 * Method: one payment of each pair of currencies through its whole life, all fields compared; the
 * numbers were computed by hand from the published rates.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Currency, formatAmount, subtract, type TradeId } from '@sampan/primitives';
import { acquireQuery, cancel, query, refund, reverse } from './gateway-asked.ts';
import { amountOf, type StandardWorld, standardWorld } from './standard-world.ts';

let world: StandardWorld;
before(async () => {
  world = await standardWorld();
});
after(() => world.close());

interface Row {
  readonly price: Currency;
  readonly amount: string;
  readonly settled: Currency;
  /** CNY for one unit of the price: `exchange_rate`. */
  readonly rate: string;
  readonly cny: string;
  /** In the currency of settlement: `forex_total_fee`, and its rate. */
  readonly total: string;
  readonly forexRate: string;
  /** A part that is given back, and what it comes to. */
  readonly part: string;
  readonly partCny: string;
}

const row = (
  price: string,
  settled: Currency,
  [rate, cny]: readonly [rate: string, cny: string],
  [forexRate, total]: readonly [rate: string, total: string],
  [part, partCny]: readonly [part: string, cny: string],
): Row => {
  const [amount = '', currency = ''] = price.split(' ');
  const texts = { rate, cny, forexRate, total, part, partCny };
  return { price: currency as Currency, amount, settled, ...texts };
};

const rows: readonly Row[] = [
  row('100.00 USD', 'USD', ['6.53460000', '653.46'], ['1', '100.00'], ['0.01', '0.07']),
  row('369.30 AUD', 'AUD', ['5.41940000', '2001.38'], ['1', '369.30'], ['69.30', '375.56']),
  row('5000 JPY', 'JPY', ['0.06093400', '304.67'], ['1', '5000'], ['1', '0.06']),
  row('10000 KRW', 'KRW', ['0.00581400', '58.14'], ['1', '10000'], ['2500', '14.54']),
  row('39.25 THB', 'THB', ['0.18587700', '7.30'], ['1', '39.25'], ['0.01', '0.00']),
  row('88.88 CNY', 'CNY', ['1.00000000', '88.88'], ['1', '88.88'], ['8.88', '8.88']),
  row('65.35 CNY', 'USD', ['1.00000000', '65.35'], ['0.15303156', '10.00'], ['0.35', '0.35']),
  row('1000.00 CNY', 'JPY', ['1.00000000', '1000.00'], ['16.411199', '16411'], ['0.01', '0.01']),
  row('1000.00 TWD', 'USD', ['0.21150000', '211.50'], ['0.03236617', '32.37'], ['5.00', '1.06']),
  row('250.00 MOP', 'AUD', ['0.81440000', '203.60'], ['0.15027494', '37.57'], ['50.00', '40.72']),
];

for (const { price, amount, settled, ...row } of rows) {
  describe(`a price in ${price}, settled in ${settled}`, () => {
    const order = `${price}-${settled}`;
    const money = {
      currency: settled,
      trans_amount: amount,
      exchange_rate: row.rate,
      trans_amount_cny: row.cny,
    };
    const asked = {
      partner_trans_id: order,
      currency: settled,
      trans_amount: amount,
      ...(price !== settled && { trans_currency: price }),
    };
    let buyer: Readonly<Record<string, string>>;
    let tradeId: string;
    let balance: bigint;

    test('paid: the rate and the CNY, no wallet', async () => {
      balance = (await world.balance(world.buyer)).minor;
      const { fields, signed } = await world.pay(await world.settledIn(settled), asked);
      tradeId = fields.alipay_trans_id ?? '';
      assert.match(tradeId, /^\d{28}$/);
      buyer = {
        alipay_buyer_login_id: '132****0001',
        alipay_buyer_user_id: world.buyer,
        partner_trans_id: order,
        alipay_trans_id: tradeId,
        alipay_pay_time: '20261122100000',
      };
      assert.deepEqual(fields, { result_code: 'SUCCESS', ...buyer, ...money });
      assert.ok(signed);
      const charged = balance - (await world.balance(world.buyer)).minor;
      assert.equal(charged, amountOf('CNY', row.cny).minor);
    });

    test('queried: the settlement beside it', async () => {
      const partner = await world.settledIn(settled);
      const told = {
        result_code: 'SUCCESS',
        alipay_trans_status: 'TRADE_SUCCESS',
        ...buyer,
        out_trade_no: order,
        ...money,
        forex_total_fee: row.total,
        trans_forex_rate: row.forexRate,
      };
      assert.deepEqual((await world.ask(partner, query(order))).fields, told);
      const byOurId = query(order, { partner_trans_id: undefined, alipay_trans_id: tradeId });
      assert.deepEqual((await world.ask(partner, byOurId)).fields, told);
    });

    test('queried as a QR order: the price', async () => {
      const partner = await world.settledIn(settled);
      const { fields } = await world.ask(partner, acquireQuery(order));
      assert.deepEqual(fields, {
        result_code: 'SUCCESS',
        trade_no: tradeId,
        out_trade_no: order,
        partner,
        buyer_user_id: world.buyer,
        buyer_logon_id: '132****0001',
        trade_status: 'TRADE_SUCCESS',
        total_fee: amount,
        send_pay_date: '2026-11-22 10:00:00',
      });
    });

    test('refunded in part and then as a whole: the rate of the payment, the very CNY', async () => {
      const partner = await world.settledIn(settled);
      const rest = restOf(price, amount, row.part);
      const told = { result_code: 'SUCCESS', partner_trans_id: order, alipay_trans_id: tradeId };
      for (const [partner_refund_id, refund_amount, refund_amount_cny, status] of [
        [`${order}-part`, row.part, row.partCny, 'TRADE_SUCCESS'],
        [`${order}-rest`, rest, restOf('CNY', row.cny, row.partCny), 'TRADE_CLOSED'],
      ] as const) {
        const given = { partner_refund_id, refund_amount, currency: price };
        const { fields, signed } = await world.ask(partner, refund(order, given));
        const exchanged = { exchange_rate: row.rate, refund_amount_cny };
        assert.deepEqual(fields, { ...told, ...given, ...exchanged });
        assert.ok(signed);
        const { fields: after } = await world.ask(partner, query(order));
        assert.deepEqual(after.alipay_trans_status, status);
        assert.deepEqual([after.trans_amount, after.trans_amount_cny], [amount, row.cny]);
      }
      assert.equal((await world.balance(world.buyer)).minor, balance, 'all of the CNY came back');
    });
  });
}

test('while the PIN is pending: the reply has the rate, but no time of payment', async () => {
  const partner = await world.settledIn('USD');
  await world.rates({ USD: '6.6464' });
  const limit = { passwordFreeLimit: amountOf('CNY', '0.01') };
  const asking = await world.wallet('100.00', {
    inst: 'ALIPAYCN',
    loginId: '13200000002',
    ...limit,
  });
  const order = { partner_trans_id: 'asked', trans_amount: '0.01' };
  const { fields: open } = await world.pay(partner, order, asking);
  const common = {
    alipay_buyer_login_id: '132****0002',
    alipay_buyer_user_id: asking,
    alipay_trans_id: open.alipay_trans_id,
    partner_trans_id: 'asked',
    currency: 'USD',
    trans_amount: '0.01',
    exchange_rate: '6.64640000',
    trans_amount_cny: '0.07',
  };
  assert.deepEqual(open, { result_code: 'UNKNOW', ...common });
  // The recorded sample (04 §5).
  const waiting = {
    result_code: 'SUCCESS',
    alipay_trans_status: 'WAIT_BUYER_PAY',
    ...common,
    out_trade_no: 'asked',
    forex_total_fee: '0.01',
    trans_forex_rate: '1',
  };
  assert.deepEqual((await world.ask(partner, query('asked'))).fields, waiting);

  await world.rates({ USD: '7.0000' });
  assert.deepEqual((await world.ask(partner, query('asked'))).fields, waiting, 'it holds');
  await world.acquiring.confirm({
    walletId: asking,
    partnerId: partner,
    tradeId: open.alipay_trans_id as TradeId,
    answer: 'confirm',
  });
  assert.deepEqual((await world.ask(partner, query('asked'))).fields, {
    ...waiting,
    alipay_trans_status: 'TRADE_SUCCESS',
    alipay_pay_time: '20261122100000',
  });
  assert.equal((await world.balance(asking)).minor, 9_993n);
});

test('cancel and reverse give back the whole charge and tell no exchange', async (t) => {
  const partner = await world.settledIn('AUD');
  const before = await world.balance(world.buyer);
  const aud = { currency: 'AUD', trans_amount: '369.30' };
  await world.rates({ AUD: '5.4194' });
  for (const [name, ask, answer] of [
    [
      'cancel',
      cancel,
      (order: string, trade: string) => ({
        result_code: 'SUCCESS',
        retry_flag: 'N',
        action: 'refund',
        out_trade_no: order,
        trade_no: trade,
      }),
    ],
    [
      'reverse',
      reverse,
      (order: string, trade: string) => ({
        result_code: 'SUCCESS',
        partner_trans_id: order,
        alipay_trans_id: trade,
        alipay_reverse_time: '20261122100000',
      }),
    ],
  ] as const) {
    await t.test(name, async () => {
      const order = `undone-by-${name}`;
      const { fields: paid } = await world.pay(partner, { ...aud, partner_trans_id: order });
      await world.rates({ AUD: '9.0000' });
      const { fields } = await world.ask(partner, ask(order));
      assert.deepEqual(fields, answer(order, paid.alipay_trans_id ?? ''));
      assert.deepEqual(await world.balance(world.buyer), before, 'at the rate of the payment');
      const { fields: closed } = await world.ask(partner, query(order));
      assert.equal(closed.alipay_trans_status, 'TRADE_CLOSED');
      assert.equal(closed.exchange_rate, '5.41940000');
      await world.rates({ AUD: '5.4194' });
    });
  }
});

test('the book balances', async () => {
  assert.deepEqual(await world.audit(), []);
});

/** What is left of the whole, as text. */
function restOf(currency: Currency, whole: string, part: string): string {
  return formatAmount(subtract(amountOf(currency, whole), amountOf(currency, part)));
}
