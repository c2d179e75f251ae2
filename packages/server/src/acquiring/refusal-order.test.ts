/**
 * Goal: of several applicable refusals, the first in declared order is answered, in every use case.
 * Method: each refusal has a fault that causes it; the walk combines every pair of faults and
 * expects the earlier refusal. A refusal without a fault does not compile; impossible pairs are
 * listed.
 */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { days, minutes, subtract, zero } from '@sampan/primitives';

import {
  alice,
  asked,
  bob,
  faultsToCharge,
  faultsToPay,
  hkd,
  noRateAndTooSmall,
  noTrade,
  orderOf,
  paidPayment,
  partnerId,
  pass,
  payment,
  settledIn,
  suspended,
  type TestBook,
  testBook,
  tinyRates,
  tooSmallForLimits,
  waitingPayment,
  walkRefusals,
} from '#test-kit';
import { type CancelRefusal, cancelRefusals, decideCancel } from './cancel.ts';
import { type CloseOrderRefusal, closeOrderRefusals, decideCloseOrder } from './close.ts';
import { type ConfirmRefusal, confirmRefusals, decideConfirm } from './confirm.ts';
import {
  decideRefund,
  type GiveRefund,
  type RefundRefusal,
  refundRefusals,
} from './give-refund.ts';

import { decidePay, type Pay, type PayRefusal, payRefusals } from './pay.ts';

describe('a barcode payment', () => {
  walkRefusals<PayRefusal, Pay>({
    refusals: payRefusals,
    open: () => testBook({ rates: tinyRates }),
    request(book) {
      const known = book.orders.findOrder(partnerId, 'order-1');
      const shown = known && 'paymentCode' in known ? known.paymentCode : undefined;
      return payment(shown ?? book.code());
    },
    decide: decidePay,
    faults: {
      'trade-closed': {
        before(book) {
          waitingPayment(book);
          pass(book, minutes(3));
        },
      },
      'payment-code-not-valid': asked<Pay>(() => ({ paymentCode: '280000000000000000' })),
      'buyer-differs': {
        before: waitingPayment,
        now(situation) {
          situation.request = { ...situation.request, paymentCode: situation.book.code(bob) };
        },
      },
      'terms-differ': {
        before: waitingPayment,
        ...asked<Pay>(() => ({ details: { sellerId: 'another' } })),
      },
      ...faultsToPay<Pay>(
        {
          now(situation) {
            settledIn('CNY').now(situation);
            const change = { amount: hkd('0.01'), settlementCurrency: 'CNY' } as const;
            situation.request = { ...situation.request, ...change };
          },
        },
        asked<Pay>(() => ({ settlementCurrency: 'USD' })),
      ),
    },
    neverTogether: [
      ['payment-code-not-valid', 'buyer-differs'],
      noRateAndTooSmall,
      ...tooSmallForLimits,
    ],
  });
});

describe('the answer to a password prompt', () => {
  const confirm = { walletId: alice, partnerId, answer: 'confirm' } as const;
  const tradeOf = (book: TestBook) => {
    const order = book.orders.findOrder(partnerId, 'order-1');
    assert.ok(order && 'quote' in order);
    return order;
  };
  type Asked = Parameters<typeof decideConfirm>[1];
  walkRefusals<ConfirmRefusal, Asked>({
    refusals: confirmRefusals,
    open() {
      const book = testBook({ rates: tinyRates });
      waitingPayment(book);
      return book;
    },
    request: (book) => ({ ...confirm, tradeId: tradeOf(book).id }),
    decide: decideConfirm,
    faults: {
      'trade-unknown': {
        now(situation) {
          situation.request = { ...situation.request, walletId: bob };
        },
      },
      'trade-closed': { before: (book) => pass(book, minutes(3)) },
      'trade-paid': {
        before(book) {
          decideConfirm(book, { ...confirm, tradeId: tradeOf(book).id });
        },
        now(situation) {
          situation.request = { ...situation.request, answer: 'reject' };
        },
      },
      ...faultsToCharge(),
    },
    neverTogether: [['trade-closed', 'trade-paid']],
  });
});

