/**
 * Goal: the rows of every generation of file are read as they stand there, and an incomplete or
 * damaged file is not taken for a whole one.
 * Method: files as the server writes them, cut into pieces of every size.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MoneyFileError, type MoneyFileRow, readMoneyFile, readRates } from '@sampan/sdk/files';
import {
  cut,
  type Entry,
  settlementText,
  transactionText,
} from '../../protocol/test/money-files.ts';

const entries: readonly Entry[] = [
  { kind: 'payment', id: 'T-1', amount: '39.25', fee: '0.24' },
  { kind: 'refund', id: 'R-1', amount: '10.00', fee: '0.06', order: 'T-1' },
];

async function rowsOf(source: AsyncIterable<Uint8Array>): Promise<readonly MoneyFileRow[]> {
  const rows: MoneyFileRow[] = [];
  for await (const row of readMoneyFile(source)) rows.push(row);
  return rows;
}

test('a transaction file, in pieces of any size', async () => {
  const text = transactionText(entries);
  const whole = await rowsOf(cut(text));
  assert.deepEqual(
    whole.map(({ line, from, kind, partnerTransactionId, amount, fee, currency }) =>
      [line, from, kind, partnerTransactionId, amount, fee, currency].join(' '),
    ),
    ['3 transaction payment T-1 39.25 0.24 HKD', '4 transaction refund R-1 10.00 0.06 HKD'],
  );
  assert.equal(whole[0]?.at, '2024-03-04T02:45:42.000Z');
  assert.equal(whole[0]?.issue, 'ALIPAYHK');
  for (const size of [1, 7, 64]) assert.deepEqual(await rowsOf(cut(text, size)), whole);
  assert.deepEqual(JSON.parse(JSON.stringify(whole)), whole);
});

test('a settlement file of both contracts', async () => {
  const [hk] = await rowsOf(cut(settlementText(entries)));
  assert.equal(hk?.net, '39.01');
  assert.ok(hk && !('amountCny' in hk));
  const [global] = await rowsOf(cut(settlementText(entries, 'global')));
  assert.equal(global?.amountCny, '83.88');
  assert.equal(global?.rate, '0.8388');
});

test('a file that lacks its last row, and one with a damaged line', async () => {
  const text = transactionText(entries);
  const cutOff = text.split('\n').slice(0, -2).join('\n');
  await assert.rejects(rowsOf(cut(cutOff)), (error) => {
    assert.ok(error instanceof MoneyFileError);
    assert.match(error.reason, /has 1 records, its header says 2/);
    return true;
  });
  await assert.rejects(rowsOf(cut(text.replace('39.25', '39,25'))), /^MoneyFileError: line 3: /);
  await assert.rejects(rowsOf(cut('a picture')), /neither a transaction file/);
});

test('the file of rates, as a service answers it and as a stream', async () => {
  const text = '20160504|100030|HKD|0.838800|\n20160504|100030|JPY|0.060850|\n';
  const ratesOf = async (source: AsyncIterable<Uint8Array> | string) => {
    const rates: string[] = [];
    for await (const { currency, rate, at } of readRates(source)) {
      rates.push(`${currency} ${rate} ${at}`);
    }
    return rates;
  };
  const rates = ['HKD 0.8388 2016-05-04T02:00:30.000Z', 'JPY 0.06085 2016-05-04T02:00:30.000Z'];
  assert.deepEqual(await ratesOf(text), rates);
  for (const size of [1, 7, 64]) assert.deepEqual(await ratesOf(cut(text, size)), rates);
  await assert.rejects(ratesOf(text.replace('JPY', 'HKD')), /line 2: HKD stands there twice/);
  await assert.rejects(ratesOf(cut('x'.repeat(70_000))), /longer than 65536 bytes/);
});

test('a file is read no faster than its rows are taken', async () => {
  let pulled = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    const [columns = '', line = ''] = settlementText(entries).split('\n');
    yield Buffer.from(`${columns}\n`);
    for (;;) {
      pulled += 1;
      yield Buffer.from(`${line}\n`.repeat(100));
    }
  }
  let row = 0;
  for await (const _ of readMoneyFile(endless())) {
    assert.ok(pulled <= Math.floor(row / 100) + 1, `${pulled} blocks for ${row} rows`);
    row += 1;
    if (row === 2_000) break;
  }
});
