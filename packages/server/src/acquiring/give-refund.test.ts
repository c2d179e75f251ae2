/**
 * Goal: no refund exceeds its trade or is executed twice, and the fee is returned to the cent.
 * Method: a table of refusals in their order; then repeats, reservations, funds and fees.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { money, type PartnerId, type TradeId } from '@sampan/primitives';
import fc from 'fast-check';
import {
  alice,
  feeByRate,
  hkd,
  partnerId,
  type TestBook,
  type TestBookOptions,
  testBook,
} from '#test-kit';
import { decideCancel } from './cancel.ts';
import { decideRefund, type GiveRefund, type RefundOutcome } from './give-refund.ts';
import { decidePay } from './pay.ts';
import { statusAt, type Trade } from './trade.ts';

const refund = (change: Partial<GiveRefund> = {}): GiveRefund => ({
  partnerId,
  partnerTransId: 'order-1',
  tradeId: undefined,
  partnerRefundId: 'refund-1',
  amount: hkd('100.00'),
  reason: 'cold',
  mode: 'sync',
  notify: undefined,
  ...change,
});

const said = (answer: RefundOutcome): string =>
  answer.outcome === 'refused' ? answer.refusal : answer.outcome;

/** A book with one order of 100.00, paid at 10:00 or waiting for the password. */
function sold(options: TestBookOptions = {}, amount = '100.00'): TestBook {
  const book = testBook(options);
  const terms = {
    amount: hkd(amount),
    settlementCurrency: 'HKD' as const,
    subject: 'tea',
    details: {},
  };
  const key = { partnerId, partnerTransId: 'order-1', paymentCode: book.code() };
  assert.notEqual(decidePay(book, { ...key, ...terms }).outcome, 'refused');
  return book;
}

const trade = (book: TestBook) => book.orders.findOrder(partnerId, 'order-1') as Trade;
const cancelled = (book: TestBook) =>
  decideCancel(book, {
    partnerId,
    partnerTransId: 'order-1',
    tradeId: undefined,
    service: 'cancel',
  });
const waiting = { wallet: { passwordFreeLimit: hkd('0.00') } };

type Row = readonly [
  answer: string,
  situation: string,
  change: Partial<GiveRefund>,
  bring?: ((book: TestBook) => void) | undefined,
  options?: TestBookOptions,
];

const rows: readonly Row[] = [
  [
    'partner-suspended',
    'of a suspended partner',
    { partnerTransId: 'order-2' },
    (book) => book.changePartner({ status: 'suspended' }),
  ],
  ['refund-id-equals-trade-id', 'under the id of its order', { partnerRefundId: 'order-1' }],
  ['trade-unknown', 'of an unknown order', { partnerTransId: 'order-2' }],
  ['trade-unknown', 'with an id of ours that names no trade', { tradeId: '1' as TradeId }],
  ['trade-unknown', 'of another partner', { partnerId: '2088000000000009' as PartnerId }],
  ['trade-not-paid', 'of an unpaid order', {}, undefined, waiting],
  [
    'trade-closed',
    'of an order that was never paid',
    {},
    (book) => void book.at('2026-11-22 10:03'),
    waiting,
  ],
  ['trade-closed', 'of a cancelled order', {}, cancelled],
  [
    'trade-closed',
    'of an order refunded as a whole',
    { amount: hkd('0.01') },
    (book) => void decideRefund(book, refund({ partnerRefundId: 'refund-0' })),
  ],
  [
    'trade-finished',
    'after the refund period',
    { amount: { currency: 'AUD', minor: 1n } },
    (book) => void book.at('2027-11-17 10:00'),
  ],
  [
    'refunded',
    'in the last moment of the refund period',
    {},
    (book) => void book.at('2027-11-17 09:59:59.999'),
  ],
  ['currency-differs', 'in another currency', { amount: { currency: 'AUD', minor: 99_999n } }],
  ['amount-exceeds-rest', 'of a cent too much', { amount: hkd('100.01') }],
  [
    'amount-exceeds-rest',
    'of a cent more than is left',
    { amount: hkd('40.01') },
    (book) => void decideRefund(book, refund({ partnerRefundId: 'r0', amount: hkd('60.00') })),
  ],
  [
    'amount-exceeds-rest',
    'of a cent more than a reservation has left',
    { amount: hkd('40.01') },
    (book) => {
      decideRefund(book, refund({ partnerRefundId: 'r0', amount: hkd('60.00'), mode: 'async' }));
    },
  ],
  [
    'funds-not-enough',
    'when the partner was paid out',
    {},
    (book) => book.funds.change(partnerId, money('HKD', -1n)),
  ],
  [
    'accepted',
    'later, although the partner was paid out',
    { mode: 'async' },
    (book) => book.funds.change(partnerId, money('HKD', -1n)),
  ],
  ['refunded', 'of everything', {}],
  ['refunded', 'of a part', { amount: hkd('0.01') }],
];

