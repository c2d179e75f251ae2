/**
 * Goal: a request is read by the table of its contract, and a wrong one is refused on the right
 * level.
 * Method: one valid payment, changed in one field for each row; then a property over all services.
 * It is long because the tables of all services belong together.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant, money, rate } from '@sampan/primitives';
import {
  type Contract,
  cancel,
  isServiceName,
  notifyVerify,
  query,
  refund,
  reverse,
  serviceOf,
  services,
  spotPay,
} from './index.ts';

const payment: Readonly<Record<string, string>> = {
  alipay_seller_id: '2088102012343978',
  trans_name: 'iPhone',
  partner_trans_id: '2010121000000002',
  currency: 'HKD',
  trans_amount: '39.25',
  buyer_identity_code: '289216843756120934',
  identity_code_type: 'barcode',
  biz_product: 'OVERSEAS_MBARCODE_PAY',
};

type Change = Readonly<Record<string, string | undefined>>;

const parameters = (base: Change, change: Change): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({ ...base, ...change }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );

/** `ok`, or level, code and field of the refusal. */
const pay = (change: Change, contract: Contract = 'hk'): string => {
  const read = spotPay.parse(parameters(payment, change), contract);
  return read.ok ? 'ok' : `${read.problem.level} ${read.problem.code} ${read.problem.field}`;
};

test('an amount that is none is malformed, and nothing is guessed', () => {
  const malformed = [
    '1e3',
    '0.001',
    '-1',
    '+1',
    '100.999',
    '１２',
    '0',
    '0.00',
    ' 1',
    '1 ',
    '1,00',
    '01',
    '.5',
    '5.',
    '0x10',
    'NaN',
    'Infinity',
    '1'.repeat(30),
    '100000000.01',
    '999999999',
    '٣',
    '1\n',
  ];
  for (const text of malformed) {
    assert.equal(pay({ trans_amount: text }), 'gateway ILLEGAL_ARGUMENT trans_amount', text);
  }
  for (const text of ['0.01', '1', '1.5', '100000000', '100000000.00']) {
    assert.equal(pay({ trans_amount: text }), 'ok', text);
  }
});

test('10, 10.0 and 10.00 are one amount', () => {
  for (const text of ['10', '10.0', '10.00']) {
    const read = spotPay.parse(parameters(payment, { trans_amount: text }), 'hk');
    assert.ok(read.ok);
    assert.deepEqual(read.value.trans_amount, money('HKD', 1_000n));
  }
});

test('yen and won have no decimals, and the same highest amount', () => {
  for (const currency of ['JPY', 'KRW']) {
    const yen = (text: string) => pay({ currency, trans_amount: text }, 'global');
    assert.equal(yen('5000'), 'ok');
    assert.equal(yen('100000000'), 'ok');
    assert.equal(yen('5000.00'), 'gateway ILLEGAL_ARGUMENT trans_amount');
    assert.equal(yen('100000001'), 'gateway ILLEGAL_ARGUMENT trans_amount');
  }
});

test('an amount is counted in the currency of the price', () => {
  const read = spotPay.parse(
    parameters(payment, { currency: 'JPY', trans_currency: 'MOP', trans_amount: '8.50' }),
    'global',
  );
  assert.ok(read.ok);
  assert.deepEqual(read.value.trans_amount, money('MOP', 850n));
});

const hundred = '世'.repeat(100);

