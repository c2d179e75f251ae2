/**
 * Goal: a cancel undoes an order within its day, whatever its state, and repeats its answer.
 * Method: one row for each state of an order, at several hours; each is cancelled twice.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { money, type PartnerId, type TradeId } from '@sampan/primitives';
import { alice, feeByRate, hkd, partnerId, type TestBook, testBook, time } from '#test-kit';
import { type Cancel, type CancelOutcome, decideCancel } from './cancel.ts';
import { decideConfirm } from './confirm.ts';
import { decideRefund } from './give-refund.ts';
import { decidePay } from './pay.ts';
import { decidePrecreate } from './precreate.ts';
import { decideScan } from './scan.ts';
import type { Trade } from './trade.ts';

const cancel: Cancel = {
  partnerId,
  partnerTransId: 'order-1',
  tradeId: undefined,
  service: 'cancel',
};

const said = (answer: CancelOutcome): string =>
  answer.outcome === 'refused' ? answer.refusal : (answer.action ?? 'no action');

function order(book: TestBook, limit: string | undefined): Trade {
  if (limit) book.change(alice, { passwordFreeLimit: hkd(limit) });
  const terms = {
    amount: hkd('100.00'),
    settlementCurrency: 'HKD' as const,
    subject: 'tea',
    details: {},
  };
  const key = { partnerId, partnerTransId: 'order-1', paymentCode: book.code() };
  const answer = decidePay(book, { ...key, ...terms });
  assert.ok(answer.outcome !== 'refused');
  return answer.trade;
}

const paid = (book: TestBook) => order(book, undefined);
const unpaid = (book: TestBook) => order(book, '0.00');

function precreated(book: TestBook): void {
  const expiry = () => time('2026-11-22 12:00');
  const terms = {
    amount: hkd('100.00'),
    settlementCurrency: 'HKD' as const,
    subject: 'tea',
    details: {},
  };
  const key = { partnerId, partnerTransId: 'order-1', orderCode: 'qr-1' };
  assert.equal(decidePrecreate(book, { ...key, ...terms, expiry }).outcome, 'pre-ordered');
}

function scanned(book: TestBook): Trade {
  precreated(book);
  const answer = decideScan(book, { walletId: alice, orderCode: 'qr-1', partnerId });
  assert.ok(answer.outcome === 'opened');
  return answer.trade;
}

function refund(book: TestBook, amount: string, mode: 'sync' | 'async'): void {
  const key = { partnerId, partnerTransId: 'order-1', tradeId: undefined, notify: undefined };
  const terms = { partnerRefundId: 'r', amount: hkd(amount), reason: '', mode } as const;
  assert.notEqual(decideRefund(book, { ...key, ...terms }).outcome, 'refused');
}

const reject = (book: TestBook, { id }: Trade): void => {
  decideConfirm(book, { walletId: alice, partnerId, tradeId: id, answer: 'reject' });
};

type Row = readonly [answer: string, order: string, at: string, bring: (book: TestBook) => void];

// Orders are created at 10:00 of the 22nd unless stated otherwise.
const rows: readonly Row[] = [
  ['no action', 'an unknown order', '2026-11-22 10:00', () => undefined],
  ['no action', 'an order that nobody scanned', '2026-11-22 11:00', precreated],
  ['no action', 'an order that nobody scanned, a week later', '2026-11-29 10:00', precreated],
  ['close', 'a scanned order', '2026-11-22 11:00', scanned],
  ['close', 'a scanned order that has expired', '2026-11-22 12:00', scanned],
  ['close', 'an unpaid order', '2026-11-22 10:02:59.999', unpaid],
  ['close', 'an unpaid order that time has closed', '2026-11-22 10:03', unpaid],
  ['close', 'an unpaid order that time has closed, a month later', '2026-12-22 10:00', unpaid],
  [
    'close',
    'an order that its buyer rejected, a day later',
    '2026-11-23 10:00',
    (book) => reject(book, unpaid(book)),
  ],
  ['refund', 'a paid order', '2026-11-22 10:00', paid],
  ['refund', 'a paid order in the last moment of its day', '2026-11-22 23:59:59.999', paid],
  ['cancel-time-over', 'a paid order at midnight', '2026-11-23 00:00', paid],
  [
    'cancel-time-over',
    'an order paid at 23:59, two minutes later: the buffer is for unpaid ones',
    '2026-11-23 00:01',
    (book) => paid(book.at('2026-11-22 23:59')),
  ],
  [
    'close',
    'an order unpaid since 23:58, after midnight',
    '2026-11-23 00:00:30',
    (book) => unpaid(book.at('2026-11-22 23:58')),
  ],
  [
    'refund',
    'an order made before midnight and paid after it, on the day of its payment',
    '2026-11-23 23:59',
    (book) => {
      const { id } = unpaid(book.at('2026-11-22 23:59'));
      book.at('2026-11-23 00:01');
      decideConfirm(book, { walletId: alice, partnerId, tradeId: id, answer: 'confirm' });
    },
  ],
  ['trade-finished', 'a paid order after its refund period', '2027-11-22 10:00', paid],
  [
    'trade-has-refunds',
    'an order refunded in part',
    '2026-11-22 10:01',
    (book) => {
      paid(book);
      refund(book, '0.01', 'sync');
    },
  ],
  [
    'trade-has-refunds',
    'an order refunded as a whole',
    '2026-11-22 10:01',
    (book) => {
      paid(book);
      refund(book, '100.00', 'sync');
    },
  ],
  [
    'trade-has-refunds',
    'an order with an accepted refund',
    '2026-11-22 10:01',
    (book) => {
      paid(book);
      refund(book, '0.01', 'async');
    },
  ],
  [
    'trade-has-refunds',
    'an order with a refund, a day later',
    '2026-11-23 10:01',
    (book) => {
      paid(book);
      refund(book, '0.01', 'sync');
    },
  ],
];

describe('the cancel', () => {
  for (const [answer, situation, at, bring] of rows) {
    test(`of ${situation} is answered ${answer}, every time`, () => {
      const book = testBook();
      bring(book);
      const first = decideCancel(book.at(at), cancel);
      assert.equal(said(first), answer);
      const moved = book.journal.entries.length;
      // A returned trade stays returned; only a refusal because of the hour stays a refusal.
      for (const later of [at, '2026-11-23 12:00', '2027-01-31 10:00']) {
        if (first.outcome === 'refused' && later !== at) continue;
        assert.deepEqual(decideCancel(book.at(later), cancel), first);
        assert.deepEqual(decideCancel(book, { ...cancel, service: 'reverse' }), first);
      }
      assert.equal(book.journal.entries.length, moved);
    });
  }

  test('of an unknown or unscanned order leaves a tombstone: it can never be paid', () => {
    for (const bring of [() => undefined, precreated]) {
      const book = testBook();
      bring(book);
      decideCancel(book, cancel);
      assert.equal(book.orders.findOrder(partnerId, 'order-1')?.state, 'tombstone');
      const terms = {
        amount: hkd('1.00'),
        settlementCurrency: 'HKD' as const,
        subject: '',
        details: {},
        paymentCode: book.code(),
      };
      const late = decidePay(book, { partnerId, partnerTransId: 'order-1', ...terms });
      assert.deepEqual(late, { outcome: 'refused', refusal: 'trade-closed' });
      const scan = decideScan(book, { walletId: alice, orderCode: 'qr-1', partnerId });
      assert.equal(scan.outcome, 'refused');
    }
  });

  test('of a paid order gives everything back, the fee too, even where refunds keep it', () => {
    const partner = { fee: feeByRate('0.006'), refundReturnsFee: false };
    const book = testBook({ partner });
    paid(book);
    assert.deepEqual(book.funds.available(partnerId, 'HKD'), money('HKD', 9_940n));
    decideCancel(book, cancel);
    assert.deepEqual(book.funds.available(partnerId, 'HKD'), money('HKD', 0n));
    assert.deepEqual(book.wallet().balance, hkd('1000.00'));
    assert.deepEqual(book.orders.findOrder(partnerId, 'order-1')?.state, 'closed');
  });

  test('of a paid order whose money is gone is refused, and works when money has come', () => {
    const book = testBook({ partner: { fee: feeByRate('0.006') } });
    paid(book);
    // The effect of a settlement: the partner was paid out.
    book.funds.change(partnerId, money('HKD', -1n));
    assert.equal(said(decideCancel(book, cancel)), 'funds-not-enough');
    book.funds.change(partnerId, money('HKD', 1n));
    assert.equal(said(decideCancel(book, cancel)), 'refund');
  });

  test('believes our id of the trade when both are sent', () => {
    const book = testBook();
    const { id } = paid(book);
    const both = { ...cancel, partnerTransId: 'another', tradeId: id };
    const stranger = { ...both, partnerId: '2088000000000009' as PartnerId };
    assert.equal(said(decideCancel(book, stranger)), 'trade-unknown');
    const wrong = { ...cancel, tradeId: '20261122000000000000000000000000' as TradeId };
    assert.equal(said(decideCancel(book, wrong)), 'trade-unknown');
    assert.equal(book.orders.findOrder(partnerId, 'another'), undefined);
    assert.equal(said(decideCancel(book, both)), 'refund');
  });

  test('keeps the name of the service that was first', () => {
    const book = testBook();
    paid(book);
    decideCancel(book, { ...cancel, service: 'reverse' });
    const again = decideCancel(book, cancel);
    assert.equal(again.outcome === 'cancelled' && again.trade?.closing?.cancelService, 'reverse');
  });
});