describe('a refund', () => {
  for (const [answer, situation, change, bring, options] of rows) {
    test(`${situation} is answered ${answer}`, () => {
      const book = sold(options);
      bring?.(book);
      const entries = book.journal.entries.length;
      assert.equal(said(decideRefund(book, refund(change))), answer);
      assert.equal(book.journal.entries.length - entries, answer === 'refunded' ? 1 : 0);
    });
  }

  test('of a tombstone is answered trade-unknown', () => {
    const book = testBook();
    cancelled(book);
    assert.equal(said(decideRefund(book, refund())), 'trade-unknown');
  });

  test('gives the buyer the money and closes the order when nothing is left', () => {
    const book = sold();
    decideRefund(book, refund({ amount: hkd('60.00') }));
    assert.deepEqual([trade(book).state, book.wallet().balance], ['paid', hkd('960.00')]);
    decideRefund(book, refund({ partnerRefundId: 'refund-2', amount: hkd('40.00') }));
    assert.deepEqual([trade(book).state, book.wallet().balance], ['closed', hkd('1000.00')]);
    assert.equal(trade(book).closing?.by, 'refund');
  });

  test('may be paid from later receipts when the first were paid out', () => {
    const book = sold({ funds: '0' });
    book.funds.change(partnerId, money('HKD', -10_000n));
    assert.equal(said(decideRefund(book, refund())), 'funds-not-enough');
    book.funds.change(partnerId, money('HKD', 10_000n));
    assert.equal(said(decideRefund(book, refund())), 'refunded');
  });

  test('that was refused may be asked for again under its id, with other terms', () => {
    const book = sold();
    assert.equal(
      said(decideRefund(book, refund({ amount: hkd('100.01') }))),
      'amount-exceeds-rest',
    );
    assert.equal(said(decideRefund(book, refund())), 'refunded');
  });
});

describe('a repeated refund', () => {
  const repeats: readonly [answer: string, repeat: string, change: Partial<GiveRefund>][] = [
    ['refunded', 'the same request', {}],
    ['refunded', 'another reason', { reason: 'late' }],
    ['refunded', 'async instead of sync', { mode: 'async' }],
    ['refund-id-reused-with-other-terms', 'another amount', { amount: hkd('59.99') }],
    ['refund-id-reused-with-other-terms', 'another order', { partnerTransId: 'order-2' }],
    ['refund-id-reused-with-other-terms', 'another id of ours', { tradeId: '1' as TradeId }],
  ];
  test('of a partner that was suspended after it is answered as it was', () => {
    const book = sold();
    const first = decideRefund(book, refund());
    book.changePartner({ status: 'suspended' });
    assert.deepEqual(decideRefund(book, refund()), first);
  });

  for (const [answer, repeat, change] of repeats) {
    test(`with ${repeat} is answered ${answer}, and nothing moves`, () => {
      const book = sold();
      const first = decideRefund(book, refund({ amount: hkd('60.00') }));
      const moved = [book.wallet(), trade(book), book.journal.entries.length];
      // After a full refund and the end of the period, the answer is still the same.
      for (const at of ['2026-11-22 10:00', '2027-12-01 10:00']) {
        const again = decideRefund(book.at(at), refund({ amount: hkd('60.00'), ...change }));
        assert.equal(said(again), answer);
        if (answer === 'refunded') assert.deepEqual(again, first);
      }
      assert.deepEqual([book.wallet(), trade(book), book.journal.entries.length], moved);
    });
  }

  test('with another order that exists is refused', () => {
    const book = sold();
    const terms = {
      amount: hkd('60.00'),
      settlementCurrency: 'HKD' as const,
      subject: '',
      details: {},
      paymentCode: book.code(),
    };
    decidePay(book, { partnerId, partnerTransId: 'order-2', ...terms });
    decideRefund(book, refund({ amount: hkd('60.00') }));
    const other = refund({ partnerTransId: 'order-2', amount: hkd('60.00') });
    assert.equal(said(decideRefund(book, other)), 'refund-id-reused-with-other-terms');
  });
});

