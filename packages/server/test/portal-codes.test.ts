/**
 * Goal: a partner's staff registers shops, makes, stops, restarts, deletes and prints their codes, as far as the
 * role goes; each change is in the log, and nothing is seen or changed of another partner.
 * Method: requests of the partner API; a buyer pays at the code in between, and the sign is read as by a camera.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { minutes, type PartnerId, rate, required, type WalletId } from '@sampan/primitives';
import { type MerchantCodeTerms, readLastPaid, readShop } from '#acquiring';
import type { Member } from '#staff';
import { hkd } from '#test-kit';
import { type Browser, type PortalWorld, portalWorld, publicUrl } from './portal-world.ts';
import { decoded, pdfModules, readPdf, readSvg, svgModules } from './sheet-reader.ts';

let world: PortalWorld;
let cafe: PartnerId;
let owner: Browser;
let developer: Browser;
let stranger: Browser;
let buyer: WalletId;
let people: readonly [Member, Member, Member];

before(async () => {
  world = await portalWorld();
  cafe = await world.partner();
  people = [
    await world.member(cafe, 'owner'),
    await world.member(cafe, 'developer'),
    await world.member(await world.partner(), 'owner'),
  ];
  await signIn();
  buyer = await world.wallet('9000.00');
});
after(() => world.close());

/** A session ends after twelve hours without use. */
async function signIn(): Promise<void> {
  const [first, second, third] = people;
  owner = await world.signIn(first);
  developer = await world.signIn(second);
  stranger = await world.signIn(third);
}

type Item = Readonly<Record<string, unknown>>;

const post = (path: string, body: object, as = owner) =>
  world.first.ask('POST', path, { as, body });

const listOf = async (name: 'shops' | 'codes', as = owner): Promise<Item[]> => {
  const { status, body, text } = await world.first.ask('GET', `/${name}`, { as });
  assert.equal(status, 200, text);
  return body[name] as Item[];
};

const codeNamed = async (code: string): Promise<Item> =>
  required(
    (await listOf('codes')).find((each) => each['code'] === code),
    'it was made',
  );

let shops = 0;
/** A shop that is registered, and the code of it. */
async function made(): Promise<{ readonly code: string; readonly storeName: string }> {
  const shop = { ...registration, storeId: `S_${++shops}`, storeName: `海港咖啡 ${shops}` };
  assert.equal((await post('/shops', shop)).status, 201);
  const { status, body, text } = await post('/codes', idsOf(shop));
  assert.equal(status, 201, text);
  return { code: String(body['code']), storeName: shop.storeName };
}

const registration = {
  ...{ merchantId: 'M_1', merchantName: 'Harbour Coffee', industry: '5812' },
  ...{ country: 'HK', address: 'Pier 7' },
};

const idsOf = ({
  merchantId,
  storeId,
}: {
  readonly merchantId: string;
  readonly storeId: string;
}) => ({
  ...{ merchantId, storeId },
});

let sales = 0;
/** Scans the code; answers why not, or the trade. */
async function scan(code: string, price = '20.00') {
  const partnerTransId = `sale-${++sales}`;
  const typed = hkd(price);
  return world.acquiring.scanMerchantCode({
    ...{ walletId: buyer, partnerId: cafe, code, typed, partnerTransId },
  });
}

async function payAt(code: string, price: string): Promise<void> {
  const opened = await scan(code, price);
  if (opened.outcome !== 'opened') throw new Error(JSON.stringify(opened.refusal));
  const { id: tradeId } = opened.trade;
  const paid = await world.acquiring.confirm({
    ...{ partnerId: cafe, tradeId, walletId: buyer, answer: 'confirm' },
  });
  assert.equal(paid.outcome, 'paid');
}

const logOf = async (subject: string): Promise<Item[]> => {
  const { body } = await world.first.ask('GET', '/log?limit=500', { as: owner });
  return (body['items'] as Item[]).filter((each) => each['subject'] === subject);
};

