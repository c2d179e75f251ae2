/**
 * Goal: a command is tried again exactly when that may help, and called unknown when it may be stored.
 * Method: a table of what PostgreSQL, the system and the driver throw.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AssertionFailed } from '@sampan/primitives';
import { type Failure, failureOf } from './failure.ts';

const coded = (code: string) => Object.assign(new Error('some words: Connection closed'), { code });

const codes: Readonly<Record<Failure, readonly string[]>> = {
  conflict: ['40001', '40P01', '23505'],
  'lock-timeout': ['55P03'],
  'connection-lost': [
    ...['08000', '08003', '08006', '57P01', '57P02', '57P03', '57P05', '53300', '25P03', '25P04'],
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
    ...['ENOTFOUND', 'EAI_AGAIN', 'ENOENT', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'],
  ],
  fault: ['23514', '23503', '22003', '22021', '25P02', '26000', '42P01', '42501', '57014', '53100'],
};
for (const [failure, list] of Object.entries(codes)) {
  for (const code of list) {
    test(`${code} is ${failure}`, () => assert.equal(failureOf(coded(code)), failure));
  }
}

const messages: readonly [failure: Failure, error: unknown][] = [
  ['connection-lost', new Error('Connection terminated unexpectedly')],
  ['connection-lost', new Error('Connection terminated')],
  ['connection-lost', new Error('Client has encountered a connection error and is not queryable')],
  ['connection-lost', new Error('Client was closed and is not queryable')],
  ['connection-lost', new Error('timeout expired')],
  ['connection-lost', Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })],
  ['fault', new Error('This order was closed and its Connection terminated')],
  ['fault', new AssertionFailed('the trade is closed')],
  ['fault', new TypeError('Connection is not a function')],
  ['fault', new RangeError('Invalid time value')],
  ['fault', 'Connection terminated'],
  ['fault', undefined],
];
for (const [failure, error] of messages) {
  test(`"${error instanceof Error ? error.message : error}" is ${failure}`, () => {
    assert.equal(failureOf(error), failure);
  });
}
