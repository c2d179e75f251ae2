/**
 * Goal: a wallet spends no more than its limits per payment, GMT+8 day and month.
 * Method: lists of payments in order, each with its time, amount and expectation.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hkd, testBook, time } from '#test-kit';
import { exceededLimit, receive, spend } from './wallet.ts';

type Step = readonly [at: string, amount: string, expected: string];

function follow(steps: readonly Step[]): void {
  let wallet = testBook().wallet();
  const limits = { paymentLimit: hkd('60'), dayLimit: hkd('100'), monthLimit: hkd('150') };
  wallet = { ...wallet, ...limits };
  for (const [at, amount, expected] of steps) {
    const exceeded = exceededLimit(wallet, hkd(amount), time(at));
    assert.equal(exceeded ?? 'paid', expected, `${amount} at ${at}`);
    if (!exceeded) wallet = spend(wallet, hkd(amount), time(at));
  }
}

test('limits are reached to the cent: payment, day, month', () => {
  follow([
    ['2026-11-22 10:00', '60.01', 'payment-limit-exceeded'],
    ['2026-11-22 10:00', '60.00', 'paid'],
    ['2026-11-22 10:01', '40.01', 'day-limit-exceeded'],
    ['2026-11-22 10:02', '40.00', 'paid'],
    ['2026-11-23 10:00', '50.01', 'month-limit-exceeded'],
    ['2026-11-23 10:00', '50.00', 'paid'],
    ['2026-11-30 10:00', '0.01', 'month-limit-exceeded'],
  ]);
});

test('the day ends at midnight in Hong Kong, not in Greenwich', () => {
  follow([
    ['2026-11-22 07:59', '60.00', 'paid'],
    ['2026-11-22 08:01', '40.01', 'day-limit-exceeded'],
    ['2026-11-22 23:59:59.999', '40.01', 'day-limit-exceeded'],
    ['2026-11-23 00:00', '40.01', 'paid'],
  ]);
});

test('the month ends with its last day; a new one begins at nothing', () => {
  follow([
    ['2026-11-29 10:00', '60.00', 'paid'],
    ['2026-11-29 10:01', '40.00', 'paid'],
    ['2026-11-30 23:59:59.999', '60.00', 'month-limit-exceeded'],
    ['2026-12-01 00:00', '60.00', 'paid'],
    ['2026-12-01 00:01', '40.00', 'paid'],
    ['2026-12-02 00:01', '50.01', 'month-limit-exceeded'],
    ['2027-12-02 00:01', '50.01', 'paid'],
  ]);
});

test('a clock that is a little behind midnight does not open the old day again', () => {
  follow([
    ['2026-11-30 23:59:59', '60.00', 'paid'],
    ['2026-12-01 00:00:00.010', '60.00', 'paid'],
    ['2026-11-30 23:59:59.990', '40.01', 'day-limit-exceeded'],
    ['2026-11-30 23:59:59.990', '40.00', 'paid'],
    ['2026-12-01 00:00:00.020', '0.01', 'day-limit-exceeded'],
    ['2026-12-02 10:00', '50.01', 'month-limit-exceeded'],
  ]);
});

test('money that comes in changes the balance and no limit', () => {
  const spent = spend(testBook().wallet(), hkd('30'), time('2026-11-22 10:00'));
  const received = receive(spent, hkd('30'));
  assert.deepEqual(received.spending, spent.spending);
  assert.deepEqual(received.balance, hkd('1000'));
});

test('a payment beyond the balance is our mistake, not a debt', () => {
  const wallet = testBook().wallet();
  assert.throws(() => spend(wallet, hkd('1000.01'), time('2026-11-22 10:00')), /overdrawn/);
  assert.throws(() => spend(wallet, { currency: 'AUD', minor: 1n }, time('2026-11-22')), /meets/);
});