const refusals: readonly (readonly [
  what: string,
  change: Change,
  seen: string,
  contract?: Contract,
])[] = [
  ['as it is', {}, 'ok'],
  ['as it is', {}, 'ok', 'global'],
  ['no seller', { alipay_seller_id: undefined }, 'gateway ILLEGAL_ARGUMENT alipay_seller_id'],
  ['an empty seller', { alipay_seller_id: '' }, 'gateway ILLEGAL_ARGUMENT alipay_seller_id'],
  ['no name', { trans_name: undefined }, 'gateway ILLEGAL_ARGUMENT trans_name'],
  ['name of 256', { trans_name: hundred + hundred + 'a'.repeat(56) }, 'ok'],
  [
    'name of 257',
    { trans_name: hundred + hundred + 'a'.repeat(57) },
    'gateway ILLEGAL_ARGUMENT trans_name',
  ],
  ['name of 256 outside the base plane', { trans_name: '😀'.repeat(256) }, 'ok'],
  [
    'name of 257 outside the base plane',
    { trans_name: '😀'.repeat(257) },
    'gateway ILLEGAL_ARGUMENT trans_name',
  ],
  ['no order id', { partner_trans_id: undefined }, 'gateway ILLEGAL_ARGUMENT partner_trans_id'],
  ['order id of 64', { partner_trans_id: 'a'.repeat(64) }, 'ok'],
  [
    'order id of 65',
    { partner_trans_id: 'a'.repeat(65) },
    'gateway ILLEGAL_ARGUMENT partner_trans_id',
  ],
  ...[' ', '|', '"', '<', '>', '&', '\t', '\x7f', 'é', '世'].map(
    (character) =>
      [
        `order id with ${JSON.stringify(character)}`,
        { partner_trans_id: `a${character}b` },
        'gateway ILLEGAL_ARGUMENT partner_trans_id',
      ] as const,
  ),
  [
    "order id with !#$%'()*+,-./:;=?@[]^_`{}~\\",
    { partner_trans_id: "!#$%'()*+,-./:;=?@[]^_`{}~\\" },
    'ok',
  ],
  ['no currency', { currency: undefined }, 'gateway ILLEGAL_ARGUMENT currency'],
  ['other currency in HK', { currency: 'USD' }, 'business INVALID_PARAMETER currency'],
  ['other currency elsewhere', { currency: 'USD' }, 'ok', 'global'],
  ['small letters', { currency: 'hkd' }, 'business INVALID_PARAMETER currency'],
  ['unknown currency', { currency: 'XXX' }, 'business INVALID_PARAMETER currency', 'global'],
  ['no currency at all', { currency: 'HONGKONGDOLLAR' }, 'gateway ILLEGAL_ARGUMENT currency'],
  ['settled in patacas', { currency: 'MOP' }, 'business INVALID_PARAMETER currency', 'global'],
  ['priced in patacas', { trans_currency: 'MOP' }, 'ok', 'global'],
  ['priced as settled', { currency: 'USD', trans_currency: 'USD' }, 'ok', 'global'],
  [
    'priced in dollars, settled in others',
    { trans_currency: 'USD' },
    'business INVALID_PARAMETER trans_currency',
    'global',
  ],
  ['price currency is not known in HK', { trans_currency: 'USD' }, 'ok'],
  [
    'malformed beats unfit',
    { currency: 'USD', trans_amount: 'x' },
    'gateway ILLEGAL_ARGUMENT trans_amount',
  ],
  ['no code', { buyer_identity_code: undefined }, 'gateway ILLEGAL_ARGUMENT buyer_identity_code'],
  ['code of another form: the lookup answers', { buyer_identity_code: '6901234567892' }, 'ok'],
  [
    'code of 33',
    { buyer_identity_code: '2'.repeat(33) },
    'gateway ILLEGAL_ARGUMENT buyer_identity_code',
  ],
  ['QRcode', { identity_code_type: 'QRcode' }, 'ok'],
  [
    'unknown way of reading',
    { identity_code_type: 'palm' },
    'gateway ILLEGAL_ARGUMENT identity_code_type',
  ],
  ['no product', { biz_product: undefined }, 'gateway ILLEGAL_ARGUMENT biz_product'],
  [
    'other product',
    { biz_product: 'FACE_TO_FACE_PAYMENT' },
    'business UN_SUPPORT_BIZ_TYPE biz_product',
  ],
  [
    '30 February',
    { trans_create_time: '20260230120000' },
    'gateway ILLEGAL_ARGUMENT trans_create_time',
  ],
  [
    '24 o’clock',
    { trans_create_time: '20260228240000' },
    'gateway ILLEGAL_ARGUMENT trans_create_time',
  ],
  ['29 February of a leap year', { trans_create_time: '20280229235959' }, 'ok'],
  ['no pieces', { quantity: '0' }, 'gateway ILLEGAL_ARGUMENT quantity'],
  ['half a piece', { quantity: '0.5' }, 'ok'],
  ['notify address is not known in HK', { notify_url: 'x' }, 'ok'],
  ['notify address', { notify_url: 'https://m.example/n?a=1' }, 'ok', 'global'],
  ...[
    'ftp://m.example',
    'm.example',
    'http://',
    'http://a b',
    'http://u:p@m.example/',
    'javascript:1',
    `http://m.example/${'a'.repeat(200)}`,
  ].map(
    (address) =>
      [
        `notify address ${address.slice(0, 20)}`,
        { notify_url: address },
        'gateway ILLEGAL_ARGUMENT notify_url',
        'global',
      ] as const,
  ),
  ['broken JSON', { extend_info: '{' }, 'gateway ILLEGAL_ARGUMENT extend_info'],
  ['JSON that is no object', { extend_info: '[1]' }, 'gateway ILLEGAL_ARGUMENT extend_info'],
  ['PHP’s empty array', { extend_info: '[]', trade_information: '[]' }, 'ok'],
  [
    'a member in two cases',
    { extend_info: '{"STORE_ID":"S77","store_id":"S78"}' },
    'gateway ILLEGAL_ARGUMENT extend_info',
  ],
  ['JSON null', { extend_info: 'null' }, 'ok'],
  [
    'industry of five',
    { extend_info: '{"secondary_merchant_industry":"58120"}' },
    'gateway ILLEGAL_ARGUMENT extend_info',
  ],
  [
    'U+0000 in JSON',
    { extend_info: '{"store_id":"\\u0000"}' },
    'gateway ILLEGAL_ARGUMENT extend_info',
  ],
  [
    'unpaired surrogate in JSON',
    { extend_info: '{"store_id":"\\ud800"}' },
    'gateway ILLEGAL_ARGUMENT extend_info',
  ],
  [
    'an object for a text',
    { extend_info: '{"store_id":{}}' },
    'gateway ILLEGAL_ARGUMENT extend_info',
  ],
  ['the other name', { extend_params: '{"store_id":"A"}' }, 'ok'],
  ['both names, one value', { extend_params: '{}', extend_info: '{}' }, 'ok'],
  [
    'both names, two values',
    { extend_params: '{}', extend_info: '{ }' },
    'gateway ILLEGAL_ARGUMENT extend_info',
  ],
  ['unknown parameter', { sendFormat: 'normal' }, 'ok'],
];

