// Goal: what a client writes is what the gateway reads. Method: a property over the payment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant, money } from '@sampan/primitives';
import {
  bigInt,
  constantFrom,
  property as forAll,
  integer,
  option,
  assert as property,
  record,
  string,
} from 'fast-check';
import { isXmlText, spotPay } from './index.ts';

const text = (max: number) =>
  string({ unit: 'binary', minLength: 1, maxLength: max }).filter(isXmlText);
const optional = { nil: undefined } as const;

const request = record({
  alipay_seller_id: constantFrom('2088102012343978'),
  trans_name: text(64),
  partner_trans_id: string({ unit: constantFrom(...'aZ09-_~!'), minLength: 1, maxLength: 64 }),
  currency: constantFrom('HKD', 'USD', 'JPY'),
  trans_currency: option(constantFrom('MOP', 'TWD', 'CNY'), optional),
  minor: bigInt({ min: 1n, max: 100_000_000n }),
  buyer_identity_code: constantFrom('289216843756120934'),
  identity_code_type: constantFrom('barcode', 'qrcode', 'soundwave'),
  biz_product: constantFrom('OVERSEAS_MBARCODE_PAY'),
  quantity: option(constantFrom('1', '2.0', '0.5', '999999999'), optional),
  memo: option(text(64), optional),
  notify_url: option(constantFrom('https://m.example/n'), optional),
  trans_create_time: option(integer({ min: 0, max: 4_000_000_000 }), optional),
  extend_info: option(
    record({ store_id: option(text(32), optional), store_name: option(text(32), optional) }),
    optional,
  ),
});

test('a payment that is written is read as it was', () => {
  property(
    forAll(request, ({ minor, trans_create_time: seconds, ...rest }) => {
      const sent = {
        ...rest,
        trans_amount: money(rest.trans_currency ?? rest.currency, minor),
        trans_create_time: seconds === undefined ? undefined : instant(seconds * 1_000),
      } as const;
      const read = spotPay.parse(new Map(spotPay.write('global', sent)), 'global');
      assert.ok(read.ok);
      for (const [name, value] of Object.entries(sent)) {
        const back: unknown = read.value[name as keyof typeof sent];
        if (name !== 'extend_info') assert.deepEqual(back, value, name);
      }
      assert.equal(read.value.extend_info?.store_name, sent.extend_info?.store_name);
      assert.equal(read.value.extend_info?.store_id, sent.extend_info?.store_id);
    }),
  );
});