test('a shop is registered when all is known of it; changing it keeps what its program has said', async () => {
  const drivers = [{ operationId: 'T_1', name: '陳大文', contact: undefined }];
  const shop = {
    ...{
      secondaryMerchantId: 'M 港',
      secondaryMerchantName: 'Old',
      storeId: 'S_0',
      storeName: 'Old',
    },
    ...{ industry: '4121', country: undefined, address: undefined, drivers },
  };
  await world.acquiring.registerShop({ partnerId: cafe, shop });
  const ids = { merchantId: 'M 港', storeId: 'S_0' };
  const [first] = await listOf('shops');
  assert.deepEqual(
    [first?.['registered'], first?.['missing'], first?.['codes']],
    [false, ['country', 'address'], 0],
  );
  const refused = await post('/codes', ids);
  assert.deepEqual([refused.status, refused.code], [409, 'shop-incomplete']);
  const given = { ...registration, ...ids, storeName: ' New\u00e9 ' };
  const { status, body } = await post('/shops', given);
  assert.equal(status, 201);
  const { changedAt: _at, ...said } = body;
  assert.deepEqual(said, {
    ...{ ...given, storeName: 'New\u00e9', registered: true, missing: [], codes: 0 },
  });
  const stored = await readShop(world.connection, cafe, ids.merchantId, ids.storeId);
  assert.deepEqual(
    stored?.drivers.map(({ name }) => name),
    ['陳大文'],
  );
  assert.deepEqual(
    (await logOf('M 港/S_0')).map(({ what }) => what),
    ['shop.changed'],
  );
  for (const [field, value] of [
    ['merchantId', 'M 2'],
    ['storeId', 'S/2'],
    ['storeName', ' '],
    ['address', 'a\nb'],
    ['industry', '58'],
  ] as const) {
    const wrong = await post('/shops', {
      ...registration,
      storeId: 'S_2',
      storeName: 'X',
      [field]: value,
    });
    assert.equal(wrong.code, 'invalid-field', wrong.text);
    assert.ok(wrong.text.includes(`"field":"${field}"`), wrong.text);
  }
  assert.equal((await listOf('shops')).length, 1);
});

test('a code is made once for a shop, and is a partner’s own', async () => {
  const { code, storeName } = await made();
  const ids = { merchantId: 'M_1', storeId: `S_${shops}` };
  const again = await post('/codes', ids);
  assert.deepEqual([again.status, again.body['code']], [201, code]);
  const { createdAt, changedAt, ...said } = await codeNamed(code);
  assert.equal(createdAt, changedAt);
  assert.deepEqual(said, {
    ...{ code, value: `${publicUrl}/q/${code}`, status: 'normal', currency: 'HKD' },
    shop: { ...ids, merchantName: 'Harbour Coffee', storeName, industry: '5812' },
    today: { payments: 0, amount: '0.00' },
  });
  assert.deepEqual(
    (await logOf(code)).map(({ what, who }) => [what, who]),
    [['code.made', 'owner 1']],
  );
  assert.deepEqual(
    (await logOf(`M_1/S_${shops}`)).map(({ what }) => what),
    ['shop.registered'],
  );
  const shop = (await listOf('shops')).find(({ storeId }) => storeId === ids.storeId);
  assert.equal(shop?.['codes'], 1);
  assert.equal((await post('/codes', { ...ids, storeId: 'S_none' })).code, 'shop-unknown');

  assert.deepEqual([await listOf('shops', stranger), await listOf('codes', stranger)], [[], []]);
  assert.equal((await post('/codes', ids, stranger)).code, 'shop-unknown');
  const stopped = await post(`/codes/${code}/status`, { status: 'stopped' }, stranger);
  assert.deepEqual([stopped.status, stopped.code], [404, 'code-unknown']);
  const sign = await world.first.ask('GET', `/codes/${code}/sign?as=svg`, { as: stranger });
  assert.deepEqual([sign.status, sign.code], [404, 'code-unknown']);
  assert.equal((await scan(code)).outcome, 'opened');
});

