/**
 * Goal: a standard partner's codes are priced and settled in its currencies, and each partner
 * accepts the wallets of its contract, in all three products (16 §4).
 * Method: codes are created through the gateway and scanned by real wallets, through the whole
 * decision table; refusals must leave nothing behind.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Currency, PartnerId, PaymentInst, WalletId } from '@sampan/primitives';
import { cancel, createCode, precreate, query, refund } from './gateway-asked.ts';
import { amountOf, type Scanned, type StandardWorld, standardWorld } from './standard-world.ts';

let world: StandardWorld;
before(async () => {
  world = await standardWorld();
});
after(() => world.close());

const isPaid = (scanned: Scanned) => {
  assert.ok(scanned.refusal === undefined, scanned.refusal);
  return scanned;
};

type Row = readonly [
  price: Currency,
  amount: string,
  settled: Currency,
  rate: string,
  cny: string,
  forexRate: string,
  total: string,
];

const rows: readonly Row[] = [
  ['USD', '100.00', 'USD', '6.53460000', '653.46', '1', '100.00'],
  ['JPY', '5000', 'JPY', '0.06093400', '304.67', '1', '5000'],
  ['CNY', '65.35', 'USD', '1.00000000', '65.35', '0.15303156', '10.00'],
  // Only a code may be priced in the partner's currency and settled in CNY (15 §2).
  ['USD', '10.00', 'CNY', '6.53460000', '65.35', '6.5346', '65.35'],
];

for (const [price, amount, settled, rate, cny, forexRate, total] of rows) {
  describe(`a price in ${price}, settled in ${settled}`, () => {
    /** What query says once the code of an order or a shop was paid. */
    const told = (order: string, trade: string) => ({
      result_code: 'SUCCESS',
      alipay_trans_status: 'TRADE_SUCCESS',
      alipay_buyer_login_id: '132****0001',
      alipay_buyer_user_id: world.buyer,
      partner_trans_id: order,
      alipay_trans_id: trade,
      out_trade_no: order,
      alipay_pay_time: '20261122100000',
      currency: settled,
      trans_amount: amount,
      exchange_rate: rate,
      trans_amount_cny: cny,
      forex_total_fee: total,
      trans_forex_rate: forexRate,
    });

    test('the code of an order: made, scanned, paid, queried, cancelled', async () => {
      const partner = await world.settledIn(settled);
      const before = await world.balance(world.buyer);
      const money = { currency: settled, trans_currency: price, total_fee: amount };
      const token = await world.order(partner, money);
      const { tradeId, order } = isPaid(await world.scanOrder(partner, token));
      assert.deepEqual((await world.ask(partner, query(order))).fields, told(order, tradeId));
      const charged = before.minor - (await world.balance(world.buyer)).minor;
      assert.equal(charged, amountOf('CNY', cny).minor);
      const { fields } = await world.ask(partner, cancel(order));
      assert.equal(fields.action, 'refund');
      assert.deepEqual(await world.balance(world.buyer), before);
    });

    test('the code of a shop: made, scanned, paid, queried, refunded', async () => {
      const partner = await world.settledIn(settled);
      const before = await world.balance(world.buyer);
      const token = await world.shop(partner, { currency: settled, trans_currency: price });
      const typed = amountOf(price, amount);
      const { tradeId, order } = isPaid(await world.scanShop(partner, token, typed));
      assert.deepEqual((await world.ask(partner, query(order))).fields, told(order, tradeId));
      const whole = { refund_amount: amount, currency: price };
      const { fields } = await world.ask(partner, refund(order, whole));
      assert.deepEqual([fields.exchange_rate, fields.refund_amount_cny], [rate, cny]);
      assert.deepEqual(await world.balance(world.buyer), before);
    });
  });
}

test('the reply to a pre-order has no exchange fields, because nothing is paid yet', async () => {
  const partner = await world.settledIn('AUD');
  const money = { currency: 'AUD', trans_currency: 'TWD', total_fee: '1000.00' };
  const { fields } = await world.ask(partner, precreate('no-exchange', money));
  assert.deepEqual(Object.keys(fields).sort(), [
    'big_pic_url',
    'out_trade_no',
    'pic_url',
    'qr_code',
    'result_code',
    'small_pic_url',
    'voucher_type',
  ]);
});

test('a fixed channel fee is counted in the settlement currency, and charged in that of the price', async () => {
  const partner = await world.settledIn('USD');
  const money = { currency: 'USD', trans_currency: 'CNY' };
  const fee = { type: 'FIXED', value: '0.50' };
  const asked = createCode({ ...money, store_id: 'with-fee', channel_fee: fee });
  const { fields } = await world.ask(partner, asked);
  const token = (fields.qrcode ?? '').split('/').at(-1) ?? '';
  const typed = amountOf('CNY', '100.00');
  const { order } = isPaid(await world.scanShop(partner, token, typed));
  const { fields: paid } = await world.ask(partner, query(order));
  // USD 0.50 at 6.5346 is CNY 3.27, less than 5 % of what was typed.
  assert.deepEqual(
    [paid.trans_amount, paid.trans_amount_cny, paid.forex_total_fee],
    ['103.27', '103.27', '15.80'],
  );
});

