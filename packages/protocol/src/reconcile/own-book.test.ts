/**
 * Goal: books are read as partners write them, and doubtful ones are refused with the line.
 * Method: tables of CSV, in one piece and cut into single bytes.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut } from '../../test/money-files.ts';
import { type OwnColumnNames, type OwnRow, readOwnBook } from './own-book.ts';

async function read(text: string | Buffer, size = 65_536, names?: OwnColumnNames) {
  const rows: OwnRow[] = [];
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
  const end = await readOwnBook(cut(bytes, size), (row) => rows.push(row), names);
  return end.ok ? rows : `${end.problem.line}: ${end.problem.reason}`;
}

const plain = 'partner_transaction_id,amount,type\nP-1,100.00,PAYMENT\nR-1,40,REFUND\n';

test('three columns suffice', async () => {
  const rest = { currency: undefined, fee: undefined, transactionId: undefined };
  assert.deepEqual(await read(plain), [
    { line: 2, kind: 'payment', id: 'P-1', amount: 10_000n, ...rest },
    { line: 3, kind: 'refund', id: 'R-1', amount: 4_000n, ...rest },
  ]);
});

test('columns go by name, in any order and letter case; others are passed over', async () => {
  const text =
    'Note,TYPE,fee,transaction_id,amount,currency,partner_transaction_id\n' +
    '"said ""x"",\ny",cancel,0.6,T1,-1234.500,hkd,"P,1"\n';
  assert.deepEqual(await read(text), [
    {
      line: 3,
      kind: 'cancel',
      id: 'P,1',
      amount: 123_450n,
      currency: 'HKD',
      fee: 60n,
      transactionId: 'T1',
    },
  ]);
});

test('a byte order mark, CRLF, blanks, empty lines and cut bytes do not matter', async () => {
  const expected = await read(plain);
  const dressed = `\ufeff${plain.replaceAll(',', ' , ').replaceAll('\n', '\r\n')}\r\n,,\r\n`;
  assert.deepEqual(await read(dressed), expected);
  assert.deepEqual(await read(dressed, 1), expected);
  assert.deepEqual(await read(plain.trimEnd()), expected);
});

test('ids in any script stay whole when the bytes are cut', async () => {
  const text = plain.replace('P-1', '茶😀');
  const rows = await read(text, 1);
  assert.ok(typeof rows !== 'string' && rows[0]?.id === '茶😀');
});

test('a book without rows is a book', async () => {
  assert.deepEqual(await read('partner_transaction_id,amount,type\n'), []);
});

test('a doubtful book is refused with the line and the reason', async () => {
  const row = (cells: string) =>
    `partner_transaction_id,amount,type,currency,fee\nA,1,PAYMENT,,\n${cells}\n`;
  const table: readonly (readonly [text: string, seen: string])[] = [
    ['', '1: the file is empty'],
    ['\n\n', '1: the file is empty'],
    ['id,amount,type\n', '1: the column partner_transaction_id is missing'],
    ['partner_transaction_id;amount;type\n', '1: the column partner_transaction_id is missing'],
    ['partner_transaction_id,amount,type,Amount\n', '1: the column amount stands there twice'],
    [row('B,1,PAYMENT'), '3: has 3 columns, not 5'],
    [row('B,1,PAYMENT,,,'), '3: has 6 columns, not 5'],
    [row(',1,PAYMENT,,'), '3: partner_transaction_id is empty'],
    [row('B,,PAYMENT,,'), '3: amount is empty'],
    [row('B,"1,000.00",PAYMENT,,'), '3: amount: "1,000.00" is not an amount such as 1234.50'],
    [row('B,1e3,PAYMENT,,'), '3: amount: "1e3" is not an amount such as 1234.50'],
    [row('B,1.005,PAYMENT,,'), '3: amount: "1.005" is not an amount such as 1234.50'],
    [row('B,HKD 1,PAYMENT,,'), '3: amount: "HKD 1" is not an amount such as 1234.50'],
    [row('B,1,SALE,,'), '3: type: "SALE" is not one of PAYMENT, REFUND, CANCEL, REVERSAL'],
    [row('B,1,,,'), '3: type is empty'],
    [row('B,1,PAYMENT,XXX,'), '3: currency: "XXX" is not a currency that we know'],
    [row('B,1,PAYMENT,,x'), '3: fee: "x" is not an amount such as 0.60'],
  ];
  for (const [text, seen] of table) assert.equal(await read(text), seen);
});

test('broken quotes and bytes that are not UTF-8 are reported with their line', async () => {
  assert.match(String(await read(`${plain}"B,1,PAYMENT\n`)), /^4: a quote is opened here/);
  assert.match(String(await read(`${plain}B"C,1,PAYMENT\n`)), /^4: a quote stands inside/);
  assert.match(String(await read(`${plain}"B"C,1,PAYMENT\n`)), /^4: something stands behind/);
  assert.match(String(await read(`${plain}"${'B\n'.repeat(600_000)}`)), /^4: longer than/);
  const gbk = Buffer.concat([
    Buffer.from(plain),
    Buffer.from([0xb2, 0xe8]),
    Buffer.from(',1,PAYMENT\n'),
  ]);
  assert.equal(await read(gbk), '4: not UTF-8');
  assert.equal(await read(gbk, 1), '4: not UTF-8');
  assert.equal(await read(Buffer.from(`\ufeff${plain}`, 'utf16le')), '1: not UTF-8');
});

test('columns with other names are taken as it is said; without types a minus is a refund', async () => {
  const names = { partner_transaction_id: 'Order No', amount: 'total' };
  const text = 'order no,TOTAL,type\nP-1,46.00,sale\n"R-1",-40.5,\n';
  const rows = await read(text, 1, names);
  assert.ok(typeof rows !== 'string');
  assert.deepEqual(
    rows.map(({ line, kind, id, amount }) => [line, kind, id, amount]),
    [
      [2, 'payment', 'P-1', 4_600n],
      [3, 'refund', 'R-1', 4_050n],
    ],
  );
  const missing = await read(text, 1, { ...names, fee: 'charge' });
  assert.equal(missing, '1: the column charge is missing');
});

test('the cell that cannot be read is named by its place', async () => {
  const text = `${plain}"P\n3","12,50",PAYMENT\n`;
  const end = await readOwnBook(cut(Buffer.from(text), 7), () => undefined);
  assert.ok(!end.ok);
  assert.equal(end.problem.line, 5);
  assert.deepEqual(end.problem.cell, { column: 'amount', place: 2, text: '12,50' });
});