test('a stopped code is not paid until it is restarted; who stopped it and why is shown', async () => {
  const { code } = await made();
  const path = `/codes/${code}/status`;
  const stopped = await post(path, { status: 'stopped', why: ' a sticker was on it ' });
  assert.deepEqual(
    [stopped.body['status'], stopped.body['changedBy'], stopped.body['why']],
    ['stopped', 'owner 1', 'a sticker was on it'],
  );
  const refused = await scan(code);
  assert.equal(refused.outcome === 'refused' && refused.refusal, 'code-not-usable');
  const sign = await world.first.ask('GET', `/codes/${code}/sign?as=svg`, { as: owner });
  assert.deepEqual([sign.status, sign.code], [409, 'code-stopped']);
  assert.equal((await post(path, { status: 'stopped' })).body['why'], 'a sticker was on it');
  // The partner's program has the last word, and no name.
  world.machine.advance(minutes(1));
  for (const status of ['normal', 'stopped'] as const) {
    await world.acquiring.changeMerchantCodeStatus({ partnerId: cafe, code, status });
  }
  const byProgram = await codeNamed(code);
  assert.deepEqual([byProgram['changedBy'], byProgram['why']], [undefined, undefined]);
  const restarted = await post(path, { status: 'normal' });
  assert.deepEqual([restarted.body['status'], restarted.body['changedBy']], ['normal', 'owner 1']);
  assert.equal((await scan(code)).outcome, 'opened');
  assert.deepEqual(
    (await logOf(code)).map(({ what, why }) => [what, why]),
    [
      ['code.restarted', undefined],
      ['code.stopped', 'a sticker was on it'],
      ['code.made', undefined],
    ],
  );
});

test('a code is deleted for ever, with the name of its shop only', async () => {
  const { code, storeName } = await made();
  const path = `/codes/${code}/status`;
  for (const shopName of [undefined, 'Harbour Coffee', `${storeName}x`]) {
    const refused = await post(path, { status: 'deleted', shopName });
    assert.deepEqual([refused.status, refused.code], [409, 'shop-name-differs']);
  }
  assert.equal((await codeNamed(code))['status'], 'normal');
  const deleted = await post(path, { status: 'deleted', shopName: storeName, why: 'moved' });
  assert.deepEqual([deleted.status, deleted.body['status']], [200, 'deleted']);
  assert.equal((await post(path, { status: 'normal' })).code, 'code-deleted');
  const sign = await world.first.ask('GET', `/codes/${code}/sign?as=pdf`, { as: owner });
  assert.equal(sign.code, 'code-deleted');
  const another = await post('/codes', { merchantId: 'M_1', storeId: `S_${shops}` });
  assert.notEqual(another.body['code'], code);
  assert.equal((await listOf('codes')).at(-1)?.['code'], code, 'deleted ones are last');
});

test('a code shows what was paid to it today, and when it was paid last', async () => {
  const [{ code }, { code: other }] = [await made(), await made()];
  await payAt(code, '12.50');
  world.machine.advance(minutes(3));
  await payAt(code, '7.50');
  await scan(code, '99.00');
  await world.pay(cafe, buyer, '5.00', 'at the till');
  const shown = await codeNamed(code);
  assert.deepEqual(shown['today'], { payments: 2, amount: '20.00' });
  assert.match(String(shown['lastPaidAt']), /^2026-11-22T10:04:/);
  const unpaid = await codeNamed(other);
  assert.deepEqual(unpaid['today'], { payments: 0, amount: '0.00' });
  assert.equal(unpaid['lastPaidAt'], undefined);
  // Among the newest trade of each state there is none of the code.
  assert.deepEqual([...(await readLastPaid(world.connection, cafe, 1))], []);
  world.machine.advance(minutes(24 * 60));
  await signIn();
  const tomorrow = await codeNamed(code);
  assert.deepEqual(tomorrow['today'], { payments: 0, amount: '0.00' });
  assert.equal(tomorrow['lastPaidAt'], shown['lastPaidAt']);
});

