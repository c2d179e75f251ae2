/**
 * Goal: a payment goes only from one state to another that may follow, and never again from an end.
 * Method: drawn events in any order; tables.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SaleOutcome } from '@sampan/sdk';
import fc from 'fast-check';
import {
  isFinal,
  moved,
  needsAcknowledgement,
  neverSent,
  noted,
  type Payment,
  settled,
  silentSide,
} from './payment.ts';
import { refusalTextOf } from './refusal-text.ts';
import { seenScan } from './same-scan.ts';

const begun: Payment = {
  ...{ id: 'T1-1', requestId: 'request-1', orderId: 'order-1', kind: 'scan', state: 'begun' },
  ...{ amount: '46.00', at: 1_000, cashierId: 'lee', isOpened: false, trail: [] },
};
const known = { id: 'T1-1', amount: '46.00', currency: 'HKD', attempts: [], next: [] } as const;
const outcomes: readonly SaleOutcome[] = [
  { outcome: 'paid', ...known, wallet: 'ALIPAYHK', paidAt: '20261127120431' },
  { outcome: 'notPaid', why: 'refused', code: 'BUYER_NOT_EXIST', ...known },
  { outcome: 'notPaid', why: 'cancelled', ...known },
  { outcome: 'unknown', state: 'cancelling', ...known },
];
const query = (result: string) => ({ at: '2026-11-27T04:04:31Z', call: 'query' as const, result });

const events: readonly ((payment: Payment) => Payment)[] = [
  ...outcomes.map((outcome) => (payment: Payment) => settled(payment, outcome, 5_000)),
  ...['waiting', 'cancelling', 'refunding', 'paid'].map(
    (to) => (payment: Payment) => moved(payment, to),
  ),
  (payment) => noted(payment, query('success'), true),
  (payment) => neverSent(payment, 5_000),
];

test('an end is an end, and unknown goes nowhere but to an end', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events)), (drawn) => {
      let payment = begun;
      for (const event of drawn) {
        const before = payment;
        payment = event(before);
        if (isFinal(before)) assert.equal(payment.state, before.state);
        if (before.state === 'unknown') assert.ok(isFinal(payment) || payment.state === 'unknown');
        assert.equal(payment.decidedAt !== undefined, isFinal(payment));
        assert.equal(
          needsAcknowledgement(payment),
          isFinal(payment) && payment.unknownSince !== undefined,
        );
      }
    }),
  );
});

test('only the gateway makes a payment paid, at its own time', () => {
  const [paid] = outcomes;
  assert.ok(paid);
  const { state, paidAt, decidedAt } = settled(begun, paid, 5_000);
  assert.deepEqual([state, paidAt, decidedAt], ['paid', Date.UTC(2026, 10, 27, 4, 4, 31), 5_000]);
});

test('a discrepancy is explained by the outcome', () => {
  const discrepancy = { at: 2_000, by: 'ng', reason: 'customer left' };
  const [paid] = outcomes;
  assert.ok(paid);
  const after = settled(
    { ...begun, state: 'unknown', unknownSince: 1_500, discrepancy },
    paid,
    5_000,
  );
  assert.deepEqual(after.discrepancy, { ...discrepancy, clearedAt: 5_000, clearedBy: 'gateway' });
});

test('which side was silent', () => {
  const sides = [
    ['success', 'customer'],
    ['unknown: pending', 'customer'],
    ['unknown: timed-out', 'gateway'],
    ['unknown: not-sent', 'gateway'],
    ['unknown: system-error', undefined],
  ] as const;
  for (const [result, side] of sides) {
    assert.equal(
      silentSide({ kind: 'scan', trail: [query('success'), query(result)] }),
      side,
      result,
    );
  }
  assert.equal(
    silentSide({ kind: 'show', trail: [query('refused: TRADE_NOT_EXIST')] }),
    'customer',
  );
});

test('the same scan: of this order, of another one, and later a new one', () => {
  const paid: Payment = { ...begun, state: 'paid' };
  assert.equal(seenScan([paid], 'order-1', 10_999).is, 'same');
  assert.equal(seenScan([paid], 'order-2', 10_999).is, 'of-other-order');
  assert.equal(seenScan([paid], 'order-2', 11_000).is, 'new');
  assert.equal(seenScan([begun], 'order-1', 60_000).is, 'same');
});

test('each code of the table has its sentence, and others have one', () => {
  const codes = [
    ['SOUNDWAVE_PARSER_FAIL', 'code-expired'],
    ['NO_PAYMENT_INSTRUMENTS_AVAILABLE', 'balance-not-enough'],
    ['NOT_SUPPORT_PAYMENT_INST', 'wallet-not-accepted'],
    ['BEYOND_PER_RECEIPT_RESTRICTION', 'amount-above-limit'],
    ['BEYOND_PAY_RESTRICTION', 'customer-limit'],
    ['USER_DAY_LIMIT_EXCEED', 'customer-limit'],
    ['TRADE_BUYER_NOT_MATCH', 'other-customer'],
    ['ILLEGAL_SIGN', 'set-up-wrong'],
    ['ACCESS_FORBIDDEN', 'set-up-wrong'],
    ['SOMETHING_NEW', 'gateway-refused'],
  ] as const;
  for (const [code, text] of codes) assert.equal(refusalTextOf(code), text, code);
});
