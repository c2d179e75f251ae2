/**
 * Goal: a payment is taken once, from the right buyer, or refused for the first applicable reason.
 * Method: tables of situations, decided without a database; a refusal changes nothing.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { money } from '@sampan/primitives';
import { alice, bob, feeByRate, hkd, partnerId, type TestBook, testBook } from '#test-kit';
import { decideCancel } from './cancel.ts';
import { decideConfirm } from './confirm.ts';
import { decideRefund } from './give-refund.ts';
import { decidePay, type Pay, type PayOutcome } from './pay.ts';
import { statusAt, type Trade } from './trade.ts';

const payment = (paymentCode: string, change: Partial<Pay> = {}): Pay => ({
  partnerId,
  partnerTransId: 'order-1',
  amount: hkd('100.00'),
  paymentCode,
  settlementCurrency: 'HKD' as const,
  subject: 'tea',
  details: {},
  ...change,
});

const cancel = {
  partnerId,
  partnerTransId: 'order-1',
  tradeId: undefined,
  service: 'cancel',
} as const;

const said = (answer: PayOutcome): string =>
  answer.outcome === 'refused' ? answer.refusal : answer.outcome;

function tradeOf(answer: PayOutcome): Trade {
  assert.ok(answer.outcome !== 'refused', `refused: ${said(answer)}`);
  return answer.trade;
}

describe('a new order', () => {
  // Every row also has the faults of the rows below it; the first in this order is answered.
  const faults: readonly [answer: string, fault: (book: TestBook) => void][] = [
    ['partner-suspended', (book) => book.changePartner({ status: 'suspended' })],
    ['wallet-frozen', (book) => book.change(alice, { status: 'frozen' })],
    ['wallet-kind-not-accepted', (book) => book.changePartner({ accepts: ['ALIPAYCN'] })],
    ['currency-not-supported', (book) => book.changePartner({ currency: 'USD' })],
    ['payment-limit-exceeded', (book) => book.change(alice, { paymentLimit: hkd('99.99') })],
    ['day-limit-exceeded', (book) => book.change(alice, { dayLimit: hkd('99.98') })],
    ['month-limit-exceeded', (book) => book.change(alice, { monthLimit: hkd('99.97') })],
    ['balance-not-enough', (book) => book.change(alice, { balance: hkd('99.96') })],
    ['unknown', (book) => book.change(alice, { passwordFreeLimit: hkd('99.99') })],
    ['paid', () => undefined],
  ];
  for (const [index, [answer]] of faults.entries()) {
    test(`is answered ${answer} before all that follows`, () => {
      const book = testBook();
      for (const [, fault] of faults.slice(index)) fault(book);
      assert.equal(said(decidePay(book, payment(book.code()))), answer);
    });
  }

  const codes: readonly [answer: string, situation: string, code: (book: TestBook) => string][] = [
    ['payment-code-not-valid', 'a code that nobody showed', () => '290000000000000000'],
    [
      'payment-code-not-valid',
      'a code that was used',
      (book) => {
        const code = book.code();
        decidePay(book, payment(code, { partnerTransId: 'order-0' }));
        return code;
      },
    ],
    [
      'payment-code-not-valid',
      'a code after 60 seconds',
      (book) => {
        const code = book.code();
        book.at('2026-11-22 10:01:00');
        return code;
      },
    ],
    [
      'paid',
      'a code in its last moment',
      (book) => {
        const code = book.code();
        book.at('2026-11-22 10:00:59.999');
        return code;
      },
    ],
  ];
  for (const [answer, situation, code] of codes) {
    test(`with ${situation} is answered ${answer}`, () => {
      const book = testBook();
      assert.equal(said(decidePay(book, payment(code(book)))), answer);
    });
  }

  test('with a bad code from a frozen wallet is refused for the code', () => {
    const book = testBook({ wallet: { status: 'frozen' } });
    const code = book.code(alice, { expiresAt: book.now });
    assert.equal(said(decidePay(book, payment(code))), 'payment-code-not-valid');
  });

  test('in a currency that the wallet does not hold is refused', () => {
    const book = testBook();
    const amount = { currency: 'AUD', minor: 100n } as const;
    assert.equal(said(decidePay(book, payment(book.code(), { amount }))), 'currency-not-supported');
  });

  test('that is refused leaves the code, the wallet and the order number free', () => {
    const book = testBook({ wallet: { balance: hkd('50.00') } });
    const code = book.code();
    assert.equal(said(decidePay(book, payment(code))), 'balance-not-enough');
    assert.equal(book.orders.inserted().length + book.journal.entries.length, 0);
    assert.deepEqual(
      [book.codes.find(code)?.tradeId, book.wallet().balance],
      [undefined, hkd('50.00')],
    );
    assert.equal(said(decidePay(book, payment(code, { amount: hkd('50.00') }))), 'paid');
  });

  test('takes the amount from the buyer and gives it to the partner without the fee', () => {
    const book = testBook({ partner: { fee: feeByRate('0.006') } });
    const trade = tradeOf(decidePay(book, payment(book.code(), { amount: hkd('100.83') })));
    assert.deepEqual(book.wallet().balance, hkd('899.17'));
    // 0.60498 is rounded half up.
    assert.deepEqual(trade.payment?.fee, hkd('0.60'));
    assert.deepEqual(book.funds.available(partnerId, 'HKD'), money('HKD', 10_023n));
    assert.deepEqual(
      book.journal.entries[0]?.transfers.map(({ debit, credit, amount }) => [
        debit,
        credit,
        amount.minor,
      ]),
      [
        [`wallet/${alice}`, `payable/${partnerId}/HKD`, 10_083n],
        [`payable/${partnerId}/HKD`, 'fee-income/HKD', 60n],
      ],
    );
  });

  test('above the password-free limit takes no money and closes after three minutes', () => {
    const book = testBook({ wallet: { passwordFreeLimit: hkd('99.99') } });
    const trade = tradeOf(decidePay(book, payment(book.code())));
    assert.deepEqual([book.wallet().balance, book.journal.entries], [hkd('1000.00'), []]);
    assert.equal(statusAt(trade, book.at('2026-11-22 10:02:59.999').now), 'waiting');
    assert.equal(statusAt(trade, book.at('2026-11-22 10:03:00').now), 'closed');
  });

  test('at the password-free limit asks for nothing', () => {
    const book = testBook({ wallet: { passwordFreeLimit: hkd('100.00') } });
    assert.equal(said(decidePay(book, payment(book.code()))), 'paid');
  });
});

describe('an order that exists', () => {
  type Again = (book: TestBook, code: string) => Pay;
  const other =
    (change: Partial<Pay>): Again =>
    (_book, code) =>
      payment(code, change);
  const rows: readonly [answer: string, repeat: string, again: Again][] = [
    ['paid', 'the same request', (_book, code) => payment(code)],
    [
      'paid',
      'the same code a week later',
      (book, code) => {
        book.at('2026-11-29 10:00');
        return payment(code);
      },
    ],
    ['paid', 'another code of the buyer', (book) => payment(book.code())],
    ['paid', 'another subject', other({ settlementCurrency: 'HKD' as const, subject: 'coffee' })],
    ['buyer-differs', 'a code of another buyer', (book) => payment(book.code(bob))],
    [
      'buyer-differs',
      'a code of another buyer and other terms',
      (book) => payment(book.code(bob), { amount: hkd('1.00') }),
    ],
    ['payment-code-not-valid', 'a code that nobody showed', () => payment('300000000000000000')],
    [
      'payment-code-not-valid',
      'a code of the buyer that has expired',
      (book) => payment(book.code(alice, { expiresAt: book.now })),
    ],
    [
      'payment-code-not-valid',
      'a code that nobody showed and other terms',
      () => payment('300000000000000000', { amount: hkd('1.00') }),
    ],
    ['terms-differ', 'another amount', other({ amount: hkd('100.01') })],
    ['terms-differ', 'another currency', other({ amount: { currency: 'AUD', minor: 10_000n } })],
    ['terms-differ', 'another seller', other({ details: { sellerId: '2088000000000099' } })],
    [
      'terms-differ',
      'a new code of the buyer and another amount',
      (book) => payment(book.code(), { amount: hkd('1.00') }),
    ],
    [
      'paid',
      'a partner that was suspended after it',
      (book, code) => {
        book.changePartner({ status: 'suspended' });
        return payment(code);
      },
    ],
  ];
  for (const [answer, repeat, again] of rows) {
    test(`repeated with ${repeat} is answered ${answer}, and nothing moves`, () => {
      const book = testBook();
      const code = book.code();
      const first = tradeOf(decidePay(book, payment(code)));
      const moved = [book.wallet(), book.wallet(bob), book.journal.entries.length];
      const shown = again(book, code);
      const repeated = decidePay(book, shown);
      assert.equal(said(repeated), answer);
      if (repeated.outcome === 'paid') assert.deepEqual(repeated.trade, first);
      assert.deepEqual([book.wallet(), book.wallet(bob), book.journal.entries.length], moved);
      const consumed = book.codes.find(shown.paymentCode)?.tradeId;
      assert.equal(consumed, shown.paymentCode === code ? first.id : undefined);
    });
  }

  const states: readonly [
    answer: string,
    state: string,
    bring: (book: TestBook, trade: Trade) => void,
  ][] = [
    ['unknown', 'waits for the password', () => undefined],
    ['trade-closed', 'was not confirmed in time', (book) => void book.at('2026-11-22 10:03')],
    ['trade-closed', 'was cancelled', (book) => void decideCancel(book, cancel)],
    [
      'trade-closed',
      'was rejected by its buyer',
      (book, { id }) =>
        void decideConfirm(book, { walletId: alice, partnerId, tradeId: id, answer: 'reject' }),
    ],
    ['paid', 'was confirmed', confirm],
    [
      'paid',
      'was refunded in part',
      (book, trade) => {
        confirm(book, trade);
        refund(book, '40.00');
      },
    ],
    [
      'trade-closed',
      'was refunded as a whole',
      (book, trade) => {
        confirm(book, trade);
        refund(book, '100.00');
      },
    ],
    [
      'paid',
      'is past its refund period',
      (book, trade) => {
        confirm(book, trade);
        book.at('2027-11-22 10:00');
      },
    ],
  ];
  for (const [answer, state, bring] of states) {
    test(`that ${state} is answered ${answer}`, () => {
      const book = testBook({ wallet: { passwordFreeLimit: hkd('0.00') } });
      const code = book.code();
      bring(book, tradeOf(decidePay(book, payment(code))));
      assert.equal(said(decidePay(book, payment(code))), answer);
    });
  }

  test('only as a tombstone is closed for every code and amount', () => {
    const book = testBook();
    decideCancel(book, cancel);
    const code = book.code();
    assert.equal(said(decidePay(book, payment(code, { amount: hkd('1.00') }))), 'trade-closed');
    assert.equal(said(decidePay(book, payment('300000000000000000'))), 'trade-closed');
    assert.equal(book.codes.find(code)?.tradeId, undefined);
  });
});

test('two orders of one batch with one code: the first takes it', () => {
  const book = testBook();
  const code = book.code();
  assert.equal(said(decidePay(book, payment(code))), 'paid');
  const second = payment(code, { partnerTransId: 'order-2' });
  assert.equal(said(decidePay(book, second)), 'payment-code-not-valid');
});

test('two payments of one batch: the second sees what the first left in the wallet', () => {
  const book = testBook({ wallet: { balance: hkd('150.00') } });
  assert.equal(said(decidePay(book, payment(book.code()))), 'paid');
  const second = payment(book.code(), { partnerTransId: 'order-2' });
  assert.equal(said(decidePay(book, second)), 'balance-not-enough');
});

function confirm(book: TestBook, { id }: Trade): void {
  decideConfirm(book, { walletId: alice, partnerId, tradeId: id, answer: 'confirm' });
}

function refund(book: TestBook, amount: string): void {
  const request = { partnerId, partnerTransId: 'order-1', tradeId: undefined, notify: undefined };
  const terms = { partnerRefundId: 'r', amount: hkd(amount), reason: '', mode: 'sync' } as const;
  assert.equal(decideRefund(book, { ...request, ...terms }).outcome, 'refunded');
}
