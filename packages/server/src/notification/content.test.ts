// Goal: each fact is reported in the documents' words.
// Method: the table cells that no command can reach yet, or only with much effort.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  instant,
  money,
  type PartnerId,
  rate,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { beginTrade, closeTrade, type Fact } from '#acquiring';
import { quoteAtPar } from '#fx';
import { contentOf } from './content.ts';

const at = instant(Date.UTC(2026, 10, 22, 2));
const id = '2026112236000000000012345678' as TradeId;
const none = money('HKD', 0n);

const fact: Fact = {
  id,
  kind: 'paid',
  at,
  refund: undefined,
  notify: { url: 'http://shop.example/', charset: 'UTF-8', signType: 'MD5' },
  trade: {
    partnerId: '2088000000000001' as PartnerId,
    partnerTransId: 'order-1',
    id,
    product: 'barcode',
    state: 'paid',
    amount: money('HKD', 3_925n),
    quote: quoteAtPar(money('HKD', 3_925n)),
    walletId: '2160000000000001' as WalletId,
    inst: 'ALIPAYHK',
    buyerLogin: '852-****0000',
    paymentCode: undefined,
    orderCode: undefined,
    subject: 'tea',
    details: {},
    createdAt: at,
    expiresAt: instant(at + 180_000),
    closing: undefined,
    payment: {
      paidAt: at,
      entryId: id,
      feeRate: rate('0'),
      fee: none,
      feeReturned: none,
      feeCny: undefined,
      refunded: none,
      chargeReturned: none,
      settlementReturned: none,
      refundReserved: none,
      refundUntil: instant(at + 86_400_000),
    },
  },
};
const told = { notifyId: 'abc', contract: 'hk', hongKongExtras: false } as const;

test('a finished trade', () => {
  const content = contentOf({ ...fact, kind: 'finished', at: instant(at + 86_400_000) }, told);
  assert.equal(content.trade_status, 'TRADE_FINISHED');
  assert.equal(content.notify_action_type, 'finishFPAction');
});

test('an order that is closed unpaid', () => {
  const trade = closeTrade(beginTrade(fact.trade), { at: fact.at, by: 'close' });
  const content = contentOf({ ...fact, kind: 'closed', trade }, told);
  assert.equal(content.trade_status, 'TRADE_CLOSED');
  assert.equal(content.notify_action_type, 'closeTradeAction');
});

test('additional fields for Hong Kong partners are a setting', () => {
  assert.equal(contentOf(fact, told).currency, undefined);
  assert.equal(contentOf(fact, told).payment_inst, undefined);
  const { currency, payment_inst, forex_total_fee } = contentOf(fact, {
    ...told,
    hongKongExtras: true,
  });
  assert.deepEqual([currency, payment_inst, forex_total_fee], ['HKD', 'ALIPAYHK', undefined]);
});
