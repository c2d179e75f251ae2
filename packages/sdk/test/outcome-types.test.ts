/**
 * Goal: a program cannot take "not paid" for "failed": what is not paid may be unknown.
 * Method: each wrong line is a question to the compiler, whose answer must be no; `tsc` fails when
 * it is another.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RefundOutcome, SaleOutcome } from '@sampan/sdk';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Whether every `A` may be given where a `B` is asked for. */
type Fits<A, B> = [A] extends [B] ? true : false;
type Has<T, Name extends string> = Name extends keyof T ? true : false;

/** The members that are, or may be, a boolean. */
type Flags<T> = T extends unknown
  ? { [Name in keyof T]-?: Extract<T[Name], boolean> extends never ? never : Name }[keyof T]
  : never;

type Not<Outcome extends SaleOutcome['outcome']> = Exclude<SaleOutcome, { outcome: Outcome }>;
type Failed = Extract<SaleOutcome, { outcome: 'notPaid' }>;

test('a sale is paid, not paid or unknown, and no flag says which', () => {
  const three: Same<SaleOutcome['outcome'], 'paid' | 'notPaid' | 'unknown'> = true;
  const flags: Same<Flags<SaleOutcome> | Flags<RefundOutcome>, never> = true;
  const canAsk: Has<SaleOutcome, 'paid'> = false;
  assert.deepEqual([three, flags, canAsk], [true, true, false]);
});

test('what is not paid is not thereby failed', () => {
  // `if (sale.outcome === 'paid') …; else fail(sale.why)`
  const hasReason: Has<Not<'paid'>, 'why'> = false;
  const isFailed: Fits<Not<'paid'>, Failed> = false;
  // Only the word itself says so.
  const saysSo: Fits<Exclude<Not<'paid'>, { outcome: 'unknown' }>, Failed> = true;
  assert.deepEqual([hasReason, isFailed, saysSo], [false, false, true]);
});

test('only a case for each of the three compiles', () => {
  const tell = (sale: SaleOutcome): string => {
    switch (sale.outcome) {
      case 'paid':
        return 'hand over';
      case 'notPaid':
        return sale.why;
      case 'unknown':
        return sale.state;
    }
  };
  const known = { id: 'T-1', amount: '1.00', currency: 'HKD', attempts: [], next: [] } as const;
  assert.equal(tell({ outcome: 'paid', ...known }), 'hand over');
  assert.equal(tell({ outcome: 'notPaid', why: 'closed', ...known }), 'closed');
  assert.equal(tell({ outcome: 'unknown', state: 'waiting', ...known }), 'waiting');
});
