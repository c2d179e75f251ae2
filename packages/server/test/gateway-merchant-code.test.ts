/**
 * Goal: a shop's code is created, changed, stopped and deleted over the wire, and a wrong request
 * changes nothing.
 * Method: real sockets and a real database, whose rows are compared as a whole.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PartnerId, rate, required, type WalletId } from '@sampan/primitives';
import { type MerchantCode, readMerchantCode } from '#acquiring';
import { readCode } from '#codes';
import { hkd } from '#test-kit';
import { createCode, modifyCode, queryShop, setCodeStatus, shopData } from './gateway-asked.ts';
import { type Asked, type GatewayWorld, gatewayWorld, publicUrl } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  wallet = await world.wallet('1000.00');
});
after(() => world.close());

let shops = 0;
/** A new shop. */
const newShop = () => ({ store_id: `S_${++shops}` });

/** Asks for a code and answers its value. */
async function made(data: Readonly<Record<string, unknown>>, change: Asked = {}): Promise<string> {
  const { fields, reply } = await world.ask(partner, createCode(data, change));
  assert.ok(reply.isSuccess, reply.error);
  return fields.qrcode ?? '';
}

const tokenOf = (qrcode: string) => required(readCode(qrcode), 'a value has a token');

const stored = async (qrcode: string): Promise<MerchantCode> =>
  required(await readMerchantCode(world.connection, tokenOf(qrcode)), 'the code is stored');

const said = async (asked: Asked, by = partner): Promise<string> => {
  const { reply } = await world.ask(by, asked);
  return reply.isSuccess ? 'T' : (reply.error ?? '');
};

/** All that a request about codes could have changed. */
const everything = () =>
  world.sql('select to_jsonb(c) from merchant_codes c union all select to_jsonb(s) from shops s');

const scanned = async (qrcode: string): Promise<string> => {
  const answer = await world.acquiring.scanMerchantCode({
    walletId: wallet,
    partnerId: partner,
    code: tokenOf(qrcode),
    typed: hkd('20.00'),
    partnerTransId: `sale-${++shops}`,
  });
  return answer.outcome === 'refused' ? answer.refusal : answer.outcome;
};

test('a code: value and picture under qrcodeinfo, without a result, signed', async () => {
  for (const contract of ['hk', 'global'] as const) {
    const by = await world.partner({ contract });
    const { fields, signed, text } = await world.ask(by, createCode());
    const token = tokenOf(fields.qrcode ?? '');
    assert.match(token, /^[0-9a-z]{24}$/);
    assert.deepEqual(fields, {
      qrcode: `${publicUrl}/q/${token}`,
      qrcode_img_url: `${publicUrl}/qr/${token}/L.png`,
    });
    assert.ok(signed);
    assert.ok(text.includes('<response><qrcodeinfo><qrcode>'));
    const registered = await world.ask(by, queryShop());
    assert.equal(registered.fields.store_status, 'ACTIVATED');
  }
});

test('every member of biz_data is kept with the code', async () => {
  const data = {
    ...newShop(),
    secondary_merchant_industry: 4121,
    taxi_operation_id: 'T1',
    taxi_number: 'AB 1234',
    taxi_driver_name: '陳大文',
    taxi_driver_mobile: '+852 61234567',
    sys_service_provider_id: 'P1',
    channel_fee: { type: 'RATE', value: '0.015' },
    country_code: 'HK',
    address: 'Pier 7',
    passback_parameters: { desk: '3', row: 1 },
    notify_sign_type: 'RSA2',
    notify_charset: 'gbk',
    notify_mobile: '61234567',
    is_show_memo: 'true',
    timestamp: '2023-12-12 01:01:01',
  };
  const qrcode = await made(data, { notify_url: 'https://m.example/n' });
  const code = await stored(qrcode);
  assert.deepEqual(
    { ...code, code: '', createdAt: 0, modifiedAt: 0 },
    {
      code: '',
      partnerId: partner,
      shop: {
        secondaryMerchantId: 'M_0001',
        secondaryMerchantName: 'Harbour Coffee',
        secondaryMerchantIndustry: '4121',
        storeId: data.store_id,
        storeName: 'Harbour Coffee Central',
        country: 'HK',
        address: 'Pier 7',
        taxi: {
          operationId: 'T1',
          number: 'AB 1234',
          driverName: '陳大文',
          driverMobile: '+852 61234567',
        },
      },
      status: 'normal',
      channelFee: { type: 'RATE', share: rate('0.015') },
      priceCurrency: 'HKD',
      settlementCurrency: 'HKD',
      serviceProviderId: 'P1',
      passback: '{"desk":"3","row":1}',
      notify: { url: 'https://m.example/n', charset: 'GBK', signType: 'RSA2' },
      createdAt: 0,
      modifiedAt: 0,
    },
  );
});