for (const [what, change, seen, contract] of refusals) {
  test(`payment, ${contract ?? 'hk'}: ${what}`, () => assert.equal(pay(change, contract), seen));
}

test('JSON is read as JSON', () => {
  const json =
    '{"store_id": "A\\/1", "store_name":"\\u8336", "terminal_id":null, "secondary_merchant_industry":5812, "x":[]}';
  const read = spotPay.parse(parameters(payment, { extend_info: json }), 'hk');
  assert.ok(read.ok);
  assert.equal(read.value.extend_info?.store_id, 'A/1');
  assert.equal(read.value.extend_info?.store_name, '茶');
  assert.equal(read.value.extend_info?.terminal_id, undefined);
  assert.equal(read.value.extend_info?.secondary_merchant_industry, '5812');
});

const repayment: Change = {
  partner_trans_id: '1',
  partner_refund_id: '2',
  refund_amount: '39.25',
  currency: 'HKD',
};

test('a refund has its own limit, id and two spellings of its reason', () => {
  const seen = (change: Change) => {
    const read = refund.parse(parameters(repayment, change), 'hk');
    return read.ok
      ? (read.value.refund_reason ?? 'ok')
      : `${read.problem.level} ${read.problem.field}`;
  };
  assert.equal(seen({}), 'ok');
  assert.equal(seen({ refund_amount: '9999999.99' }), 'ok');
  assert.equal(seen({ refund_amount: '10000000' }), 'gateway refund_amount');
  assert.equal(seen({ refund_reason: 'a' }), 'a');
  assert.equal(seen({ refund_reson: 'b' }), 'b');
  assert.equal(seen({ refund_reason: 'a', refund_reson: 'b' }), 'gateway refund_reason');
  assert.equal(seen({ partner_refund_id: '1' }), 'business partner_refund_id');
  assert.equal(seen({ currency: 'CNY' }), 'business currency');
  assert.equal(seen({ is_sync: 'y' }), 'gateway is_sync');
});

test('a query and a cancel need one id, whichever', () => {
  for (const contract of ['hk', 'global'] as const) {
    assert.ok(query.parse(new Map([['partner_trans_id', '1']]), contract).ok);
    assert.ok(query.parse(new Map([['alipay_trans_id', '1']]), contract).ok);
    const none = query.parse(new Map([['alipay_trans_id', '']]), contract);
    assert.ok(!none.ok && none.problem.level === 'gateway');
    assert.ok(
      cancel.parse(
        new Map([
          ['timestamp', '1456507704121'],
          ['trade_no', '1'],
        ]),
        contract,
      ).ok,
    );
    assert.ok(!cancel.parse(new Map([['timestamp', '1456507704121']]), contract).ok);
  }
});

