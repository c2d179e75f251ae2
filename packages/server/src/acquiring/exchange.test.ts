/**
 * Goal: a buyer pays CNY at the current rate, the partner gets its own currency, and refunds in any
 * number of parts add up to exactly the charge.
 * Method: decisions over rows in memory; published numbers, then properties over any rate, any fee
 * and any sequence of partial refunds. It is long because all cases share one sale abroad.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Currency,
  currencies,
  decimalsOf,
  formatAmount,
  instant,
  type Money,
  money,
  type Rate,
  rate,
  subtract,
  zero,
} from '@sampan/primitives';
import fc from 'fast-check';
import { RateTable } from '#fx';
import type { FeeTerms } from '#partner';
import { alice, feeByRate, partnerId, publishedRates, type TestBook, testBook } from '#test-kit';
import { decideCancel } from './cancel.ts';
import { decideExecuteAcceptedRefund } from './execute-accepted-refund.ts';
import { decideRefund } from './give-refund.ts';
import { decidePay, type PayOutcome } from './pay.ts';
import type { Refund } from './refund.ts';
import { isTrade, type Payment, type Trade } from './trade.ts';

const tableOf = (rates: Readonly<Record<string, string>>) =>
  new RateTable(
    new Map(Object.entries(rates).map(([currency, text]) => [currency as Currency, rate(text)])),
  );

const noFee = (settled: Currency) => feeByRate('0', settled);

interface Abroad {
  readonly settled: Currency;
  readonly rates?: Readonly<Record<string, string>>;
  readonly fee?: FeeTerms;
  readonly contract?: 'hk' | 'global';
  readonly refundReturnsFee?: boolean;
  readonly yuan?: bigint;
}

/** A partner settled in `settled`, and a buyer with a mainland wallet. */
function abroad(given: Abroad): TestBook {
  const {
    settled,
    rates = publishedRates,
    fee = noFee(given.settled),
    contract = 'global',
  } = given;
  const book = testBook({
    partner: {
      contract,
      currency: settled,
      accepts: ['ALIPAYCN'],
      fee,
      refundReturnsFee: given.refundReturnsFee ?? true,
    },
    rates: tableOf(rates),
  });
  const none = zero('CNY');
  book.change(alice, {
    inst: 'ALIPAYCN',
    balance: money('CNY', given.yuan ?? 10n ** 15n),
    spending: { on: undefined, day: none, month: none },
  });
  return book;
}

const pay = (book: TestBook, price: Money, settlementCurrency = price.currency): PayOutcome =>
  decidePay(book, {
    partnerId,
    partnerTransId: 'order-1',
    amount: price,
    settlementCurrency,
    paymentCode: book.code(),
    subject: 'tea',
    details: {},
  });

let refunds = 0;
const refund = (
  book: TestBook,
  amount: Money,
  mode: 'sync' | 'async' = 'sync',
  id = `refund-${++refunds}`,
) =>
  decideRefund(book, {
    partnerId,
    partnerTransId: 'order-1',
    tradeId: undefined,
    partnerRefundId: id,
    amount,
    reason: '',
    mode,
    notify: undefined,
  });

/** Accepts a refund; returns the reply to the partner. */
function accept(book: TestBook, amount: Money): Refund {
  const given = refund(book, amount, 'async');
  assert.ok(given.outcome === 'accepted');
  return given.refund;
}

/** Executes an accepted refund, as a repeat with `is_sync=Y` does. */
function execute(book: TestBook, { amount, partnerRefundId }: Refund): Refund {
  const given = refund(book, amount, 'sync', partnerRefundId);
  assert.ok(given.outcome === 'refunded');
  return given.refund;
}

/** The last night of an accepted refund, again without enough receipts. */
function fail(book: TestBook, refund: Refund): void {
  const { currency, minor } = soldBy(book).quote.settlement;
  const available = book.funds.available(partnerId, currency);
  book.funds.change(partnerId, subtract(zero(currency), available));
  const yesterday = instant(book.now - 86_400_000);
  book.refunds.replace({ ...refund, nightsMissed: 180, dueAt: yesterday });
  const { outcome } = decideExecuteAcceptedRefund(book, refund);
  // A part that rounds to zero for the partner needs no receipts.
  assert.ok(outcome === 'failed' || (outcome === 'refunded' && minor > 0n), outcome);
  book.funds.change(partnerId, available);
}