test('the sign is as large as the paper, in the languages, and its code is the value', async () => {
  const { code, storeName } = await made();
  const { value } = await codeNamed(code);
  const ask = (query: string) =>
    world.first.ask('GET', `/codes/${code}/sign?${query}`, { as: developer });
  for (const [paper, size, width] of [
    ['A5', 'width="148mm" height="210mm"', 90],
    ['A6', 'width="105mm" height="148mm"', 63],
    ['sticker', 'width="60mm" height="85mm"', 36],
  ] as const) {
    const { status, headers, text } = await ask(`as=svg&paper=${paper}&languages=zh-HK,en`);
    assert.equal(status, 200, text);
    assert.match(String(headers['content-type']), /^image\/svg\+xml/);
    assert.ok(text.includes(size), paper);
    const inked = Number(/data-code-mm="(\d+)"/.exec(text)?.[1]);
    assert.ok(Math.abs(inked - width) <= width * 0.08, `${paper}: ${inked} mm`);
    assert.equal(decoded(svgModules(text)), value);
    const { texts } = readSvg(Buffer.from(text));
    assert.deepEqual(texts.slice(0, 3), ['掃碼付款', 'Scan to pay', storeName]);
    assert.equal(texts.at(-1), `…${code.slice(-4)}`);
  }
  const { texts } = readSvg(Buffer.from((await ask('as=svg&languages=zh-CN')).text));
  assert.equal(texts[0], '扫码付款');
  assert.ok(texts.includes('金额以 HKD 计'));
  assert.ok(
    (decoded(svgModules((await ask('as=svg&code=hkqr')).text)) ?? '').includes(String(value)),
  );

  const request = { method: 'GET', url: `/portal/api/codes/${code}/sign?as=pdf&paper=A5` } as const;
  const headers = { 'sampan-session': 'portal', cookie: developer.header };
  const pdf = await world.first.app.inject({ ...request, headers });
  assert.equal(pdf.headers['content-type'], 'application/pdf');
  const { page, lines } = readPdf(pdf.rawPayload);
  assert.equal(decoded(pdfModules(page)), value);
  assert.equal(lines.at(-1), `…${code.slice(-4)}`);
  const small = await world.first.app.inject({
    ...request,
    headers,
    url: request.url.replace('A5', 'A6'),
  });
  assert.match(small.rawPayload.toString('latin1'), /\/MediaBox \[0 0 297\.6378 419\.5276\]/);
  assert.equal((await ask('as=svg&languages=en,de')).code, 'invalid-field');
});

test('who may not change codes sees and prints them only; a suspended partner changes nothing', async () => {
  const { code, storeName } = await made();
  const shop = { ...registration, storeId: 'S_new', storeName: 'New' };
  for (const role of ['developer', 'finance'] as const) {
    const as = await world.signIn(await world.member(cafe, role));
    assert.ok((await listOf('codes', as)).some((each) => each['code'] === code));
    for (const [path, body] of [
      ['/shops', shop],
      ['/codes', { merchantId: 'M_1', storeId: 'S_1' }],
      [`/codes/${code}/status`, { status: 'deleted', shopName: storeName }],
    ] as const) {
      assert.equal((await post(path, body, as)).code, 'not-allowed', `${role} ${path}`);
    }
  }
  await world.changePartner(cafe, { status: 'suspended' });
  for (const [path, body] of [
    ['/shops', shop],
    ['/codes', { merchantId: 'M_1', storeId: `S_${shops}` }],
    [`/codes/${code}/status`, { status: 'stopped' }],
  ] as const) {
    assert.equal((await post(path, body)).code, 'partner-suspended', path);
  }
  await world.changePartner(cafe, { status: 'active' });
  assert.equal((await codeNamed(code))['status'], 'normal');
});

test('the fee of a code that a program has made is shown', async () => {
  const terms: MerchantCodeTerms = {
    shop: {
      ...{ secondaryMerchantId: 'M_1', secondaryMerchantName: 'Harbour Coffee' },
      ...{ secondaryMerchantIndustry: '5812', storeId: 'S_fee', storeName: 'With a fee' },
    },
    priceCurrency: 'HKD',
    settlementCurrency: 'HKD',
    serviceProviderId: undefined,
    passback: undefined,
    notify: undefined,
    channelFee: { type: 'RATE', share: rate('0.02') },
  };
  const code = 'k3v9m2x7q8w1z5b4n6j0h2c8';
  await world.acquiring.createMerchantCode({ partnerId: cafe, terms, code });
  assert.equal((await codeNamed(code))['channelFee'], '0.02');
});
