/**
 * Goal: the rate file is written and read byte for byte, and a doubtful one is refused.
 * Method: the published rates of 4 May 2016 (15 §3.1), a table of broken files, and a property.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencies, instant, rate } from '@sampan/primitives';
import {
  bigInt,
  property as forAll,
  integer,
  assert as property,
  subarray,
  tuple,
} from 'fast-check';
import { at } from '../../test/file-rows.ts';
import { readRateFile, writeRateFile } from '../index.ts';

/** As published: all at 10:00:30 except USD. */
const published = `20160504|090530|USD|6.534600|
20160504|100030|EUR|7.491500|
20160504|100030|GBP|9.476100|
20160504|100030|HKD|0.838800|
20160504|100030|SGD|4.815600|
20160504|100030|AUD|4.877600|
20160504|100030|CHF|6.829600|
20160504|100030|CAD|5.124900|
20160504|100030|NZD|4.496100|
20160504|100030|JPY|0.060934|
20160504|100030|KRW|0.005814|
20160504|100030|THB|0.185877|
20160504|100030|DKK|1.007800|
20160504|100030|NOK|0.803000|
20160504|100030|SEK|0.809800|
`;

const fault = (text: string): string => {
  const read = readRateFile(text);
  return read.ok ? 'ok' : `${read.problem.line}: ${read.problem.reason}`;
};

test('the published rates are read and written byte for byte', () => {
  const read = readRateFile(published);
  assert.ok(read.ok);
  assert.equal(read.value.length, 15);
  assert.deepEqual(read.value[0], {
    at: at('2016-05-04 09:05:30'),
    currency: 'USD',
    rate: rate('6.534600'),
  });
  assert.deepEqual(read.value[9]?.rate, rate('0.060934'));
  assert.equal(writeRateFile(read.value), published);
});

test('a rate has six decimals here, whatever it has with us', () => {
  const line = (text: string) =>
    writeRateFile([{ at: at('2016-05-04 10:00:30'), currency: 'AUD', rate: rate(text) }]);
  assert.equal(line('5'), '20160504|100030|AUD|5.000000|\n');
  assert.equal(line('5.4194'), '20160504|100030|AUD|5.419400|\n');
  assert.equal(line('5.41940000'), '20160504|100030|AUD|5.419400|\n');
  assert.equal(line('5.41940049'), '20160504|100030|AUD|5.419400|\n');
  assert.equal(line('5.4194005'), '20160504|100030|AUD|5.419401|\n');
});

test('what an editor adds does not matter', () => {
  for (const text of [
    `\ufeff${published}`,
    published.replaceAll('\n', '\r\n'),
    published.trimEnd(),
  ]) {
    assert.deepEqual(readRateFile(text), readRateFile(published));
  }
});

test('a doubtful file is refused with the line and the reason', () => {
  const form = 'not of the form YYYYMMDD|HHMMSS|CCY|0.000000|';
  const broken: readonly (readonly [text: string, seen: string])[] = [
    ['', '1: the file is empty'],
    ['File download failed: empty file', `1: ${form}`],
    [`${published}\n`, `16: ${form}`],
    [published.replace('EUR|7.491500|', 'EUR|7.491500'), `2: ${form}`],
    [published.replace('7.491500', '7.4915'), `2: ${form}`],
    [published.replace('7.491500', '-7.491500'), `2: ${form}`],
    [published.replace('7.491500', '7,491500'), `2: ${form}`],
    [published.replace('7.491500', '07.491500'), '2: 07.491500 is not a rate'],
    [published.replace('7.491500', '0.000000'), '2: the rate of EUR is 0'],
    [
      published.replace('20160504|100030|EUR', '20160230|100030|EUR'),
      '2: there is no time 20160230 100030',
    ],
    [published.replace('100030|EUR', '250030|EUR'), '2: there is no time 20160504 250030'],
    [published.replace('EUR', 'XXX'), '2: XXX is not a currency that we know'],
    [published.replace('EUR', 'CNY'), '2: CNY has no rate to itself'],
    [published.replace('EUR', 'USD'), '2: USD stands there twice'],
  ];
  for (const [text, seen] of broken) assert.equal(fault(text), seen);
});

test('any rates are read as they were written', () => {
  const foreign = currencies.filter((currency) => currency !== 'CNY');
  const rates = tuple(
    subarray(foreign, { minLength: 1 }),
    integer({ min: 0, max: 4_000_000_000 }),
    bigInt({ min: 1n, max: 999_999_999_999n }),
  ).map(([some, second, numerator]) =>
    some.map((currency) => ({
      at: instant(second * 1_000),
      currency,
      rate: { numerator, scale: 6 },
    })),
  );
  property(
    forAll(rates, (all) => {
      assert.deepEqual(readRateFile(writeRateFile(all)), { ok: true, value: all });
    }),
  );
});