function soldBy(book: TestBook): Trade & { payment: Payment } {
  const order = book.orders.findOrder(partnerId, 'order-1');
  assert.ok(isTrade(order) && order.payment);
  return order as Trade & { payment: Payment };
}

/** The sum moved into an account, over all entries of the book. */
function balanceOf(book: TestBook, account: string): bigint {
  let balance = 0n;
  for (const { transfers } of book.journal.entries) {
    for (const { debit, credit, amount } of transfers) {
      if (credit === account) balance += amount.minor;
      if (debit === account) balance -= amount.minor;
    }
  }
  return balance;
}

const fx = (book: TestBook): bigint[] => {
  const accounts = new Set(
    book.journal.entries.flatMap(({ transfers }) =>
      transfers.flatMap(({ debit, credit }) => [debit, credit]),
    ),
  );
  return [...accounts]
    .filter((each) => each.startsWith('fx/'))
    .map((each) => balanceOf(book, each));
};

describe('published numbers', () => {
  test('369.30 AUD at 5.4194 is 2001.38 CNY, with a fee of 2.22 AUD and of 12.01 CNY', () => {
    const fee: FeeTerms = { by: 'rate', rate: rate('0.006'), minimum: zero('AUD') };
    const book = abroad({ settled: 'AUD', rates: { AUD: '5.4194' }, fee });
    assert.equal(pay(book, money('AUD', 36_930n)).outcome, 'paid');
    const { quote, payment } = soldBy(book);
    assert.equal(formatAmount(quote.charge), '2001.38');
    assert.equal(formatAmount(quote.settlement), '369.30');
    assert.equal(formatAmount(payment.fee), '2.22');
    assert.equal(payment.feeCny && formatAmount(payment.feeCny.fee), '12.01');
    assert.equal(balanceOf(book, `wallet/${alice}`), -200_138n);
    assert.equal(balanceOf(book, `payable/${partnerId}/AUD`), 36_708n);
    assert.equal(balanceOf(book, 'fx/AUD-CNY/CNY'), 200_138n);
    assert.equal(balanceOf(book, 'fx/AUD-CNY/AUD'), -36_930n);
  });

  test('1,000 refunds of 0.01 USD at 6.5346 give back 65.35 CNY, not 70.00', () => {
    const book = abroad({ settled: 'USD' });
    pay(book, money('USD', 1_000n));
    assert.equal(formatAmount(soldBy(book).quote.charge), '65.35');
    let back = 0n;
    for (let count = 0; count < 1_000; count++) {
      const given = refund(book, money('USD', 1n));
      assert.equal(given.outcome, 'refunded');
      if (given.outcome === 'refunded') back += given.refund.charge.minor;
    }
    assert.equal(back, 6_535n);
    assert.equal(soldBy(book).state, 'closed');
    assert.deepEqual(fx(book), [0n, 0n]);
  });

  test('an accepted refund says at once what the buyer will get, and keeps to it', () => {
    const book = abroad({ settled: 'USD', rates: { USD: '6.5346' } });
    pay(book, money('USD', 1_000n));
    // Separately 0.07, 0.06 and 0.07 of the 0.20 for 0.03, in any order of execution.
    const accepted = [1n, 1n, 1n].map((minor) => accept(book, money('USD', minor)));
    assert.deepEqual(
      accepted.map(({ promised }) => promised && formatAmount(promised)),
      ['0.07', '0.06', '0.07'],
    );
    const now = refund(book, money('USD', 1n));
    assert.ok(now.outcome === 'refunded');
    assert.equal(formatAmount(now.refund.charge), '0.06', 'what waits counts as if it were done');
    for (const each of [...accepted].reverse()) {
      assert.deepEqual(execute(book, each).charge, each.promised);
    }
    assert.equal(formatAmount(soldBy(book).payment.chargeReturned), '0.26');
    const again = refund(book, money('USD', 1n), 'async', accepted[0]?.partnerRefundId);
    assert.ok(again.outcome === 'refunded' && again.refund.charge.minor === 7n);
  });

  test('a refund that an older version accepted was promised nothing, and is paid all the same', () => {
    const book = abroad({ settled: 'USD', rates: { USD: '6.5346' } });
    pay(book, money('USD', 1_000n));
    for (const promised of [undefined, zero('CNY')]) {
      const accepted = { ...accept(book, money('USD', 100n)), promised };
      book.refunds.replace(accepted);
      assert.equal(formatAmount(execute(book, accepted).charge), promised ? '6.54' : '6.53');
    }
  });

  test('0.01 THB is 0.00 CNY and cannot be paid', () => {
    const outcome = pay(abroad({ settled: 'THB' }), money('THB', 1n));
    assert.deepEqual(outcome, { outcome: 'refused', refusal: 'amount-too-small' });
  });
});