test('notifications are written as the request unless it says otherwise', async () => {
  const sending = { signType: 'RSA', charset: 'GBK' } as const;
  const asked = createCode(newShop(), { notify_url: 'https://m.example/n' });
  const { fields } = await world.ask(partner, asked, sending);
  const { notify } = await stored(fields.qrcode ?? '');
  assert.deepEqual(notify, { url: 'https://m.example/n', charset: 'GBK', signType: 'RSA' });
});

test('a fixed fee is counted in the currency of settlement', async () => {
  const channel_fee = { type: 'FIXED', value: '2.5' };
  const code = await stored(await made({ ...newShop(), channel_fee }));
  assert.deepEqual(code.channelFee, { type: 'FIXED', amount: hkd('2.50') });
  const yen = await world.partner({ contract: 'global', currency: 'JPY' });
  const inYen = { ...newShop(), currency: 'JPY', trans_currency: 'JPY' };
  const whole = createCode({ ...inYen, channel_fee: { type: 'FIXED', value: '50' } });
  const decimals = createCode({ ...inYen, channel_fee: { type: 'FIXED', value: '50.00' } });
  assert.equal(await said(decimals, yen), 'INVALID_PARAMETER');
  assert.equal(await said(whole, yen), 'T');
});

test('two codes for a shop, one with and one without channel fee', async () => {
  const shop = newShop();
  const withFee = { ...shop, channel_fee: { type: 'RATE', value: '0.01' } };
  const a = await made(shop);
  const b = await made(withFee);
  assert.notEqual(a, b);
  const before = await everything();
  assert.equal(await made({ ...shop, store_name: 'Pier 7' }), a);
  assert.equal(await made({ ...shop, channel_fee: { type: 'FIXED', value: '1' } }), b);
  assert.deepEqual(await everything(), before, 'data are changed by modify alone');
  await world.ask(partner, setCodeStatus(a, 'DELETE'));
  const c = await made(shop);
  assert.ok(c !== a && c !== b);
  assert.equal(await made(withFee), b);
  const own = await world.ask(await world.partner(), createCode(shop));
  assert.ok(![a, b, c].includes(own.fields.qrcode ?? ''), 'another partner, another shop');
});

test('ten at once, in two processes, make one code', async () => {
  const shop = newShop();
  const other = await world.process();
  const first = await stored(await made(newShop()));
  const terms = { ...first, shop: { ...first.shop, storeId: shop.store_id } };
  const codes = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const acquiring = index % 2 === 0 ? world.acquiring : other;
      const code = `racing${index}`.padEnd(24, 'x');
      const done = await acquiring.createMerchantCode({ partnerId: partner, terms, code });
      return done.outcome === 'done' ? done.code.code : done.refusal;
    }),
  );
  assert.equal(new Set(codes).size, 1);
});

test('taxis without a store do not share a code', async () => {
  const taxi = (taxi_number: string) => ({
    secondary_merchant_industry: '4121',
    store_id: undefined,
    store_name: undefined,
    taxi_operation_id: 'T1',
    taxi_number,
    taxi_driver_name: 'Chan',
    taxi_driver_mobile: '61234567',
  });
  assert.notEqual(await made(taxi('AB 1')), await made(taxi('AB 2')));
  assert.equal(await made(taxi('AB 1')), await made(taxi('AB 1')));
});

