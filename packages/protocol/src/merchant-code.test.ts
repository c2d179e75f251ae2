// Goal: `biz_data` is read by the table of its contract, and any error in it is INVALID_PARAMETER.
// Method: one valid biz_data, changed in one member for each row.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money, rate } from '@sampan/primitives';
import {
  type Contract,
  changeMerchantCodeStatus,
  createMerchantCode,
  modifyMerchantCode,
} from './index.ts';

const shop: Readonly<Record<string, unknown>> = {
  secondary_merchant_industry: '5311',
  secondary_merchant_id: 'M_0001',
  secondary_merchant_name: 'Harbour Coffee',
  store_id: 'S-01',
  store_name: 'Harbour Coffee Central',
  trans_currency: 'HKD',
  currency: 'HKD',
};

const taxi: Readonly<Record<string, unknown>> = {
  secondary_merchant_industry: '4121',
  store_id: undefined,
  store_name: undefined,
  taxi_operation_id: 'T1',
  taxi_number: 'AB 1234',
  taxi_driver_name: 'Chan',
  taxi_driver_mobile: '+852 61234567',
};

const common = { biz_type: 'OVERSEASHOPQRCODE', timestamp: '2023-12-12 01:01:01' };

const create = (biz_data: string, contract: Contract = 'hk') =>
  createMerchantCode.parse(new Map(Object.entries({ ...common, biz_data })), contract);

const seen = (biz_data: string, contract?: Contract): string => {
  const read = create(biz_data, contract);
  return read.ok ? 'ok' : `${read.problem.level} ${read.problem.code}`;
};

const refused = 'business INVALID_PARAMETER';

type Change = Readonly<Record<string, unknown>>;
type Row = readonly [what: string, change: Change, hk: boolean, global: boolean];

const fee = (type: unknown, value: unknown) => ({ channel_fee: { type, value } });
const usd = { trans_currency: 'USD', currency: 'USD' };

