/** Situations in which payments are refused, for tests of the order of refusals. */
import { after, type Duration, rate, type TradeId } from '@sampan/primitives';
import { RateTable } from '#fx';
import { decidePay, type Pay } from '../src/acquiring/pay.ts';
import type { RefusalToCharge, RefusalToPay } from '../src/acquiring/refusal-to-pay.ts';
import type { Fault } from './refusal-walk.ts';
import { alice, hkd, partnerId, type TestBook } from './test-book.ts';

/** Rates at which HKD 0.01 rounds to zero in CNY. */
export const tinyRates = new RateTable(new Map([['HKD', rate('0.01')]]));

/** What stands in the way of paying what was quoted, whichever way a buyer pays. */
export const faultsToCharge = () =>
  ({
    'partner-suspended': suspended,
    'wallet-frozen': frozen,
    'wallet-kind-not-accepted': otherKind,
    'partner-payment-limit-exceeded': { now: ({ book }) => limit(book, { payment: hkd('0.01') }) },
    'partner-day-limit-exceeded': { now: ({ book }) => limit(book, { day: hkd('50.00') }) },
    'partner-month-limit-exceeded': { now: ({ book }) => limit(book, { month: hkd('50.00') }) },
    'payment-limit-exceeded': { now: ({ book }) => book.change(alice, { paymentLimit: hkd('0') }) },
    'day-limit-exceeded': { now: ({ book }) => book.change(alice, { dayLimit: hkd('0') }) },
    'month-limit-exceeded': { now: ({ book }) => book.change(alice, { monthLimit: hkd('0') }) },
    'balance-not-enough': { now: ({ book }) => book.change(alice, { balance: hkd('0') }) },
  }) satisfies Readonly<Record<RefusalToCharge, Fault<unknown>>>;

/** The same where the price has still to be quoted. */
export const faultsToPay = <Request>(tooSmall: Fault<Request>, noRate: Fault<Request>) =>
  ({
    ...faultsToCharge(),
    'currency-not-supported': noRate,
    'amount-too-small': tooSmall,
  }) satisfies Readonly<Record<RefusalToPay, Fault<Request>>>;

export function limit(book: TestBook, change: Partial<ReturnType<typeof limitsOf>>): void {
  book.changePartner({ limits: { ...limitsOf(book), ...change } });
  if (book.receipts.find(partnerId)) return;
  const none = hkd('0');
  book.receipts.insert({ partnerId, total: { on: undefined, day: none, month: none } });
}

export const limitsOf = (book: TestBook) => {
  const partner = book.partners.get(partnerId);
  return partner?.limits ?? { payment: undefined, day: undefined, month: undefined };
};

/** An amount that rounds to zero exceeds no limit of the partner. */
export const tooSmallForLimits = [
  ['amount-too-small', 'partner-payment-limit-exceeded'],
  ['amount-too-small', 'partner-day-limit-exceeded'],
  ['amount-too-small', 'partner-month-limit-exceeded'],
] as const;

export const noRateAndTooSmall = ['currency-not-supported', 'amount-too-small'] as const;

export const payment = (paymentCode: string): Pay => ({
  partnerId,
  partnerTransId: 'order-1',
  amount: hkd('100.00'),
  settlementCurrency: 'HKD',
  paymentCode,
  subject: 'tea',
  details: {},
});

/** A barcode payment that waits for its password. */
export function waitingPayment(book: TestBook): void {
  if (book.orders.findOrder(partnerId, 'order-1')) return;
  book.change(alice, { passwordFreeLimit: hkd('0') });
  decidePay(book, payment(book.code()));
  book.change(alice, { passwordFreeLimit: undefined });
}

export function pass(book: TestBook, span: Duration): void {
  book.now = after(book.now, span);
}

export const orderOf = (book: TestBook) => book.orders.findOrder(partnerId, 'order-1');

export function paidPayment(book: TestBook): void {
  if (!orderOf(book)) decidePay(book, payment(book.code()));
}

export const suspended = {
  now: ({ book }: { book: TestBook }) => book.changePartner({ status: 'suspended' }),
};
export const frozen = {
  now: ({ book }: { book: TestBook }) => book.change(alice, { status: 'frozen' }),
};
export const otherKind = {
  now: ({ book }: { book: TestBook }) => book.changePartner({ accepts: ['ALIPAYCN'] }),
};
export const settledIn = (currency: 'USD' | 'CNY') => ({
  now: ({ book }: { book: TestBook }) => book.changePartner({ currency }),
});

export const noTrade = '2026112200000000000000000000' as TradeId;