test('what modify may change', async (t) => {
  const shop = { ...newShop(), channel_fee: { type: 'RATE', value: '0.01' } };
  const qrcode = await made(shop, { notify_url: 'https://m.example/n' });
  type Row = readonly [what: string, answer: string, data: Readonly<Record<string, unknown>>];
  const rows: readonly Row[] = [
    ['nothing', 'T', {}],
    ['names', 'T', { secondary_merchant_name: 'Other', store_name: 'Pier 7' }],
    ['industry', 'T', { secondary_merchant_industry: '5812' }],
    ['passback', 'T', { passback_parameters: { desk: '4' } }],
    ['value of the fee', 'T', { channel_fee: { type: 'RATE', value: '0.02' } }],
    ['sub-merchant', 'INVALID_PARAMETER', { secondary_merchant_id: 'M_0002' }],
    ['store', 'INVALID_PARAMETER', { store_id: 'elsewhere' }],
    ['service provider', 'INVALID_PARAMETER', { sys_service_provider_id: 'P2' }],
    ['no fee any more', 'INVALID_PARAMETER', { channel_fee: undefined }],
  ];
  for (const [what, answer, data] of rows) {
    await t.test(`${what}: ${answer}`, async () => {
      const before = await everything();
      const { fields, reply } = await world.ask(partner, modifyCode(qrcode, { ...shop, ...data }));
      assert.equal(reply.isSuccess ? 'T' : reply.error, answer);
      assert.deepEqual(fields, answer === 'T' ? { qrcode } : {});
      if (answer !== 'T') assert.deepEqual(await everything(), before);
    });
  }
  await t.test('the address stays when none is given, its style follows', async () => {
    await world.ask(partner, modifyCode(qrcode, { ...shop, notify_sign_type: 'RSA2' }));
    const { notify } = await stored(qrcode);
    assert.deepEqual(notify, { url: 'https://m.example/n', charset: 'UTF-8', signType: 'RSA2' });
  });
});

test('a code is named by its value, in every spelling', async () => {
  const qrcode = await made(newShop());
  const token = tokenOf(qrcode);
  const other = await world.partner();
  const table: readonly (readonly [string, Asked, PartnerId?])[] = [
    ['T', setCodeStatus(qrcode, 'STOP')],
    ['T', setCodeStatus(token, 'STOP')],
    ['T', setCodeStatus(`${qrcode}/`, 'STOP')],
    ['T', setCodeStatus(`http://old.example:8080/q/${token}`, 'STOP')],
    ['T', setCodeStatus('', 'STOP', { qrcode: undefined, qr_code: qrcode })],
    ['INVALID_PARAMETER', setCodeStatus('', 'STOP', { qrcode: undefined })],
    ['INVALID_PARAMETER', setCodeStatus(qrcode, 'STOP', { qr_code: token })],
    ['INVALID_PARAMETER', setCodeStatus('https://qr.alipay.com/ocx0EXAMPLE0EXAMPLE', 'STOP')],
    ['INVALID_PARAMETER', setCodeStatus('x'.repeat(24), 'STOP')],
    ['INVALID_PARAMETER', setCodeStatus('x'.repeat(1_000), 'STOP')],
    ['INVALID_PARAMETER', setCodeStatus(qrcode, 'PAUSE')],
    ['INVALID_PARAMETER', setCodeStatus(qrcode, 'STOP'), other],
    ['INVALID_PARAMETER', modifyCode(qrcode), other],
  ];
  for (const [answer, asked, by] of table) {
    assert.equal(await said(asked, by), answer, JSON.stringify(asked));
  }
});

