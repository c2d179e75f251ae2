/**
 * Goal: a waiting trade is paid by its own buyer, once, in time, and within the wallet's limits.
 * Method: a table of refusals in their order, and the answers when the buyer confirms twice.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { alice, bob, hkd, partnerId, type TestBook, testBook } from '#test-kit';
import { decideCancel } from './cancel.ts';
import { type Confirm, type ConfirmOutcome, decideConfirm } from './confirm.ts';
import { decidePay } from './pay.ts';

/** A trade of 100.00 that has waited for Alice's password since 10:00. */
function waiting(): { readonly book: TestBook; readonly confirm: Confirm } {
  const book = testBook({ wallet: { passwordFreeLimit: hkd('0.00') } });
  const terms = {
    amount: hkd('100.00'),
    settlementCurrency: 'HKD' as const,
    subject: 'tea',
    details: {},
  };
  const order = { partnerId, partnerTransId: 'order-1', paymentCode: book.code() };
  const opened = decidePay(book, { ...order, ...terms });
  assert.ok(opened.outcome === 'unknown');
  const tradeId = opened.trade.id;
  return { book, confirm: { walletId: alice, partnerId, tradeId, answer: 'confirm' } };
}

const said = (answer: ConfirmOutcome): string =>
  answer.outcome === 'refused' ? answer.refusal : answer.outcome;

// Every row also has the faults of the rows below it.
const faults: readonly [answer: string, fault: (book: TestBook) => void][] = [
  ['trade-closed', (book) => void book.at('2026-11-22 10:03')],
  ['partner-suspended', (book) => book.changePartner({ status: 'suspended' })],
  ['wallet-frozen', (book) => book.change(alice, { status: 'frozen' })],
  ['wallet-kind-not-accepted', (book) => book.changePartner({ accepts: ['ALIPAYCN'] })],
  ['payment-limit-exceeded', (book) => book.change(alice, { paymentLimit: hkd('99.99') })],
  ['day-limit-exceeded', (book) => book.change(alice, { dayLimit: hkd('99.98') })],
  ['month-limit-exceeded', (book) => book.change(alice, { monthLimit: hkd('99.97') })],
  ['balance-not-enough', (book) => book.change(alice, { balance: hkd('99.96') })],
  ['paid', () => undefined],
];
for (const [index, [answer]] of faults.entries()) {
  test(`a confirmation is answered ${answer} before all that follows`, () => {
    const { book, confirm } = waiting();
    for (const [, fault] of faults.slice(index)) fault(book);
    assert.equal(said(decideConfirm(book, confirm)), answer);
    assert.equal(book.journal.entries.length, answer === 'paid' ? 1 : 0);
  });
}

test('a trade is unknown to another buyer, under another partner and under another id', () => {
  const { book, confirm } = waiting();
  const others: readonly Partial<Confirm>[] = [
    { walletId: bob },
    { partnerId: '2088000000000009' as PartnerId },
    { tradeId: `${confirm.tradeId.slice(0, -1)}x` as Confirm['tradeId'] },
  ];
  for (const other of others) {
    assert.equal(said(decideConfirm(book, { ...confirm, ...other })), 'trade-unknown');
  }
});

test('a buyer without enough money may top up and confirm again', () => {
  const { book, confirm } = waiting();
  book.change(alice, { balance: hkd('99.99') });
  assert.equal(said(decideConfirm(book, confirm)), 'balance-not-enough');
  book.change(alice, { balance: hkd('100.00') });
  assert.equal(said(decideConfirm(book, confirm)), 'paid');
  assert.deepEqual(book.wallet().balance, hkd('0.00'));
});

const twice: readonly [first: string, then: Confirm['answer'], answer: string][] = [
  ['confirm', 'confirm', 'paid'],
  ['confirm', 'reject', 'trade-paid'],
  ['reject', 'reject', 'rejected'],
  ['reject', 'confirm', 'trade-closed'],
  ['cancel', 'confirm', 'trade-closed'],
  ['cancel', 'reject', 'trade-closed'],
];
for (const [first, then, answer] of twice) {
  test(`after ${first}, ${then} is answered ${answer} and moves nothing`, () => {
    const { book, confirm } = waiting();
    const cancel = { partnerId, partnerTransId: 'order-1', tradeId: undefined } as const;
    if (first === 'cancel') decideCancel(book, { ...cancel, service: 'cancel' });
    else decideConfirm(book, { ...confirm, answer: first as Confirm['answer'] });
    const entries = book.journal.entries.length;
    assert.equal(said(decideConfirm(book, { ...confirm, answer: then })), answer);
    assert.equal(book.journal.entries.length, entries);
  });
}

test('a payment counts for the day on which it is confirmed', () => {
  const book = testBook({ wallet: { passwordFreeLimit: hkd('0.00'), dayLimit: hkd('150.00') } });
  const pay = (order: string) => {
    const terms = {
      amount: hkd('100.00'),
      settlementCurrency: 'HKD' as const,
      subject: 'tea',
      details: {},
    };
    const key = { partnerId, partnerTransId: order, paymentCode: book.code() };
    const opened = decidePay(book, { ...key, ...terms });
    assert.ok(opened.outcome === 'unknown');
    return { walletId: alice, partnerId, tradeId: opened.trade.id, answer: 'confirm' } as const;
  };
  book.at('2026-11-22 23:58');
  const [first, second] = [pay('one'), pay('two')];
  assert.equal(said(decideConfirm(book, first)), 'paid');
  book.at('2026-11-22 23:59:59.999');
  assert.equal(said(decideConfirm(book, second)), 'day-limit-exceeded');
  book.at('2026-11-23 00:00');
  assert.equal(said(decideConfirm(book, second)), 'paid');
});
