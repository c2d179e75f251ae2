/**
 * Goal: of several applicable refusals, the first in declared order is answered, in every use case.
 * Method: each refusal has a fault that causes it; the walk combines every pair of faults and
 * expects the earlier refusal. A refusal without a fault does not compile; impossible pairs are
 * listed.
 */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { after, hours, rate } from '@sampan/primitives';

import {
  alice,
  asked,
  bob,
  frozen,
  hkd,
  limit,
  noRateAndTooSmall,
  orderOf,
  otherKind,
  paidPayment,
  partnerId,
  pass,
  settledIn,
  suspended,
  type TestBook,
  testBook,
  tinyRates,
  walkRefusals,
} from '#test-kit';

import { decideConfirm } from './confirm.ts';

import {
  decideChangeMerchantCodeStatus,
  decideCreateMerchantCode,
  decideModifyMerchantCode,
  type MerchantCodeRefusal,
  type ModifyMerchantCode,
  merchantCodeRefusals,
} from './make-merchant-code.ts';

import {
  decidePrecreate,
  type Precreate,
  type PrecreateRefusal,
  precreateRefusals,
} from './precreate.ts';

import { decideScan, type ScanRefusal, scanRefusals } from './scan.ts';
import {
  decideScanMerchantCode,
  type ScanMerchantCode,
  type ScanMerchantCodeRefusal,
  scanMerchantCodeRefusals,
  unpaidOrdersMax,
} from './scan-merchant-code.ts';

const preOrder = {
  partnerId,
  partnerTransId: 'order-1',
  amount: hkd('0.01'),
  settlementCurrency: 'HKD',
  subject: 'tea',
  details: {},
  orderCode: 'the-code',
  expiry: (at) => after(at, hours(2)),
} as const satisfies Precreate;

function preOrdered(book: TestBook): void {
  if (!orderOf(book)) decidePrecreate(book, preOrder);
}

describe('a pre-order', () => {
  walkRefusals<PrecreateRefusal, Precreate>({
    refusals: precreateRefusals,
    open: () => testBook({ rates: tinyRates }),
    request: () => preOrder,
    decide: decidePrecreate,
    faults: {
      'trade-closed': {
        before(book) {
          preOrdered(book);
          pass(book, hours(2));
        },
      },
      'trade-paid': { before: paidPayment },
      'terms-differ': {
        before: preOrdered,
        ...asked<Precreate>(() => ({ details: { sellerId: 'another' } })),
      },
      'partner-suspended': suspended,
      'currency-not-supported': asked<Precreate>(() => ({ settlementCurrency: 'USD' })),
      'amount-too-small': {
        now(situation) {
          settledIn('CNY').now(situation);
          situation.request = { ...situation.request, settlementCurrency: 'CNY' };
        },
      },
      'partner-payment-limit-exceeded': { now: ({ book }) => limit(book, { payment: hkd('0') }) },
    },
    neverTogether: [
      ['trade-closed', 'trade-paid'],
      noRateAndTooSmall,
      ['amount-too-small', 'partner-payment-limit-exceeded'],
    ],
  });
});

describe('the scan of an order', () => {
  type Asked = Parameters<typeof decideScan>[1];
  const scan = { orderCode: 'the-code', partnerId };
  function scannedByBob(book: TestBook): void {
    preOrdered(book);
    decideScan(book, { ...scan, walletId: bob });
  }
  walkRefusals<ScanRefusal, Asked>({
    refusals: scanRefusals,
    open: () => testBook({ rates: tinyRates }),
    request(book) {
      preOrdered(book);
      return { ...scan, walletId: alice };
    },
    decide: decideScan,
    faults: {
      'code-unknown': asked<Asked>(() => ({ orderCode: 'another' })),
      'order-closed': {
        before(book) {
          scannedByBob(book);
          pass(book, hours(2));
        },
      },
      'order-paid': {
        before(book) {
          scannedByBob(book);
          const trade = orderOf(book);
          assert.ok(trade && 'id' in trade);
          decideConfirm(book, { walletId: bob, partnerId, tradeId: trade.id, answer: 'confirm' });
        },
      },
      'buyer-differs': { before: scannedByBob },
      'partner-suspended': suspended,
      'wallet-frozen': frozen,
      'wallet-kind-not-accepted': otherKind,
      'currency-not-supported': settledIn('USD'),
      'amount-too-small': settledIn('CNY'),
    },
    neverTogether: [['order-closed', 'order-paid'], noRateAndTooSmall],
  });
});