describe('which wallets a partner takes (16 §4)', () => {
  let wallets: Readonly<Record<PaymentInst, WalletId>>;
  before(async () => {
    const ALIPAYHK = await world.wallet('1000.00');
    wallets = { ALIPAYHK, ALIPAYCN: world.buyer };
  });

  const hk = (...accepts: PaymentInst[]) => world.partner({ accepts });
  const hkd = {
    barcode: { currency: 'HKD', trans_amount: '39.25' },
    order: { currency: 'HKD', trans_currency: 'HKD', total_fee: '39.25' },
    shop: { currency: 'HKD', trans_currency: 'HKD' },
  };

  type Decision = 'paid' | 'refused';
  const table: readonly (readonly [string, () => Promise<PartnerId>, Decision, Decision])[] = [
    ['HK, both wallets', () => hk('ALIPAYHK', 'ALIPAYCN'), 'paid', 'paid'],
    ['HK, AlipayHK only', () => hk('ALIPAYHK'), 'paid', 'refused'],
    ['HK, Alipay only', () => hk('ALIPAYCN'), 'refused', 'paid'],
    // Priced in HKD too, so that nothing but the contract decides.
    ['standard', () => world.settledIn('HKD'), 'refused', 'paid'],
  ];
  for (const [who, partnerOf, ofHongKong, ofMainland] of table) {
    for (const [inst, decision] of [
      ['ALIPAYHK', ofHongKong],
      ['ALIPAYCN', ofMainland],
    ] as const) {
      describe(`${who}: ${inst} is ${decision}`, () => {
        let partner: PartnerId;
        before(async () => {
          partner = await partnerOf();
        });
        /** Whether the fields that name the wallet, or the exchange, are those of the contract. */
        const names = (fields: Readonly<Record<string, string>>) => {
          const isHongKong = who.startsWith('HK');
          assert.equal(fields.payment_inst, isHongKong ? inst : undefined);
          for (const name of exchangeNames.filter((each) => each in fields)) {
            assert.ok(!isHongKong, `${name} is of the other contract`);
          }
          assert.equal('exchange_rate' in fields, !isHongKong);
        };

        test('barcode payment', async () => {
          const before = await world.rows();
          const balance = await world.balance(wallets[inst]);
          const answer = await world.pay(partner, hkd.barcode, wallets[inst]);
          if (decision === 'paid') return names(answer.fields);
          assert.ok(answer.reply.isSuccess && answer.signed);
          const refused = { error: 'NOT_SUPPORT_PAYMENT_INST', result_code: 'FAILED' };
          assert.deepEqual(answer.fields, refused);
          // The code that was shown is the only thing that is new, and it can still be used.
          const shown = { payment_codes: 'one more' };
          assert.deepEqual({ ...(await world.rows()), ...shown }, { ...before, ...shown });
          assert.deepEqual(await world.balance(wallets[inst]), balance);
        });

        test('the code of an order', async () => {
          const token = await world.order(partner, hkd.order);
          const before = await stored();
          const scanned = await world.scanOrder(partner, token, wallets[inst]);
          if (decision === 'refused') {
            assert.equal(scanned.refusal, 'wallet-kind-not-accepted');
            assert.deepEqual(await stored(), before, 'no trade was made');
            // A buyer with the right wallet can still pay it.
            const other = inst === 'ALIPAYHK' ? 'ALIPAYCN' : 'ALIPAYHK';
            isPaid(await world.scanOrder(partner, token, wallets[other]));
            return;
          }
          names((await world.ask(partner, query(isPaid(scanned).order))).fields);
        });

        test('the code of a shop', async () => {
          const token = await world.shop(partner, hkd.shop);
          const before = await stored();
          const typed = amountOf('HKD', '39.25');
          const scanned = await world.scanShop(partner, token, typed, wallets[inst]);
          if (decision === 'refused') {
            assert.equal(scanned.refusal, 'wallet-kind-not-accepted');
            assert.deepEqual(await stored(), before, 'no order was made');
            return;
          }
          names((await world.ask(partner, query(isPaid(scanned).order))).fields);
        });
      });
    }
  }
});

const exchangeNames = [
  'exchange_rate',
  'trans_amount_cny',
  'refund_amount_cny',
  'forex_total_fee',
  'trans_forex_rate',
  'm_discount_forex_amount',
];

/** Every order, trade and wallet as it stands. */
const stored = () =>
  world.sql(
    'select to_jsonb(t) as row from trades t union all select to_jsonb(w) from wallets w order by 1',
  );

test('the book balances', async () => {
  assert.deepEqual(await world.audit(), []);
});
