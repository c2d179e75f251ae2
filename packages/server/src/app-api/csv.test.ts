/**
 * Goal: a table of any length becomes CSV that a spreadsheet reads and does not run.
 * Method: rows that are given page by page; what is asked of the pages is counted.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvCell, csvOf } from './csv.http.ts';

const rowsOf = (count: number) => ({
  name: 'numbers.csv',
  columns: { number: (row: number) => row, 'a,b': (row: number) => (row === 1 ? '=1' : undefined) },
  read: async (last = 0, limit: number) =>
    Array.from({ length: Math.min(limit, count - last) }, (_, index) => last + index + 1),
});

async function textOf(count: number): Promise<string> {
  let text = '';
  for await (const piece of csvOf(rowsOf(count))) text += piece;
  return text;
}

test('the names come first, then every row once, and an empty table has its names', async () => {
  assert.equal(await textOf(0), '\uFEFFnumber,"a,b"\r\n');
  assert.equal(await textOf(2), '\uFEFFnumber,"a,b"\r\n1,\'=1\r\n2,\r\n');
  for (const count of [499, 500, 501, 1_000, 1_234]) {
    const lines = (await textOf(count)).trimEnd().split('\r\n').slice(1);
    assert.equal(lines.length, count);
    assert.equal(lines.at(-1), `${count},`);
  }
});

test('a page is read only when the one before was taken', async () => {
  let pages = 0;
  const table = rowsOf(100_000);
  const pieces = csvOf({
    ...table,
    read: (last, limit) => {
      pages++;
      return table.read(last, limit);
    },
  });
  await pieces.next();
  await pieces.next();
  assert.equal(pages, 1);
  await pieces.next();
  assert.equal(pages, 2);
  await pieces.return(undefined);
  assert.equal(pages, 2, 'a receiver that has gone is not read for');
});

test('what a spreadsheet would run is text, and numbers stay numbers', () => {
  for (const [cell, text] of [
    ['=cmd|calc', "'=cmd|calc"],
    ['+85212345678', '+85212345678'],
    ['+A1', "'+A1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['\uFF1D1+1', "'\uFF1D1+1"],
    ['-8.00', '-8.00'],
    ['say "hi", twice', '"say ""hi"", twice"'],
    [undefined, ''],
    [0, '0'],
    [-3, '-3'],
  ] as const) {
    assert.equal(csvCell(cell), text);
  }
});