const shop = {
  secondaryMerchantId: 'M_1',
  secondaryMerchantName: 'Harbour Coffee',
  secondaryMerchantIndustry: '5812',
  storeId: 'S_1',
  storeName: 'Central',
};
const terms = {
  shop,
  channelFee: undefined,
  priceCurrency: 'HKD',
  settlementCurrency: 'HKD',
  serviceProviderId: undefined,
  passback: undefined,
  notify: undefined,
} as const;

function withShopCode(book: TestBook): TestBook {
  decideCreateMerchantCode(book, { partnerId, code: 'shop-code', terms });
  return book;
}
const setStatus = (book: TestBook, status: 'stopped' | 'deleted') =>
  decideChangeMerchantCodeStatus(book, { partnerId, code: 'shop-code', status });

describe("the scan of a shop's code", () => {
  const scanned: ScanMerchantCode = {
    walletId: alice,
    partnerId,
    code: 'shop-code',
    typed: hkd('10.00'),
    partnerTransId: 'order-1',
  };
  walkRefusals<ScanMerchantCodeRefusal, ScanMerchantCode>({
    refusals: scanMerchantCodeRefusals,
    open: () => withShopCode(testBook({ rates: tinyRates })),
    request: () => scanned,
    decide: decideScanMerchantCode,
    faults: {
      'partner-suspended': suspended,
      'code-not-usable': { before: (book) => void setStatus(book, 'stopped') },
      'wallet-frozen': frozen,
      'wallet-kind-not-accepted': otherKind,
      'currency-differs': asked<ScanMerchantCode>(({ typed }) => ({
        typed: { ...typed, currency: 'AUD' },
      })),
      'currency-not-supported': settledIn('USD'),
      'amount-not-allowed': asked<ScanMerchantCode>(({ typed }) => ({
        typed: { ...typed, minor: 10_000_000_001n },
      })),
      'partner-payment-limit-exceeded': { now: ({ book }) => limit(book, { payment: hkd('1') }) },
      'too-many-unpaid-orders': {
        before(book) {
          for (let opened = 0; opened < unpaidOrdersMax; opened += 1) {
            decideScanMerchantCode(book, { ...scanned, partnerTransId: `unpaid-${opened}` });
          }
        },
      },
    },
    neverTogether: [],
  });
});

describe("a change of a shop's code", () => {
  const changed = (change: Partial<ModifyMerchantCode['terms']>) =>
    asked<ModifyMerchantCode>(({ terms }) => ({ terms: { ...terms, ...change } }));
  walkRefusals<MerchantCodeRefusal, ModifyMerchantCode>({
    refusals: merchantCodeRefusals,
    open: () => withShopCode(testBook()),
    request: () => ({ partnerId, code: 'shop-code', terms }),
    decide: decideModifyMerchantCode,
    faults: {
      'partner-suspended': suspended,
      'code-unknown': asked<ModifyMerchantCode>(() => ({ code: 'another' })),
      'code-deleted': { before: (book) => void setStatus(book, 'deleted') },
      'currency-not-supported': changed({ settlementCurrency: 'USD' }),
      'secondary-merchant-is-fixed': asked<ModifyMerchantCode>(({ terms }) => ({
        terms: { ...terms, shop: { ...terms.shop, secondaryMerchantId: 'M_2' } },
      })),
      'store-is-fixed': asked<ModifyMerchantCode>(({ terms }) => ({
        terms: { ...terms, shop: { ...terms.shop, storeId: 'S_2' } },
      })),
      'service-provider-is-fixed': changed({ serviceProviderId: 'another' }),
      'channel-fee-presence-is-fixed': changed({
        channelFee: { type: 'RATE', share: rate('0.01') },
      }),
    },
    neverTogether: [],
  });
});