const rows: readonly Row[] = [
  ['as it is', {}, true, true],
  ['no industry', { secondary_merchant_industry: undefined }, false, false],
  ['industry of five', { secondary_merchant_industry: '53110' }, false, false],
  ['industry in words', { secondary_merchant_industry: 'food' }, false, false],
  ['industry as a number', { secondary_merchant_industry: 5812 }, true, true],
  ['no sub-merchant', { secondary_merchant_id: undefined }, false, false],
  ['null is absent', { secondary_merchant_id: null }, false, false],
  ['sub-merchant of 32', { secondary_merchant_id: 'm'.repeat(32) }, true, true],
  ['sub-merchant of 33', { secondary_merchant_id: 'm'.repeat(33) }, false, true],
  ['sub-merchant of 65', { secondary_merchant_id: 'm'.repeat(65) }, false, false],
  ['sub-merchant with a blank', { secondary_merchant_id: 'M 1' }, false, false],
  ['no name', { secondary_merchant_name: undefined }, false, false],
  ['name of 32', { secondary_merchant_name: '茶'.repeat(32) }, true, true],
  ['name of 33', { secondary_merchant_name: '茶'.repeat(33) }, false, true],
  ['name of 65', { secondary_merchant_name: '茶'.repeat(65) }, false, false],
  ['no store', { store_id: undefined }, false, false],
  ['store of 33', { store_id: 's'.repeat(33) }, false, true],
  ['store with a slash', { store_id: 'S/1' }, false, false],
  ['no name of the store', { store_name: undefined }, false, false],
  ['a taxi', taxi, true, true],
  ['a taxi with a store', { ...taxi, store_id: 'S1', store_name: 'Rank 1' }, true, true],
  ['a taxi without operation', { ...taxi, taxi_operation_id: undefined }, false, false],
  ['a taxi without plate', { ...taxi, taxi_number: undefined }, false, false],
  ['a taxi without driver', { ...taxi, taxi_driver_name: undefined }, false, false],
  ['a taxi without telephone', { ...taxi, taxi_driver_mobile: undefined }, false, false],
  ['no price currency', { trans_currency: undefined }, false, false],
  ['no settlement currency', { currency: undefined }, false, false],
  ['dollars', usd, false, true],
  ['dollars settled in yuan', { ...usd, currency: 'CNY' }, false, true],
  ['dollars settled in others', { ...usd, currency: 'EUR' }, false, false],
  ['yuan settled in dollars', { ...usd, trans_currency: 'CNY' }, false, true],
  ['unknown currency', { trans_currency: 'XXX' }, false, false],
  ['settled in patacas', { trans_currency: 'MOP', currency: 'MOP' }, false, false],
  ['no fee', fee('FIXED', '0'), true, true],
  ['fixed fee', fee('FIXED', '2.50'), true, true],
  ['fixed fee as a number', fee('FIXED', 2.5), true, true],
  ['fixed fee of a tenth of a cent', fee('FIXED', '0.001'), false, false],
  ['fixed fee below zero', fee('FIXED', '-1'), false, false],
  [
    'fixed fee in yen',
    { trans_currency: 'JPY', currency: 'JPY', ...fee('FIXED', '50') },
    false,
    true,
  ],
  [
    'with decimals',
    { trans_currency: 'JPY', currency: 'JPY', ...fee('FIXED', '50.0') },
    false,
    false,
  ],
  ['no share', fee('RATE', '0'), true, true],
  ['share of 5 %', fee('RATE', '0.05'), true, true],
  ['the same with zeros', fee('RATE', '0.050000'), true, true],
  ['share as a number', fee('RATE', 0.05), true, true],
  ['share of 5.1 %', fee('RATE', '0.051'), false, false],
  ['a hair more than 5 %', fee('RATE', '0.05000001'), false, false],
  ['share in per cent', fee('RATE', '5%'), false, false],
  ['share below zero', fee('RATE', '-0.01'), false, false],
  ['another kind of fee', fee('rate', '0.01'), false, false],
  ['a fee without value', fee('RATE', undefined), false, false],
  ['a fee that is a list', { channel_fee: ['RATE', '0.01'] }, false, false],
  ['a fee in a text', { channel_fee: '{"type":"RATE","value":"0.01"}' }, false, false],
  ['country and address', { country_code: 'HK', address: '1 Queen’s Road' }, true, true],
  ['country of three', { country_code: 'HKG' }, false, false],
  ['passback', { passback_parameters: { desk: '3', big: true, count: 2, none: null } }, true, true],
  ['nested passback', { passback_parameters: { desk: { row: '3' } } }, false, false],
  ['a list in the passback', { passback_parameters: { desk: ['3'] } }, false, false],
  ['passback that is a text', { passback_parameters: 'desk 3' }, false, false],
  ['passback that is a list', { passback_parameters: ['3'] }, false, false],
  ['a quotation mark in the passback', { passback_parameters: { desk: '"3"' } }, false, false],
  ['U+0000 in the passback', { passback_parameters: { desk: '\0' } }, false, false],
  ['a number beyond those of programs', { passback_parameters: { id: 2 ** 60 } }, true, true],
  ['how to notify', { notify_sign_type: 'RSA2', notify_charset: 'gbk' }, true, true],
  ['an unknown signature', { notify_sign_type: 'DSA' }, false, false],
  ['an unknown charset', { notify_charset: 'BIG5' }, false, false],
  [
    'what is read and not used',
    {
      timestamp: '2023-12-12 01:01:01',
      is_show_memo: 'true',
      notify_mobile: '61234567',
      notify_wangwang: 'w',
      notify_alipay_account: 'a@b.example',
      sys_service_provider_id: 'P1',
      anything: { else: [] },
    },
    true,
    true,
  ],
  ['a name that is an object', { store_name: { en: 'Central' } }, false, false],
  ['a name that is a list', { store_name: ['Central'] }, false, false],
  ['a quotation mark', { store_name: 'The "Central"' }, false, false],
  ['a backslash at the end', { store_name: 'Central\\' }, true, true],
  ['a control character', { store_name: 'Central\u0007' }, false, false],
];

for (const [what, change, hk, global] of rows) {
  test(`biz_data: ${what}`, () => {
    const json = JSON.stringify({ ...shop, ...change });
    assert.equal(seen(json, 'hk'), hk ? 'ok' : refused, 'hk');
    assert.equal(seen(json, 'global'), global ? 'ok' : refused, 'global');
  });
}

test('biz_data that is no JSON object, or too long', () => {
  const json = JSON.stringify(shop);
  const long = (length: number) => {
    const filler = JSON.stringify({ ...shop, address: '' }).length;
    return JSON.stringify({ ...shop, filler: 'a'.repeat(length - filler + 1) });
  };
  assert.equal(long(2_000).length, 2_000);
  const table: readonly (readonly [string, string])[] = [
    [json, 'ok'],
    [json.replaceAll(':', ' : ').replaceAll(',', ' , '), 'ok'],
    [json.replace('Harbour', '\\u6d77 \\/'), 'ok'],
    [json.replace('Harbour', '\\u0022'), refused],
    [json.replace('Harbour', '\\\\\\u0022'), refused],
    [json.replace('Harbour', '\\\\u0022'), 'ok'],
    [long(2_000), 'ok'],
    [long(2_001), refused],
    ['', refused],
    ['null', refused],
    ['{', refused],
    ['[]', refused],
    ['"text"', refused],
    ['12', refused],
    [`[${json}]`, refused],
    [JSON.stringify(json), refused],
    [json.replaceAll('"', "'"), refused],
  ];
  for (const [text, answer] of table) assert.equal(seen(text), answer, text);
});