test('a timestamp is read in every form that clients send', () => {
  const at = (timestamp: string) => {
    const read = cancel.parse(
      new Map([
        ['timestamp', timestamp],
        ['out_trade_no', '1'],
      ]),
      'hk',
    );
    return read.ok ? read.value.timestamp?.readings : read.problem.code;
  };
  const noon = Date.parse('2026-05-09T12:00:00+08:00');
  assert.deepEqual(at(String(noon)), [noon]);
  assert.deepEqual(at(String(noon / 1_000)), [noon]);
  for (const text of ['2026-05-09 12:00:00', '20260509120000']) {
    assert.deepEqual(at(text), [noon, noon + 8 * 3_600_000]);
  }
  assert.equal(at(''), undefined);
  for (const text of [
    'now',
    '20260230120000',
    '202605091200',
    '2026-05-09',
    '2026-02-30 12:00:00',
    '-1456507704121',
    '1.5e12',
  ]) {
    assert.equal(at(text), 'ILLEGAL_ARGUMENT', text);
  }
});

test('a reply has the fields of its contract, ascending, and no others', () => {
  const fields = {
    result_code: 'SUCCESS',
    trans_amount: '39.25',
    currency: 'HKD',
    payment_inst: 'ALIPAYHK',
    exchange_rate: rate('0.8388'),
    trans_amount_cny: money('CNY', 3_292n),
    alipay_pay_time: instant(Date.parse('2026-05-09T17:30:00+08:00')),
    error: undefined,
  } as const;
  assert.deepEqual(spotPay.reply('hk', fields), [
    ['alipay_pay_time', '20260509173000'],
    ['currency', 'HKD'],
    ['payment_inst', 'ALIPAYHK'],
    ['result_code', 'SUCCESS'],
    ['trans_amount', '39.25'],
  ]);
  assert.deepEqual(Object.fromEntries(spotPay.reply('global', fields)), {
    alipay_pay_time: '20260509173000',
    currency: 'HKD',
    exchange_rate: '0.83880000',
    result_code: 'SUCCESS',
    trans_amount: '39.25',
    trans_amount_cny: '32.92',
  });
});

test('a refusal puts its code where the service puts it', () => {
  assert.deepEqual(spotPay.refusal('hk', 'TRADE_HAS_CLOSE', { partner_trans_id: '1' }), [
    ['error', 'TRADE_HAS_CLOSE'],
    ['partner_trans_id', '1'],
    ['result_code', 'FAILED'],
  ]);
  assert.deepEqual(query.refusal('hk', 'TRADE_NOT_EXIST'), [
    ['detail_error_code', 'TRADE_NOT_EXIST'],
    ['detail_error_des', 'There is no such trade'],
    ['error', 'TRADE_NOT_EXIST'],
    ['result_code', 'FAIL'],
  ]);
  assert.deepEqual(cancel.refusal('hk', 'TRADE_CANCEL_TIME_OUT', { retry_flag: 'N' }), [
    ['detail_error_code', 'TRADE_CANCEL_TIME_OUT'],
    ['detail_error_des', 'The day of the trade is over; refund it'],
    ['result_code', 'FAIL'],
    ['retry_flag', 'N'],
  ]);
});

test('a client reads every spelling of the result', () => {
  const word = (text: string) => {
    const read = spotPay.readReply(new Map([['result_code', text]]), 'hk');
    return read.ok ? read.value.result_code : read.problem.field;
  };
  assert.deepEqual(['SUCCESS', 'FAIL', 'FAILED', 'UNKNOW', 'UNKNOWN', 'x'].map(word), [
    'SUCCESS',
    'FAILED',
    'FAILED',
    'UNKNOW',
    'UNKNOW',
    'result_code',
  ]);
});

test('services are known by their exact name', () => {
  assert.equal(serviceOf('alipay.acquire.cancel'), cancel);
  assert.equal(serviceOf('alipay.acquire.overseas.spot.reverse'), reverse);
  assert.equal(serviceOf('notify_verify'), notifyVerify);
  for (const name of ['', 'alipay.acquire.Cancel', 'toString']) assert.ok(!isServiceName(name));
  assert.equal(new Set(services.map(({ name }) => name)).size, services.length);
});

test('every example in a table is read by its own field, and written again the same', () => {
  for (const { name, requestFields, replyFields } of services) {
    for (const [field, row] of Object.entries({ ...requestFields, ...replyFields })) {
      const { is, example } = row as {
        is: (typeof spotPay.requestFields)['memo']['is'];
        example?: string;
      };
      if (example === undefined) continue;
      const read = is.read(example, { contract: 'hk', textOf: () => 'HKD' });
      assert.ok(read.ok, `${name} ${field}`);
      assert.equal(is.write(read.value), example, `${name} ${field}`);
    }
  }
});