describe('who pays what', () => {
  test('a mainland wallet at a Hong Kong partner: HKD for the partner, CNY from the buyer', () => {
    const book = abroad({ settled: 'HKD', contract: 'hk' });
    pay(book, money('HKD', 10_000n));
    const { quote, payment, amount } = soldBy(book);
    assert.deepEqual(amount, money('HKD', 10_000n));
    assert.deepEqual(quote.charge, money('CNY', 8_388n));
    assert.deepEqual(quote.settlement, money('HKD', 10_000n));
    assert.equal(payment.feeCny, undefined, 'its files know no CNY');
  });

  test('a price in CNY: the buyer pays it as it is, the partner is settled at the inverse rate', () => {
    const book = abroad({ settled: 'USD' });
    pay(book, money('CNY', 10_000n), 'USD');
    const { quote } = soldBy(book);
    assert.deepEqual(quote.charge, money('CNY', 10_000n));
    assert.deepEqual(quote.chargeRate, rate('1'));
    assert.deepEqual(quote.settlement, money('USD', 1_530n));
    assert.deepEqual(quote.settlementRate, rate('0.15303156'));
  });

  test('a price in a currency that only prices: both sides are converted', () => {
    const book = abroad({ settled: 'HKD', rates: { HKD: '0.838800', TWD: '0.200000' } });
    pay(book, money('TWD', 10_000n), 'HKD');
    const { quote } = soldBy(book);
    assert.deepEqual(quote.charge, money('CNY', 2_000n));
    assert.deepEqual(quote.settlement, money('HKD', 2_384n));
    assert.deepEqual(quote.settlementRate, rate('0.23843586'));
    assert.deepEqual(quote.payoutRate, rate('0.838800'));
  });

  test('settled in CNY nothing is exchanged', () => {
    const book = abroad({ settled: 'CNY' });
    pay(book, money('USD', 1_000n), 'CNY');
    assert.deepEqual(soldBy(book).quote.settlement, money('CNY', 6_535n));
    assert.deepEqual(fx(book), []);
  });

  test('without a rate, or settled in another currency than agreed, nothing is paid', () => {
    const none = abroad({ settled: 'IDR' });
    assert.deepEqual(pay(none, money('IDR', 100n)), {
      outcome: 'refused',
      refusal: 'currency-not-supported',
    });
    const other = abroad({ settled: 'USD' });
    assert.deepEqual(pay(other, money('EUR', 100n)), {
      outcome: 'refused',
      refusal: 'currency-not-supported',
    });
    assert.deepEqual([none.journal.entries, other.journal.entries], [[], []]);
  });

  test('balance and limits are of the wallet’s own currency', () => {
    const price = money('USD', 1_000n);
    const short = abroad({ settled: 'USD', yuan: 6_534n });
    assert.deepEqual(pay(short, price), { outcome: 'refused', refusal: 'balance-not-enough' });
    assert.equal(pay(abroad({ settled: 'USD', yuan: 6_535n }), price).outcome, 'paid');
    const limited = abroad({ settled: 'USD' });
    limited.change(alice, { paymentLimit: money('CNY', 6_534n) });
    assert.deepEqual(pay(limited, price), {
      outcome: 'refused',
      refusal: 'payment-limit-exceeded',
    });
    const asked = abroad({ settled: 'USD' });
    asked.change(alice, { passwordFreeLimit: money('CNY', 6_534n) });
    assert.equal(pay(asked, price).outcome, 'unknown');
  });

  test('a repeat in another settlement currency has other terms', () => {
    const book = abroad({ settled: 'USD' });
    pay(book, money('CNY', 100n), 'USD');
    const { paymentCode = '' } = soldBy(book);
    const again = decidePay(book, {
      partnerId,
      partnerTransId: 'order-1',
      amount: money('CNY', 100n),
      settlementCurrency: 'EUR',
      paymentCode,
      subject: 'tea',
      details: {},
    });
    assert.deepEqual(again, { outcome: 'refused', refusal: 'terms-differ' });
  });
});