describe('an asynchronous refund', () => {
  const later = refund({ amount: hkd('60.00'), mode: 'async' });

  test('moves nothing, reserves its amount, and repeats its answer', () => {
    const book = sold();
    const first = decideRefund(book, later);
    assert.equal(said(first), 'accepted');
    assert.equal(said(decideRefund(book, later)), 'accepted');
    assert.deepEqual(trade(book).payment?.refundReserved, hkd('60.00'));
    assert.deepEqual([book.wallet().balance, book.journal.entries.length], [hkd('900.00'), 1]);
  });

  test('is executed when it is repeated as synchronous, once', () => {
    const book = sold();
    decideRefund(book, later);
    const now = refund({ amount: hkd('60.00'), mode: 'sync' });
    assert.equal(said(decideRefund(book, now)), 'refunded');
    assert.equal(said(decideRefund(book, now)), 'refunded');
    assert.equal(said(decideRefund(book, later)), 'refunded');
    const { refunded, refundReserved } = trade(book).payment ?? {};
    assert.deepEqual([refunded, refundReserved], [hkd('60.00'), hkd('0.00')]);
    assert.deepEqual([book.wallet().balance, book.journal.entries.length], [hkd('960.00'), 2]);
  });

  test('is executed even when the refund period has ended meanwhile', () => {
    const book = sold();
    decideRefund(book, later);
    book.at('2027-12-01 10:00');
    assert.equal(said(decideRefund(book, { ...later, mode: 'sync' })), 'refunded');
  });

  test('keeps its trade from being finished, but no other refund is taken with it', () => {
    const book = sold();
    decideRefund(book, later);
    book.at('2027-12-01 10:00');
    assert.equal(statusAt(trade(book), book.now), 'paid');
    const another = refund({ partnerRefundId: 'r9', amount: hkd('1.00') });
    assert.equal(said(decideRefund(book, another)), 'trade-finished');
    decideRefund(book, { ...later, mode: 'sync' });
    assert.equal(statusAt(trade(book), book.now), 'finished');
  });

  test('of the whole price closes its trade, which was never finished before', () => {
    const book = sold();
    decideRefund(book, refund({ mode: 'async' }));
    book.at('2027-12-01 10:00');
    assert.equal(statusAt(trade(book), book.now), 'paid');
    decideRefund(book, refund({ mode: 'sync' }));
    assert.equal(statusAt(trade(book), book.now), 'closed');
  });

  test('stays accepted when the partner has no money for it', () => {
    const book = sold();
    decideRefund(book, later);
    book.funds.change(partnerId, money('HKD', -9_999n));
    assert.equal(said(decideRefund(book, { ...later, mode: 'sync' })), 'funds-not-enough');
    assert.equal(said(decideRefund(book, later)), 'accepted');
    assert.deepEqual(trade(book).payment?.refundReserved, hkd('60.00'));
  });
});

describe('the fee', () => {
  const partner = { fee: feeByRate('0.006') };

  test('goes back in parts that sum to the fee, however a sale is cut', () => {
    const cents = fc.integer({ min: 1, max: 400_00 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 6 }), (parts) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        const book = sold({ partner, wallet: { balance: hkd('5000.00') } }, String(total / 100));
        let returned = 0n;
        for (const [index, part] of parts.entries()) {
          const id = { partnerRefundId: `r${index}`, amount: hkd(String(part / 100)) };
          const answer = decideRefund(book, refund(id));
          assert.ok(answer.outcome === 'refunded');
          assert.ok(answer.refund.feeReturned.minor >= 0n);
          returned += answer.refund.feeReturned.minor;
        }
        assert.equal(returned, trade(book).payment?.fee.minor);
        assert.deepEqual(book.funds.available(partnerId, 'HKD'), money('HKD', 0n));
        assert.deepEqual(book.wallet(alice).balance, hkd('5000.00'));
      }),
      { numRuns: 300 },
    );
  });

  test('stays with us when the contract says so', () => {
    const book = sold({ partner: { ...partner, refundReturnsFee: false }, funds: '0.60' });
    const answer = decideRefund(book, refund());
    assert.deepEqual(answer.outcome === 'refunded' && answer.refund.feeReturned, hkd('0.00'));
    assert.deepEqual(book.funds.available(partnerId, 'HKD'), money('HKD', 0n));
  });

  test('counts as money that the partner has for the refund', () => {
    // 99.40 are available; the refund of 100.00 returns the fee of 0.60.
    assert.equal(said(decideRefund(sold({ partner }), refund())), 'refunded');
    const keeps = sold({ partner: { ...partner, refundReturnsFee: false } });
    assert.equal(said(decideRefund(keeps, refund())), 'funds-not-enough');
  });

  test('goes back at the rate of the payment, whatever the contract says today', () => {
    const book = sold({ partner });
    book.changePartner({ fee: feeByRate('0.5') });
    const answer = decideRefund(book, refund({ amount: hkd('50.00') }));
    assert.deepEqual(answer.outcome === 'refunded' && answer.refund.feeReturned, hkd('0.30'));
  });
});
