/**
 * Goal: payments are converted at the published rates only.
 * Method: the JSON from the database, parsed and queried.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rate } from '@sampan/primitives';
import { noRates, one, readRateTable } from './rate-table.ts';

test('a table says the CNY for one unit of each currency, and CNY is its own measure', () => {
  const table = readRateTable('{"AUD":"4.877600","JPY":"0.060934"}');
  assert.deepEqual(table.rateOf('AUD'), rate('4.877600'));
  assert.deepEqual(table.rateOf('JPY'), rate('0.060934'));
  assert.equal(table.rateOf('CNY'), one);
  assert.equal(table.rateOf('USD'), undefined);
  assert.equal(noRates.rateOf('USD'), undefined);
  assert.equal(noRates.rateOf('CNY'), one);
});

test('the same text is read once; another one is read anew', () => {
  const first = readRateTable('{"AUD":"4.877600"}');
  assert.equal(readRateTable('{"AUD":"4.877600"}'), first);
  const second = readRateTable('{"AUD":"4.900000"}');
  assert.deepEqual(second.rateOf('AUD'), rate('4.900000'));
  assert.deepEqual(first.rateOf('AUD'), rate('4.877600'), 'who holds the old one keeps it');
});

test('a currency that this version does not know is passed over', () => {
  const table = readRateTable('{"XAU":"3000.000000","AUD":"4.877600"}');
  assert.deepEqual(table.rateOf('AUD'), rate('4.877600'));
});