/** Any possible rate, from a tiny fraction to many CNY, with six decimals. */
const anyRate: fc.Arbitrary<Rate> = fc
  .bigInt({ min: 100n, max: 99_000_000n })
  .map((numerator) => ({ numerator, scale: 6 }));

const anyFee = (currency: Currency): fc.Arbitrary<FeeTerms> =>
  fc.oneof(
    fc.record({
      by: fc.constant('rate' as const),
      rate: fc.bigInt({ min: 0n, max: 50_000n }).map((numerator) => ({ numerator, scale: 6 })),
      minimum: fc.bigInt({ min: 0n, max: 500n }).map((minor) => money(currency, minor)),
    }),
    fc.record({
      by: fc.constant('payment' as const),
      amount: fc.bigInt({ min: 0n, max: 500n }).map((minor) => money(currency, minor)),
    }),
  );

const settleable = currencies.filter((each) => each !== 'MOP' && each !== 'TWD');

/** A sale, and its partial refunds; the last one completes it. */
const sale = fc.constantFrom(...settleable).chain((settled) =>
  fc.record({
    settled: fc.constant(settled),
    priced: fc.constantFrom<Currency>(settled, 'CNY', 'TWD'),
    fee: anyFee(settled),
    own: anyRate,
    third: anyRate,
    minor: fc.bigInt({ min: 1n, max: 10_000_000n }),
    parts: fc.array(fc.bigInt({ min: 1n, max: 3_000n }), { maxLength: 12 }),
    returnsFee: fc.boolean(),
  }),
);

