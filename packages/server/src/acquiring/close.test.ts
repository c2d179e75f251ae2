/**
 * Goal: closing ends an unpaid order for good and affects no other.
 * Method: one row for each state of an order; each is closed twice.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PartnerId, TradeId } from '@sampan/primitives';
import { alice, hkd, partnerId, type TestBook, testBook, time } from '#test-kit';
import { decideCancel } from './cancel.ts';
import { type CloseOrder, type CloseOrderOutcome, decideCloseOrder } from './close.ts';
import { decideConfirm } from './confirm.ts';
import { decideRefund } from './give-refund.ts';
import { decidePrecreate } from './precreate.ts';
import { decideScan } from './scan.ts';
import type { Trade } from './trade.ts';

const close: CloseOrder = { partnerId, partnerTransId: 'order-1', tradeId: undefined };
const key = { partnerId, partnerTransId: 'order-1' };
const terms = {
  amount: hkd('100.00'),
  settlementCurrency: 'HKD' as const,
  subject: 'tea',
  details: {},
};

const said = (answer: CloseOrderOutcome): string =>
  answer.outcome === 'refused' ? answer.refusal : answer.trade ? 'closed' : 'closed, no trade';

function precreate(book: TestBook): string {
  const expiry = () => time('2026-11-22 12:00');
  const answer = decidePrecreate(book, { ...key, ...terms, orderCode: 'qr-1', expiry });
  return answer.outcome === 'refused' ? answer.refusal : answer.outcome;
}

function scan(book: TestBook): Trade {
  precreate(book);
  const answer = decideScan(book, { walletId: alice, orderCode: 'qr-1', partnerId });
  assert.ok(answer.outcome === 'opened');
  return answer.trade;
}

function answer(book: TestBook, word: 'confirm' | 'reject'): void {
  const { id: tradeId } = scan(book);
  decideConfirm(book, { walletId: alice, partnerId, tradeId, answer: word });
}

const pay = (book: TestBook) => answer(book, 'confirm');

const cancel = (book: TestBook): void => {
  decideCancel(book, { ...key, tradeId: undefined, service: 'cancel' });
};

function refund(book: TestBook, amount: string): void {
  pay(book);
  const given = { partnerRefundId: 'r', amount: hkd(amount), reason: '', mode: 'sync' } as const;
  decideRefund(book, { ...key, ...given, tradeId: undefined, notify: undefined });
}

type Row = readonly [answer: string, order: string, at: string, bring: (book: TestBook) => void];

const rows: readonly Row[] = [
  ['order-unknown', 'an unknown order', '2026-11-22 10:00', () => undefined],
  ['closed, no trade', 'an order that nobody scanned', '2026-11-22 11:00', precreate],
  ['closed, no trade', 'one that has expired', '2026-11-22 12:00', precreate],
  ['closed, no trade', 'one that was cancelled', '2026-11-22 11:00', cancel],
  ['closed', 'a scanned order', '2026-11-22 11:00', scan],
  ['closed', 'a scanned order, the last instant', '2026-11-22 11:59:59.999', scan],
  ['closed', 'a scanned order that has expired', '2026-11-22 12:00', scan],
  ['closed', 'one that its buyer rejected', '2026-11-22 11:00', (book) => answer(book, 'reject')],
  [
    'closed',
    'a scanned order that was cancelled, a week later',
    '2026-11-29 11:00',
    (book) => {
      scan(book);
      cancel(book);
    },
  ],
  ['trade-paid', 'a paid order', '2026-11-22 11:00', pay],
  ['trade-paid', 'one refunded in part', '2026-11-22 11:00', (book) => refund(book, '1.00')],
  ['trade-paid', 'one refunded as a whole', '2026-11-22 11:00', (book) => refund(book, '100.00')],
  [
    'trade-paid',
    'one that was paid and cancelled',
    '2026-11-22 11:00',
    (book) => {
      pay(book);
      cancel(book);
    },
  ],
  ['trade-finished', 'one that is finished', '2027-11-17 10:00', pay],
];

describe('close', () => {
  for (const [expected, order, at, bring] of rows) {
    test(`${order}: ${expected}`, () => {
      const book = testBook();
      bring(book);
      book.at(at);
      const { entries } = book.journal;
      const booked = entries.length;
      assert.equal(said(decideCloseOrder(book, close)), expected);
      assert.equal(said(decideCloseOrder(book, close)), expected, 'again');
      assert.equal(entries.length, booked, 'no money moves');
    });
  }

  test('a closed order can neither be scanned, nor paid, nor made again', () => {
    const early = testBook();
    precreate(early);
    decideCloseOrder(early, close);
    assert.deepEqual(decideScan(early, { walletId: alice, orderCode: 'qr-1', partnerId }), {
      outcome: 'refused',
      refusal: 'order-closed',
    });
    assert.equal(precreate(early), 'trade-closed');

    const late = testBook();
    const { id: tradeId } = scan(late);
    decideCloseOrder(late, close);
    assert.deepEqual(
      decideConfirm(late, { walletId: alice, partnerId, tradeId, answer: 'confirm' }),
      { outcome: 'refused', refusal: 'trade-closed' },
    );
    assert.equal(precreate(late), 'trade-closed');
    const cancelled = decideCancel(late, { ...key, tradeId: undefined, service: 'cancel' });
    assert.ok(cancelled.outcome === 'cancelled' && cancelled.action === 'close');
  });

  test('our id decides, and a stranger closes nothing', () => {
    const book = testBook();
    const { id: tradeId } = scan(book);
    const stranger = '2088000000000009' as PartnerId;
    const table: readonly (readonly [string, CloseOrder])[] = [
      ['order-unknown', { ...close, partnerId: stranger }],
      ['order-unknown', { ...close, partnerId: stranger, tradeId }],
      ['order-unknown', { ...close, tradeId: '2026112200000000000000000000' as TradeId }],
      ['closed', { ...close, partnerTransId: 'another', tradeId }],
    ];
    for (const [expected, request] of table) {
      assert.equal(said(decideCloseOrder(book, request)), expected);
    }
  });
});