test('the life of a code, and what a buyer who scans it sees', async () => {
  const qrcode = await made(newShop());
  const table: readonly (readonly [status: string, answer: string, scan: string])[] = [
    ['RESTART', 'T', 'opened'],
    ['STOP', 'T', 'code-not-usable'],
    ['STOP', 'T', 'code-not-usable'],
    ['RESTART', 'T', 'opened'],
    ['RESTART', 'T', 'opened'],
    ['DELETE', 'T', 'code-not-usable'],
    ['DELETE', 'T', 'code-not-usable'],
    ['RESTART', 'INVALID_PARAMETER', 'code-not-usable'],
    ['STOP', 'INVALID_PARAMETER', 'code-not-usable'],
  ];
  for (const [status, answer, scan] of table) {
    const { reply, fields } = await world.ask(partner, setCodeStatus(qrcode, status));
    assert.equal(reply.isSuccess ? 'T' : reply.error, answer, status);
    assert.deepEqual(fields, answer === 'T' ? { qrcode } : {});
    assert.equal(await scanned(qrcode), scan, status);
  }
});

test('malformed biz_data is INVALID_PARAMETER and changes nothing', async (t) => {
  const shop = newShop();
  const qrcode = await made(shop);
  const json = JSON.stringify({ ...shopData, ...shop });
  const changed = (data: Readonly<Record<string, unknown>>) =>
    JSON.stringify({ ...shopData, ...shop, store_id: 'S_new', ...data });
  const filler = 'a'.repeat(2_001 - JSON.stringify({ ...shopData, ...shop, filler: '' }).length);
  const rows: readonly (readonly [what: string, bizData: string | undefined])[] = [
    ['missing', undefined],
    ['empty', ''],
    ['not JSON', 'store_id=S_01'],
    ['cut off', json.slice(0, -1)],
    ['a list', `[${json}]`],
    ['a text', JSON.stringify(json)],
    ['2001 characters', JSON.stringify({ ...shopData, ...shop, filler })],
    ['nested passback', changed({ passback_parameters: { desk: { row: '3' } } })],
    ['a quotation mark', changed({ store_name: 'The "Central"' })],
    ['a quotation mark by its number', json.replace('Central', '\\u0022')],
    ['wrong type: a list for a name', changed({ store_name: ['Central'] })],
    ['wrong type: an object for an id', changed({ secondary_merchant_id: {} })],
    ['wrong type: a text for the fee', changed({ channel_fee: '0.05' })],
    ['unknown currency', changed({ currency: 'XXX', trans_currency: 'XXX' })],
    ['dollars under HK', changed({ currency: 'USD', trans_currency: 'USD' })],
    ['a rate of 0.051', changed({ channel_fee: { type: 'RATE', value: '0.051' } })],
    [
      'a fixed fee of a tenth of a cent',
      changed({ channel_fee: { type: 'FIXED', value: '0.001' } }),
    ],
    ['no store', changed({ store_id: undefined })],
    ['a taxi without driver', changed({ secondary_merchant_industry: '4121' })],
  ];
  for (const [what, biz_data] of rows) {
    await t.test(what, async () => {
      const before = await everything();
      for (const asked of [createCode({}, { biz_data }), modifyCode(qrcode, {}, { biz_data })]) {
        const { text, reply } = await world.ask(partner, asked);
        assert.equal(reply.error, 'INVALID_PARAMETER');
        assert.ok(!text.includes('<response>'), 'no response');
      }
      assert.deepEqual(await everything(), before);
    });
  }
});

test('a suspended partner makes and changes nothing', async () => {
  const suspended = await world.partner({}, { status: 'suspended' });
  assert.equal(await said(createCode(), suspended), 'SELLER_BEEN_BLOCKED');
  assert.equal(await said(modifyCode('x'.repeat(24)), suspended), 'SELLER_BEEN_BLOCKED');
  assert.equal(await said(setCodeStatus('x'.repeat(24), 'STOP'), suspended), 'SELLER_BEEN_BLOCKED');
});

test('by GET and by POST, in every charset, with every signature', async () => {
  for (const sending of [
    { method: 'GET' },
    { charset: 'GBK' },
    { signType: 'RSA' },
    { signType: 'RSA2', method: 'GET' },
  ] as const) {
    const { reply, signed } = await world.ask(partner, createCode(newShop()), sending);
    assert.ok(reply.isSuccess && signed, JSON.stringify(sending));
  }
});
