/**
 * Goal: a program cannot take "not paid" for "failed": what is not paid may be unknown.
 * Method: the compiler refuses each wrong line; `tsc` fails when it does not.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NotPaidReason, RefundOutcome, SaleOutcome } from '@sampan/sdk';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** The members that are, or may be, a boolean. */
type Flags<T> = T extends unknown
  ? {
      [Name in keyof T]-?: boolean extends T[Name] ? Name : T[Name] extends boolean ? Name : never;
    }[keyof T]
  : never;

test('a sale is paid, not paid or unknown, and has no flag', () => {
  const three: Same<SaleOutcome['outcome'], 'paid' | 'notPaid' | 'unknown'> = true;
  const none: Same<Flags<SaleOutcome> | Flags<RefundOutcome>, never> = true;
  assert.ok(three && none);
});

/** How a program would tell the cashier that it failed. */
const failed = (why: NotPaidReason): string => why;

function tell(sale: SaleOutcome): string {
  // @ts-expect-error there is no boolean to ask
  if (sale.paid) return 'hand over';
  if (sale.outcome === 'paid') return 'hand over';
  // @ts-expect-error what is not paid may be unknown, which has no reason
  const wrong: NotPaidReason = sale.why;
  if (sale.outcome === 'notPaid') return failed(sale.why);
  // @ts-expect-error an unknown sale did not fail
  const alsoWrong: Extract<SaleOutcome, { outcome: 'notPaid' }> = sale;
  return [sale.state, wrong, alsoWrong.outcome].join();
}

test('only a case for each of the three compiles', () => {
  const known = { id: 'T-1', amount: '1.00', currency: 'HKD', attempts: [], next: [] } as const;
  assert.equal(tell({ outcome: 'paid', ...known }), 'hand over');
  assert.equal(tell({ outcome: 'notPaid', why: 'closed', ...known }), 'closed');
  assert.match(tell({ outcome: 'unknown', state: 'waiting', ...known }), /^waiting/);
});