// Regression: a parser shortened 0.1234567890123456789 and turned 1.10 into 1.1.
test('the passback comes back as it was written, without white space', () => {
  const rows: readonly (readonly [sent: string, back: string | undefined])[] = [
    ['{"a":0.1234567890123456789,"b":1.10}', '{"a":0.1234567890123456789,"b":1.10}'],
    ['{"id":12345678901234567890, "e" : 1E+400}', '{"id":12345678901234567890,"e":1E+400}'],
    ['{ "a , }" : "b : {\\\\" ,\n"c":[1] }', undefined],
    ['{ "a , }" : "b : {\\\\" ,\n"c":-0.0 }', '{"a , }":"b : {\\\\","c":-0.0}'],
    ['{"t":"\\u8336 \\/","n":null,"y":true}', '{"t":"\\u8336 \\/","n":null,"y":true}'],
    ['{}', '{}'],
    ['{"a":1,"a":2}', '{"a":1,"a":2}'],
    ['{"a":01}', undefined],
    ['"desk 3"', undefined],
    ['""', 'absent'],
    ['null', 'absent'],
  ];
  const data = JSON.stringify(shop).slice(0, -1);
  for (const [sent, back] of rows) {
    for (const name of ['passback_parameters', 'passback\\u005fparameters']) {
      const read = create(`${data},"nested":{"passback_parameters":{"a":9}},"${name}" : ${sent} }`);
      const given = read.ok ? (read.value.biz_data.passback_parameters ?? 'absent') : undefined;
      assert.equal(given, back, sent);
      if (!read.ok || back === 'absent') continue;
      const again = new Map(createMerchantCode.write('hk', read.value));
      assert.deepEqual(createMerchantCode.parse(again, 'hk'), read);
    }
  }
  // Of duplicate members the last counts, as for all others.
  const twice = create(`${data},"passback_parameters":{"a":1},"passback_parameters":{"a":2.0}}`);
  assert.equal(twice.ok && twice.value.biz_data.passback_parameters, '{"a":2.0}');
});

test('a fee is counted in the settlement currency', () => {
  const read = create(JSON.stringify({ ...shop, ...usd, ...fee('FIXED', '2.5') }), 'global');
  assert.ok(read.ok);
  assert.deepEqual(read.value.biz_data.channel_fee, { type: 'FIXED', amount: money('USD', 250n) });
  const share = create(JSON.stringify({ ...shop, ...fee('RATE', '0.015') }));
  assert.ok(share.ok);
  assert.deepEqual(share.value.biz_data.channel_fee, { type: 'RATE', share: rate('0.015') });
});

test('what is written is read as it was', () => {
  const change = { ...taxi, ...fee('RATE', '0.015'), passback_parameters: { desk: '3', row: 1 } };
  const read = create(JSON.stringify({ ...shop, ...change }));
  assert.ok(read.ok);
  const again = createMerchantCode.parse(new Map(createMerchantCode.write('hk', read.value)), 'hk');
  assert.deepEqual(again, read);
});

test('parameters beside biz_data', () => {
  const all = {
    ...common,
    biz_data: JSON.stringify(shop),
    qrcode: 'https://pay.example/q/k3v9m2x7',
    status: 'STOP',
  };
  type Given = Readonly<Record<string, string | undefined>>;
  const parameters = (change: Given) =>
    new Map(
      Object.entries({ ...all, ...change }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
  const services = { createMerchantCode, modifyMerchantCode, changeMerchantCodeStatus } as const;
  const table: readonly (readonly [keyof typeof services, Given, string])[] = [
    ['createMerchantCode', {}, 'ok'],
    ['createMerchantCode', { timestamp: undefined }, 'ok'],
    ['createMerchantCode', { timestamp: 'now' }, refused],
    ['createMerchantCode', { biz_type: undefined }, refused],
    ['createMerchantCode', { biz_type: 'ONLINE' }, refused],
    ['createMerchantCode', { biz_data: undefined }, refused],
    ['createMerchantCode', { notify_url: 'https://m.example/n' }, 'ok'],
    ['createMerchantCode', { notify_url: 'm.example' }, refused],
    ['modifyMerchantCode', {}, 'ok'],
    ['modifyMerchantCode', { qrcode: undefined }, refused],
    ['modifyMerchantCode', { qrcode: undefined, qr_code: all.qrcode }, 'ok'],
    ['modifyMerchantCode', { qr_code: 'another' }, refused],
    ['modifyMerchantCode', { biz_data: undefined }, refused],
    ['changeMerchantCodeStatus', { biz_data: undefined }, 'ok'],
    ['changeMerchantCodeStatus', { status: 'RESTART' }, 'ok'],
    ['changeMerchantCodeStatus', { status: 'DELETE' }, 'ok'],
    ['changeMerchantCodeStatus', { status: 'stop' }, refused],
    ['changeMerchantCodeStatus', { status: undefined }, refused],
    ['changeMerchantCodeStatus', { qrcode: undefined }, refused],
  ];
  for (const [service, change, answer] of table) {
    const read = services[service].parse(parameters(change), 'hk');
    const said = read.ok ? 'ok' : `${read.problem.level} ${read.problem.code}`;
    assert.equal(said, answer, `${service} ${JSON.stringify(change)}`);
  }
});
