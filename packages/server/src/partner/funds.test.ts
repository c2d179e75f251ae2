/**
 * Goal: receipts are summed over the lanes, and each batch stores only its own additions.
 * Method: books over given parts; stored values are compared with the changes.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money, type PartnerId } from '@sampan/primitives';
import { partnerId } from '#test-kit';
import { FundsBook } from './funds.ts';

const part = (lane: number, balance: bigint) =>
  ({ partnerId, currency: 'HKD', lane, balance }) as const;
const all = new Set([partnerId]);

test('what a partner is owed is the sum of all parts and of the changes of the batch', () => {
  const book = new FundsBook(2, [part(1, 500n), part(2, -100n)], all);
  book.change(partnerId, money('HKD', 50n));
  assert.deepEqual(book.available(partnerId, 'HKD'), money('HKD', 450n));
  assert.deepEqual(book.available(partnerId, 'AUD'), money('AUD', 0n));
});

test('a batch stores the difference, in the part of its own lane', () => {
  const book = new FundsBook(2, [part(1, 500n), part(2, 100n)], all);
  book.change(partnerId, money('HKD', 50n));
  book.change(partnerId, money('HKD', -350n));
  assert.deepEqual(book.changed(), [part(2, -300n)]);
});

test('changes that cancel each other store nothing', () => {
  const book = new FundsBook(1, [], all);
  book.change(partnerId, money('HKD', 50n));
  book.change(partnerId, money('HKD', -50n));
  assert.deepEqual(book.changed(), []);
});

test('receipts can be taken only when all are locked, and only up to their sum', () => {
  const other = '2088000000000002' as PartnerId;
  const book = new FundsBook(1, [part(1, 100n)], all);
  assert.throws(() => book.change(other, money('HKD', -1n)), /all parts/);
  assert.throws(() => book.available(other, 'HKD'), /all parts/);
  assert.throws(() => book.change(partnerId, money('HKD', -101n)), /never negative/);
});

test('changes are stored in the order of their keys, so that lanes never wait in a circle', () => {
  const ids = ['2088000000000009', '2088000000000003', '2088000000000005'] as PartnerId[];
  const book = new FundsBook(1, [], new Set());
  for (const id of ids) book.change(id, money('HKD', 1n));
  assert.deepEqual(
    book.changed().map((funds) => funds.partnerId),
    [...ids].sort(),
  );
});
