// Goal: a pre-order is read by its table, and expires as its partner requested.
// Method: one valid request, changed in one field for each row; then a table of expiries.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsetTime, parseInstant, required } from '@sampan/primitives';
import { type Contract, precreate, validity, validUntil } from './index.ts';

const order: Readonly<Record<string, string>> = {
  timestamp: '1456507704121',
  out_trade_no: '4363476566647440',
  subject: 'Two flat whites',
  product_code: 'OVERSEAS_MBARCODE_PAY',
  currency: 'HKD',
  trans_currency: 'HKD',
  total_fee: '30.00',
};

type Change = Readonly<Record<string, string | undefined>>;

const read = (change: Change, contract: Contract = 'hk') =>
  precreate.parse(
    new Map(
      Object.entries({ ...order, ...change }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    ),
    contract,
  );

const seen = (change: Change, contract?: Contract): string => {
  const answer = read(change, contract);
  return answer.ok ? 'ok' : `${answer.problem.code} ${answer.problem.field}`;
};

const entry = '{"goodsId":"g","goodsName":"Tea","quantity":2,"price":"15.00"}';
const goods = (count: number) => `[${Array.from({ length: count }, () => entry).join()}]`;

const longEntry = JSON.stringify({
  ...{ goodsId: 'i'.repeat(64), goodsName: '茶'.repeat(256), goodsCategory: 'c'.repeat(64) },
  ...{ showUrl: 'u'.repeat(400), quantity: '2', body: 'b'.repeat(400), price: '15.00' },
});
const longGoods = `[${Array.from({ length: 50 }, () => longEntry).join()}]`;

const rows: readonly (readonly [
  what: string,
  change: Change,
  seen: string,
  contract?: Contract,
])[] = [
  ['as it is', {}, 'ok'],
  ['as it is', {}, 'ok', 'global'],
  ['no order id', { out_trade_no: undefined }, 'ILLEGAL_ARGUMENT out_trade_no'],
  ['order id of 65', { out_trade_no: 'a'.repeat(65) }, 'ILLEGAL_ARGUMENT out_trade_no'],
  ['order id with a bar', { out_trade_no: 'a|b' }, 'ILLEGAL_ARGUMENT out_trade_no'],
  ['no subject', { subject: undefined }, 'ILLEGAL_ARGUMENT subject'],
  ['subject of 257', { subject: 'a'.repeat(257) }, 'ILLEGAL_ARGUMENT subject'],
  ['no product', { product_code: undefined }, 'ILLEGAL_ARGUMENT product_code'],
  ['other product', { product_code: 'QR_CODE_OFFLINE' }, 'UN_SUPPORT_BIZ_TYPE product_code'],
  ['no total', { total_fee: undefined }, 'ILLEGAL_ARGUMENT total_fee'],
  ['nothing', { total_fee: '0.00' }, 'ILLEGAL_ARGUMENT total_fee'],
  ['the largest total', { total_fee: '100000000.00' }, 'ok'],
  ['more than that', { total_fee: '100000000.01' }, 'ILLEGAL_ARGUMENT total_fee'],
  ['no settlement currency', { currency: undefined }, 'ILLEGAL_ARGUMENT currency'],
  ['no price currency', { trans_currency: undefined }, 'ILLEGAL_ARGUMENT trans_currency'],
  ['dollars in HK', { trans_currency: 'USD' }, 'INVALID_PARAMETER trans_currency'],
  ['dollars elsewhere', { trans_currency: 'USD', currency: 'USD' }, 'ok', 'global'],
  ['no timestamp', { timestamp: undefined }, 'ok'],
  ['timestamp in seconds', { timestamp: '1456507704' }, 'ok'],
  ['timestamp with dashes', { timestamp: '2018-03-22 12:23:21' }, 'ok'],
  ['time of the terminal', { terminal_timestamp: '2018-03-22 12:23:21' }, 'ok'],
  [
    'no time of the terminal',
    { terminal_timestamp: 'noon' },
    'ILLEGAL_ARGUMENT terminal_timestamp',
  ],
  ['notify address', { notify_url: 'http://m.example/n' }, 'ok'],
  ['no notify address', {}, 'ok', 'global'],
  ['notify address of 200', { notify_url: `http://m.example/${'a'.repeat(183)}` }, 'ok', 'global'],
  ['of 201', { notify_url: `http://m.example/${'a'.repeat(184)}` }, 'ILLEGAL_ARGUMENT notify_url'],
  ['seller', { seller_id: '2088102012343978', seller_email: 'a@b.example' }, 'ok'],
  ['seller of 29', { seller_id: '2'.repeat(29) }, 'ILLEGAL_ARGUMENT seller_id'],
  ['price × quantity is the total', { price: '15.00', quantity: '2' }, 'ok'],
  ['price alone', { price: '7.00' }, 'ok'],
  ['quantity alone', { quantity: '7' }, 'ok'],
  ['another total', { price: '15.00', quantity: '3' }, 'INVALID_PARAMETER total_fee'],
  ['a cent more', { price: '15.01', quantity: '2' }, 'INVALID_PARAMETER total_fee'],
  // Regression: weighed goods were refused, because only whole numbers were read, and not `2.0`.
  ['two with a decimal', { price: '15.00', quantity: '2.0' }, 'ok'],
  ['half a piece', { price: '60.00', quantity: '0.5' }, 'ok'],
  ['a weight', { price: '24.00', quantity: '1.25' }, 'ok'],
  [
    'a weight, a hair too much',
    { price: '24.00', quantity: '1.25000001' },
    'INVALID_PARAMETER total_fee',
  ],
  [
    'a third',
    { total_fee: '0.10', price: '0.30', quantity: '0.33333333' },
    'INVALID_PARAMETER total_fee',
  ],
  [
    'floating point would say yes',
    { total_fee: '0.3', price: '0.1', quantity: '3.00000001' },
    'INVALID_PARAMETER total_fee',
  ],
  ['the most pieces', { quantity: '999999999.99999999' }, 'ok'],
  ...['0', '0.0', '-1', '1.', '.5', '1,5', '1e3', ' 1', '01', '1000000000', '0.000000001'].map(
    (quantity) => [`${quantity} pieces`, { quantity }, 'ILLEGAL_ARGUMENT quantity'] as const,
  ),
  ['too dear', { price: '10000000' }, 'ILLEGAL_ARGUMENT price'],
  ['50 goods', { goods_detail: goods(50) }, 'ok'],
  // Regression: a total limit of 16,384 characters was too small for fifty entries.
  ['50 goods with all they may say', { goods_detail: longGoods }, 'ok'],
  ['51 goods', { goods_detail: goods(51) }, 'ILLEGAL_ARGUMENT goods_detail'],
  ['goods that are no list', { goods_detail: entry }, 'ILLEGAL_ARGUMENT goods_detail'],
  ['goods that are no JSON', { goods_detail: 'tea' }, 'ILLEGAL_ARGUMENT goods_detail'],
  ['shop', { extend_params: '{"store_id":"S"}' }, 'ok'],
  ['shop under the other name', { extend_info: '{"store_id":"S"}' }, 'ok'],
  ['a broken shop', { extend_params: '{"store_id":' }, 'ILLEGAL_ARGUMENT extend_params'],
  ['passback of 256', { passback_parameters: '世'.repeat(256) }, 'ok'],
  ['of 257', { passback_parameters: 'a'.repeat(257) }, 'ILLEGAL_ARGUMENT passback_parameters'],
  ['trade information', { trade_information: '{"business_type":"4"}' }, 'ok'],
  ['that is null', { trade_information: 'null' }, 'ok'],
  ['that is broken', { trade_information: '{"business' }, 'ILLEGAL_ARGUMENT trade_information'],
  ['the GET sample', { sendFormat: 'normal' }, 'ok'],
  ...['1m', '90m', '21600m', '1h', '360h', '1d', '15d', '1c'].map(
    (it_b_pay) =>
      [`valid for ${it_b_pay}`, { it_b_pay, qr_code_it_b_pay: it_b_pay }, 'ok'] as const,
  ),
  ...['0m', '1.5h', '-1m', '1', 'm', '16d', '361h', '21601m', '2c', '1M', '01m', '10s', ' 1m'].map(
    (it_b_pay) => [`valid for ${it_b_pay}`, { it_b_pay }, 'ILLEGAL_ARGUMENT it_b_pay'] as const,
  ),
];

for (const [what, change, answer, contract] of rows) {
  test(`pre-order, ${contract ?? 'hk'}: ${what}`, () =>
    assert.equal(seen(change, contract), answer));
}

test('both names of the shop must not contradict each other', () => {
  const change = { extend_params: '{"store_id":"A"}', extend_info: '{"store_id":"B"}' };
  assert.equal(seen(change), 'ILLEGAL_ARGUMENT extend_params');
});

test('an end is counted from the pre-order, and that of the day is GMT+8', () => {
  const from = required(parseInstant('2026-11-22T23:59:59+08:00'), 'a time');
  const end = (text: string) => {
    const value = validity.read(text, { contract: 'hk', textOf: () => undefined });
    assert.ok(value.ok);
    return offsetTime(validUntil(value.value, from));
  };
  assert.equal(end('1m'), '2026-11-23T00:00:59+08:00');
  assert.equal(end('2h'), '2026-11-23T01:59:59+08:00');
  assert.equal(end('15d'), '2026-12-07T23:59:59+08:00');
  assert.equal(end('1c'), '2026-11-23T00:00:00+08:00');
});

test('what is written is read as it was', () => {
  const first = read({
    ...{ it_b_pay: '10m', goods_detail: goods(2), price: '15', quantity: '2.0' },
    ...{ trade_information: '{ "total_quantity": 2.0 }', terminal_timestamp: '1456507704' },
  });
  assert.ok(first.ok);
  const again = precreate.parse(new Map(precreate.write('hk', first.value)), 'hk');
  assert.deepEqual(again, first);
});
