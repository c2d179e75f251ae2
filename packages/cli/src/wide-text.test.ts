/** Goal: help texts in Chinese line up in a terminal. Method: tables of texts and columns. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutWide, padWide, widthOf, wrapWide } from './wide-text.ts';

test('a Chinese character takes two columns', () => {
  assert.equal(widthOf('PID 商戶號。'), 12);
  assert.equal(padWide('退款', 6), '退款  ');
});

test('English breaks at blanks, and a long word keeps a line of its own', () => {
  assert.deepEqual(wrapWide('Query until it is known.', 10), ['Query', 'until it', 'is known.']);
  assert.deepEqual(wrapWide('a partner_trans_id b', 8), ['a', 'partner_trans_id', 'b']);
});

test('Chinese breaks between characters, and no line starts with punctuation', () => {
  assert.deepEqual(wrapWide('付款碼支付，可重發。', 10), ['付款碼支', '付，可重', '發。']);
  assert.deepEqual(wrapWide('以 partner 為準', 10), ['以 partner', '為準']);
});

test('an empty text is one empty line', () => {
  assert.deepEqual(wrapWide('', 10), ['']);
});

test('data is cut anywhere, and its pieces are the whole', () => {
  assert.deepEqual(cutWide('例：{"a":1}', 6), ['例：{"', 'a":1}']);
  assert.deepEqual(cutWide('', 6), ['']);
});
