// Goal: a file has one name and one byte form, and no character is lost.
// Method: tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '@sampan/primitives';
import { decodeBytes, fileBytes, fileName, parseFileName, standardForm } from '../index.ts';

test('every line ends with LF, or with CRLF where that is wanted', () => {
  const hex = (lines: readonly string[], lineEnd: 'LF' | 'CRLF') =>
    fileBytes(lines, { charset: 'UTF-8', lineEnd }).toString('latin1');
  assert.equal(hex(['a|b', 'c'], 'LF'), 'a|b\nc\n');
  assert.equal(hex(['a|b', 'c'], 'CRLF'), 'a|b\r\nc\r\n');
  assert.equal(hex([], 'LF'), '');
});

test('parts that are encoded one after the other are the whole', () => {
  const lines = ['茶', 'é😀', 'x'];
  const parts = lines.map((line) => fileBytes([line], standardForm));
  assert.deepEqual(Buffer.concat(parts), fileBytes(lines, standardForm));
});

test('UTF-8 comes without a byte order mark', () => {
  assert.deepEqual([...fileBytes(['茶'], standardForm)], [0xe8, 0x8c, 0xb6, 0x0a]);
});

test('what GBK or GB2312 cannot hold goes by its number, and never becomes a question mark', () => {
  const decoded = (text: string, charset: 'GBK' | 'GB2312') =>
    decodeBytes(fileBytes([text], { charset, lineEnd: 'LF' }), charset);
  assert.equal(decoded('茶餐廳|100.00', 'GBK'), '茶餐廳|100.00\n');
  assert.equal(decoded('㗎😀|100.00', 'GBK'), '&#13774;&#128512;|100.00\n');
  assert.equal(decoded('茶廳', 'GB2312'), '茶&#24307;\n');
});

test('a name says partner, kind and day', () => {
  const day = '2024-03-04' as BusinessDate;
  const partnerId = '2088000000000001';
  const names = (['transaction', 'settlement'] as const).map((kind) =>
    fileName({ kind, partnerId, day }),
  );
  assert.deepEqual(names, [
    '2088000000000001_transaction_20240304.txt',
    '2088000000000001_settlement_20240304.txt',
  ]);
  assert.deepEqual(parseFileName(names[1] ?? ''), { kind: 'settlement', partnerId, day });
  for (const name of [
    '',
    '2088000000000001_transaction_20240230.txt',
    '2088000000000001_transaction_20240304.csv',
    '2088000000000001_fptrade_20240304.txt',
    '../2088000000000001_transaction_20240304.txt',
    '2088000000000001_transaction_20240304.txt\n',
    '208800000000001_transaction_20240304.txt',
  ]) {
    assert.equal(parseFileName(name), undefined, name);
  }
});