describe('a refund', () => {
  const refund = {
    partnerId,
    partnerTransId: 'order-1',
    tradeId: undefined,
    partnerRefundId: 'refund-1',
    amount: hkd('10.00'),
    reason: '',
    mode: 'sync',
    notify: undefined,
  } as const satisfies GiveRefund;
  walkRefusals<RefundRefusal, GiveRefund>({
    refusals: refundRefusals,
    // Half past midnight, inside a possible pause.
    open: () => testBook().at('2026-11-22 00:30'),
    request(book) {
      paidPayment(book);
      return refund;
    },
    decide: decideRefund,
    faults: {
      'refund-id-equals-trade-id': asked<GiveRefund>(() => ({ partnerRefundId: 'order-1' })),
      'refund-id-reused-with-other-terms': {
        before(book) {
          paidPayment(book);
          decideRefund(book, { ...refund, amount: hkd('1.00') });
        },
      },
      'partner-suspended': suspended,
      'trade-unknown': asked<GiveRefund>(() => ({ tradeId: noTrade })),
      'trade-closed': {
        before(book) {
          // Unpaid, or fully refunded if a part was refunded before.
          const rest = { ...refund, partnerRefundId: 'the-rest', amount: hkd('99.00') };
          if (orderOf(book)) decideRefund(book, rest);
          else waitingPayment(book);
          pass(book, minutes(3));
        },
      },
      'trade-not-paid': { before: waitingPayment },
      'trade-finished': {
        before(book) {
          paidPayment(book);
          pass(book, days(360));
        },
      },
      'currency-differs': asked<GiveRefund>(({ amount }) => ({
        amount: { ...amount, currency: 'AUD' },
      })),
      'amount-exceeds-rest': asked<GiveRefund>(({ amount }) => ({
        amount: { ...amount, minor: 10_001n },
      })),
      'refunds-paused': { now: ({ book }) => book.changePartner({ pausesSyncRefunds: true }) },
      'funds-not-enough': {
        now: ({ book }) =>
          book.funds.change(
            partnerId,
            subtract(zero('HKD'), book.funds.available(partnerId, 'HKD')),
          ),
      },
    },
    neverTogether: [
      ['refund-id-reused-with-other-terms', 'trade-not-paid'],
      ['trade-closed', 'trade-finished'],
      ['trade-not-paid', 'trade-finished'],
    ],
  });
});

describe('a cancel', () => {
  type Asked = Parameters<typeof decideCancel>[1];
  walkRefusals<CancelRefusal, Asked>({
    refusals: cancelRefusals,
    open() {
      const book = testBook();
      paidPayment(book);
      return book;
    },
    request: () => ({
      partnerId,
      partnerTransId: 'order-1',
      tradeId: undefined,
      service: 'cancel',
    }),
    decide: decideCancel,
    faults: {
      'trade-unknown': asked<Asked>(() => ({ tradeId: noTrade })),
      'trade-has-refunds': {
        before(book) {
          const terms = { partnerRefundId: 'refund-1', amount: hkd('1.00'), reason: '' };
          const key = { partnerId, partnerTransId: 'order-1', tradeId: undefined };
          decideRefund(book, { ...key, ...terms, mode: 'sync', notify: undefined });
        },
      },
      'trade-finished': { now: ({ book }) => pass(book, days(360)) },
      'cancel-time-over': { now: ({ book }) => pass(book, days(1)) },
      'funds-not-enough': {
        now: ({ book }) =>
          book.funds.change(
            partnerId,
            subtract(zero('HKD'), book.funds.available(partnerId, 'HKD')),
          ),
      },
    },
    neverTogether: [],
  });
});

describe('a close', () => {
  type Asked = Parameters<typeof decideCloseOrder>[1];
  walkRefusals<CloseOrderRefusal, Asked>({
    refusals: closeOrderRefusals,
    open: () => testBook(),
    request(book) {
      waitingPayment(book);
      return { partnerId, partnerTransId: 'order-1', tradeId: undefined };
    },
    decide: decideCloseOrder,
    faults: {
      'order-unknown': asked<Asked>(() => ({ tradeId: noTrade })),
      'trade-finished': {
        before(book) {
          paidPayment(book);
          pass(book, days(360));
        },
      },
      'trade-paid': { before: paidPayment },
    },
    neverTogether: [['trade-finished', 'trade-paid']],
  });
});
