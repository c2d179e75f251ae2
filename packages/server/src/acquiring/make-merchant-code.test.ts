/**
 * Goal: a shop has at most two codes, fixed properties stay, deletion is permanent (10 §6–§8).
 * Method: the document's tables, decided on rows in memory.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type PartnerId, rate } from '@sampan/primitives';
import { hkd, partnerId, type TestBook, testBook } from '#test-kit';
import {
  decideChangeMerchantCodeStatus,
  decideCreateMerchantCode,
  decideModifyMerchantCode,
  type MerchantCodeOutcome,
  type MerchantCodeRefusal,
  type MerchantCodeTerms,
} from './make-merchant-code.ts';
import type { MerchantCodeStatus } from './merchant-code.ts';
import { decideRegisterShop } from './register-shop.ts';
import { type ShopRegistration, shopKey } from './shop.ts';

const shop = {
  secondaryMerchantId: 'M_1',
  secondaryMerchantName: 'Harbour Coffee',
  secondaryMerchantIndustry: '5812',
  storeId: 'S_1',
  storeName: 'Central',
};

const terms: MerchantCodeTerms = {
  shop,
  channelFee: undefined,
  priceCurrency: 'HKD',
  settlementCurrency: 'HKD' as const,
  serviceProviderId: undefined,
  passback: undefined,
  notify: undefined,
};

const fee = { type: 'RATE', share: rate('0.01') } as const;

const said = (answer: MerchantCodeOutcome): string =>
  answer.outcome === 'refused' ? answer.refusal : answer.code.code;

const create = (book: TestBook, code: string, change: Partial<MerchantCodeTerms> = {}): string =>
  said(decideCreateMerchantCode(book, { partnerId, code, terms: { ...terms, ...change } }));

const setStatus = (book: TestBook, code: string, status: MerchantCodeStatus): string =>
  said(decideChangeMerchantCodeStatus(book, { partnerId, code, status }));

describe('two codes for a shop: A without channel fee, B with', () => {
  const rows: readonly (readonly [exist: string, without: string, withFee: string])[] = [
    ['', 'new', 'new'],
    ['A', 'A', 'new'],
    ['B', 'new', 'B'],
    ['AB', 'A', 'B'],
    ['a', 'new', 'new'], // Small: deleted.
    ['aB', 'new', 'B'],
    ['Ab', 'A', 'new'],
  ];
  for (const [exist, ...expected] of rows) {
    for (const [index, channelFee] of [undefined, fee].entries()) {
      const wanted = channelFee ? 'with' : 'without';
      test(`${exist || 'none'}, ${wanted} fee: ${expected[index]}`, () => {
        const book = testBook();
        for (const code of exist) {
          const isA = code.toUpperCase() === 'A';
          create(book, code, { channelFee: isA ? undefined : fee });
          if (code === code.toLowerCase()) setStatus(book, code, 'deleted');
        }
        assert.equal(create(book, 'new', { channelFee }), expected[index]);
      });
    }
  }

  test('asking again changes nothing, also of a stopped code', () => {
    const book = testBook();
    create(book, 'A', { passback: '{"desk":"1"}' });
    setStatus(book, 'A', 'stopped');
    const before = book.merchantCodes.find('A');
    assert.equal(create(book, 'new', { passback: '{"desk":"2"}' }), 'A');
    assert.deepEqual(book.merchantCodes.find('A'), before);
  });

  test('another store, sub-merchant or partner is another shop', () => {
    const book = testBook();
    create(book, 'A');
    assert.equal(create(book, 'B', { shop: { ...shop, storeId: 'S_2' } }), 'B');
    assert.equal(create(book, 'C', { shop: { ...shop, secondaryMerchantId: 'M_2' } }), 'C');
  });

  test('no code in a currency that the partner is not settled in', () => {
    const book = testBook();
    assert.equal(create(book, 'A', { settlementCurrency: 'USD' }), 'currency-not-supported');
    assert.equal(create(book, 'A', { priceCurrency: 'CNY' }), 'currency-not-supported');
    book.changePartner({ status: 'suspended' });
    assert.equal(create(book, 'A'), 'partner-suspended');
    assert.equal(book.merchantCodes.inserted().length + book.shops.inserted().length, 0);
  });
});

describe('what a modification may change', () => {
  type Row = readonly [what: string, MerchantCodeRefusal | 'A', Partial<MerchantCodeTerms>];
  const rows: readonly Row[] = [
    ['nothing', 'A', {}],
    ['name of the sub-merchant', 'A', { shop: { ...shop, secondaryMerchantName: 'Other' } }],
    ['industry', 'A', { shop: { ...shop, secondaryMerchantIndustry: '5311' } }],
    ['name of the store', 'A', { shop: { ...shop, storeName: 'Pier 7' } }],
    ['address', 'A', { shop: { ...shop, country: 'HK', address: 'Pier 7' } }],
    ['passback', 'A', { passback: '{"desk":"2"}' }],
    ['value of the channel fee', 'A', { channelFee: { type: 'RATE', share: rate('0.02') } }],
    ['kind of the channel fee', 'A', { channelFee: { type: 'FIXED', amount: hkd('1.00') } }],
    [
      'sub-merchant',
      'secondary-merchant-is-fixed',
      { shop: { ...shop, secondaryMerchantId: 'M_2' } },
    ],
    ['store', 'store-is-fixed', { shop: { ...shop, storeId: 'S_2' } }],
    ['service provider', 'service-provider-is-fixed', { serviceProviderId: 'P_2' }],
    ['no channel fee any more', 'channel-fee-presence-is-fixed', { channelFee: undefined }],
    ['settlement currency', 'currency-not-supported', { settlementCurrency: 'CNY' }],
    ['price currency', 'currency-not-supported', { priceCurrency: 'CNY' }],
  ];
  for (const [what, answer, change] of rows) {
    test(`${what}: ${answer === 'A' ? 'yes' : answer}`, () => {
      const book = testBook();
      create(book, 'A', { channelFee: fee });
      const before = book.merchantCodes.find('A');
      const changed = { ...terms, channelFee: fee, ...change };
      const request = { partnerId, code: 'A', terms: changed };
      assert.equal(said(decideModifyMerchantCode(book, request)), answer);
      const after = book.merchantCodes.find('A');
      assert.deepEqual(after, answer === 'A' ? { ...before, ...changed } : before);
    });
  }

  test('a channel fee is not added either', () => {
    const book = testBook();
    create(book, 'A');
    const request = { partnerId, code: 'A', terms: { ...terms, channelFee: fee } };
    assert.equal(said(decideModifyMerchantCode(book, request)), 'channel-fee-presence-is-fixed');
  });

  test('the address for notifications stays when none is given; its style follows', () => {
    const book = testBook();
    const notify = { url: 'https://m.example/n', charset: 'UTF-8', signType: 'MD5' };
    create(book, 'A', { notify });
    const modify = (change: Partial<MerchantCodeTerms>, notifyStyle = {}) => {
      decideModifyMerchantCode(book, {
        partnerId,
        code: 'A',
        terms: { ...terms, ...change },
        notifyStyle,
      });
      return book.merchantCodes.find('A')?.notify;
    };
    assert.deepEqual(modify({}), notify);
    assert.deepEqual(modify({}, { signType: 'RSA2' }), { ...notify, signType: 'RSA2' });
    const other = { ...notify, url: 'https://m.example/other' };
    assert.deepEqual(modify({ notify: other }), other);
  });

  test('a stopped code may be modified, a deleted or foreign one not', () => {
    const book = testBook();
    create(book, 'A');
    const modify = (by: PartnerId = partnerId, code = 'A') =>
      said(decideModifyMerchantCode(book, { partnerId: by, code, terms }));
    setStatus(book, 'A', 'stopped');
    assert.equal(modify(), 'A');
    assert.equal(modify('2088000000000009' as PartnerId), 'code-unknown');
    assert.equal(modify(partnerId, 'B'), 'code-unknown');
    setStatus(book, 'A', 'deleted');
    assert.equal(modify(), 'code-deleted');
  });
});

describe('the life of a code', () => {
  const rows: readonly (readonly [
    from: MerchantCodeStatus,
    to: MerchantCodeStatus,
    answer: string,
  ])[] = [
    ['normal', 'normal', 'A'],
    ['normal', 'stopped', 'A'],
    ['normal', 'deleted', 'A'],
    ['stopped', 'normal', 'A'],
    ['stopped', 'stopped', 'A'],
    ['stopped', 'deleted', 'A'],
    ['deleted', 'normal', 'code-deleted'],
    ['deleted', 'stopped', 'code-deleted'],
    ['deleted', 'deleted', 'A'],
  ];
  for (const [from, to, answer] of rows) {
    test(`${from} → ${to}: ${answer === 'A' ? 'yes' : answer}`, () => {
      const book = testBook();
      create(book, 'A');
      setStatus(book, 'A', from);
      assert.equal(setStatus(book, 'A', to), answer);
      assert.equal(book.merchantCodes.find('A')?.status, answer === 'A' ? to : from);
    });
  }
});

describe('the registration of a shop', () => {
  const registration: ShopRegistration = {
    secondaryMerchantId: 'M_1',
    secondaryMerchantName: 'Harbour Coffee Ltd',
    storeId: 'S_1',
    storeName: 'Central',
    industry: '5812',
    country: 'HK',
    address: '1 Queen’s Road Central',
    drivers: [],
  };
  const key = shopKey({ partnerId, ...registration });

  test('making a code registers its shop once', () => {
    const book = testBook();
    create(book, 'A');
    create(book, 'B', { channelFee: fee });
    assert.equal(book.shops.inserted().length, 1);
    assert.equal(book.shops.find(key)?.secondaryMerchantName, 'Harbour Coffee');
  });

  test('making a code leaves a registration alone; registering again changes it', () => {
    const book = testBook();
    decideRegisterShop(book, { partnerId, shop: registration });
    create(book, 'A');
    const first = book.shops.find(key);
    assert.equal(first?.secondaryMerchantName, 'Harbour Coffee Ltd');
    book.at('2026-11-23 10:00');
    const moved = { ...registration, address: 'Pier 7' };
    decideRegisterShop(book, { partnerId, shop: moved });
    const again = book.shops.find(key);
    assert.equal(again?.address, 'Pier 7');
    assert.equal(again?.registeredAt, first?.registeredAt);
    assert.equal(again?.changedAt, book.now);
  });
});