describe('for any rate, fee and sequence of partial refunds', () => {
  interface Sold {
    readonly book: TestBook;
    readonly price: Money;
    readonly parts: readonly bigint[];
    readonly settled: Currency;
    readonly returnsFee: boolean;
  }

  const each = (check: (given: Sold) => void) =>
    fc.assert(
      fc.property(sale, ({ settled, priced, fee, own, third, minor, parts, returnsFee }) => {
        const rates = new RateTable(
          new Map<Currency, Rate>([
            ['TWD', third],
            [settled, own],
          ]),
        );
        const book = { ...abroad({ settled, fee, refundReturnsFee: returnsFee }), rates };
        const price = money(priced, minor);
        const paid = pay(book, price, settled);
        // An amount that rounds to zero cannot be paid, and a huge rate may exceed any balance.
        fc.pre(paid.outcome === 'paid');
        check({ book, price, parts, settled, returnsFee });
      }),
      { numRuns: 300 },
    );

  test('buyer, partner and fee get back exactly what went, and the FX position ends at zero', () => {
    each(({ book, price, parts, settled, returnsFee }) => {
      const { quote, payment } = soldBy(book);
      const before = balanceOf(book, `payable/${partnerId}/${settled}`);
      assert.equal(before, quote.settlement.minor - payment.fee.minor);
      // The retained part of the fee must come from newer receipts.
      book.funds.change(partnerId, money(settled, payment.fee.minor));
      let left = price.minor;
      for (const part of [...parts, price.minor]) {
        if (left === 0n) break;
        let amount = part;
        if (amount > left) amount = left;
        const given = refund(book, money(price.currency, amount));
        assert.equal(given.outcome, 'refunded');
        if (given.outcome !== 'refunded') break;
        left -= amount;
        const { charge, settlement, feeReturned, feeCnyReturned } = given.refund;
        for (const each of [charge, settlement, feeReturned, feeCnyReturned ?? charge]) {
          assert.ok(each.minor >= 0n, 'nothing goes the wrong way');
        }
        const soFar = soldBy(book).payment;
        assert.ok(soFar.chargeReturned.minor <= quote.charge.minor);
        assert.ok(soFar.settlementReturned.minor <= quote.settlement.minor);
        assert.ok(soFar.feeReturned.minor <= soFar.fee.minor);
      }
      const after = soldBy(book).payment;
      assert.equal(soldBy(book).state, 'closed');
      assert.deepEqual(after.chargeReturned, quote.charge);
      assert.deepEqual(after.settlementReturned, quote.settlement);
      assert.deepEqual(after.feeReturned, returnsFee ? after.fee : zero(settled));
      assert.equal(balanceOf(book, `wallet/${alice}`), 0n);
      assert.equal(
        balanceOf(book, `payable/${partnerId}/${settled}`),
        returnsFee ? 0n : -after.fee.minor,
      );
      assert.ok(fx(book).every((position) => position === 0n));
    });
  });

  test('accepted refunds keep their promise, whichever is executed first', () => {
    each(({ book, price, parts, settled }) => {
      const { quote, payment } = soldBy(book);
      book.funds.change(partnerId, money(settled, payment.fee.minor));
      const waiting: Refund[] = [];
      let left = price.minor;
      for (const [index, part] of parts.entries()) {
        if (part > left) break;
        left -= part;
        const amount = money(price.currency, part);
        if (index % 3 === 1) refund(book, amount);
        else waiting.push(accept(book, amount));
        const [early] = index % 4 === 3 ? waiting.splice(index % waiting.length, 1) : [];
        if (early) assert.deepEqual(execute(book, early).charge, early.promised);
      }
      for (const each of waiting.reverse()) {
        assert.deepEqual(execute(book, each).charge, each.promised);
      }
      if (left > 0n) refund(book, money(price.currency, left));
      assert.deepEqual(soldBy(book).payment.chargeReturned, quote.charge);
    });
  });

  test('a refund that has failed leaves its part to those after it', () => {
    each(({ book, price, parts, settled }) => {
      const { quote, payment } = soldBy(book);
      book.funds.change(partnerId, money(settled, payment.fee.minor));
      for (const [index, part] of parts.entries()) {
        const { refunded, refundReserved } = soldBy(book).payment;
        if (part >= price.minor - refunded.minor - refundReserved.minor) break;
        const amount = money(price.currency, part);
        const accepted = accept(book, amount);
        if (index % 2 === 0) fail(book, accepted);
        else if (index % 3 === 0) execute(book, accepted);
        const { chargeReturned } = soldBy(book).payment;
        assert.ok(chargeReturned.minor >= 0n && chargeReturned.minor <= quote.charge.minor);
      }
      for (const each of [...book.refunds.values()])
        if (each.state === 'accepted') execute(book, each);
      const left = price.minor - soldBy(book).payment.refunded.minor;
      if (left > 0n) refund(book, money(price.currency, left));
      assert.deepEqual(soldBy(book).payment.chargeReturned, quote.charge);
    });
  });

  test('a cancel gives all of it back, the fee by whatever contract', () => {
    each(({ book, settled }) => {
      const service = 'cancel' as const;
      const request = { partnerId, partnerTransId: 'order-1', tradeId: undefined, service };
      assert.equal(decideCancel(book, request).outcome, 'cancelled');
      assert.equal(balanceOf(book, `wallet/${alice}`), 0n);
      assert.equal(balanceOf(book, `payable/${partnerId}/${settled}`), 0n);
      assert.equal(balanceOf(book, `fee-income/${settled}`), 0n);
      assert.ok(fx(book).every((position) => position === 0n));
    });
  });

  test('JPY and KRW never show decimals', () => {
    each(({ book, settled }) => {
      const { quote, payment } = soldBy(book);
      for (const amount of [quote.settlement, payment.fee]) {
        assert.equal(formatAmount(amount).includes('.'), decimalsOf(settled) > 0);
      }
    });
  });
});
