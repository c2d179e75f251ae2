/**
 * Goal: amounts, times, keys, codes and words are right, whatever page uses them.
 * Method: the pure parts are called directly; the catalogues are compared with each other.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code128 } from '../src/shared/codes/code128.ts';
import { amountParts, amountText, spokenAmount } from '../src/shared/format/amounts.ts';
import { clockTime, dateText, dayOf, dayText, fullTime } from '../src/shared/format/times.ts';
import { amountAfter } from '../src/shared/format/typed-amount.ts';
import type { Key } from '../src/shared/parts/key.ts';
import { en } from '../src/shared/words/en.ts';
import { type Catalogue, languageFor, openWords } from '../src/shared/words/words.tsx';
import { zhCn } from '../src/shared/words/zh-cn.ts';
import { zhHk } from '../src/shared/words/zh-hk.ts';
import { placeholdersOf } from './placeholders.ts';

test('an amount is grouped, with a true minus', () => {
  assert.deepEqual(amountParts('1284.60'), { sign: '', whole: '1,284', decimals: '.60' });
  assert.deepEqual(amountParts('-68.00'), { sign: '−', whole: '68', decimals: '.00' });
  assert.deepEqual(amountParts('100000000.00').whole, '100,000,000');
  assert.equal(amountText('5000', 'JPY'), 'JPY 5,000');
  assert.equal(spokenAmount('46.00', 'HKD', 'en'), 'Hong Kong Dollar 46.00');
});

test('times are those of GMT+8', () => {
  const at = '2026-11-25T16:04:31Z';
  assert.equal(clockTime(at), '00:04');
  assert.equal(fullTime(at), '2026-11-26 00:04:31');
  assert.equal(dayOf(at), '2026-11-26');
  assert.equal(dayText('2026-11-26', 'en'), 'Thu 26 Nov');
  assert.equal(dayText('2026-11-26', 'zh-HK'), '11月26日 星期四');
  assert.equal(dateText('2026-03-03', 'en'), '3 Mar 2026');
});

test('keys make an amount, and no key makes a wrong one', () => {
  const typed = (keys: string, decimals = 2) =>
    [...keys].reduce(
      (text, key) => amountAfter(text, (key === '<' ? 'erase' : key) as Key, decimals),
      '',
    );
  assert.equal(typed('46.5'), '46.5');
  assert.equal(typed('46.505'), '46.50');
  assert.equal(typed('0046'), '46');
  assert.equal(typed('.5'), '0.5');
  assert.equal(typed('1..2'), '1.2');
  assert.equal(typed('12<<'), '');
  assert.equal(typed('5.0', 0), '50');
  assert.equal(typed('12345678901'), '123456789');
});

test('a payment code of 18 digits is 134 modules wide, with the check of the standard', () => {
  const { width, bars } = code128('288412345678901234');
  assert.equal(width, 134);
  assert.deepEqual(bars[0], { at: 0, wide: 2 });
  assert.deepEqual(bars.at(-1), { at: 132, wide: 2 });
  assert.throws(() => code128('123'));
});

test('a browser gets a language it asks for', () => {
  assert.equal(languageFor(['fr', 'zh-TW', 'en']), 'zh-HK');
  assert.equal(languageFor(['zh']), 'zh-CN');
  assert.equal(languageFor(['de']), 'en');
});

test('plurals and placeholders are filled in', () => {
  const words = openWords('en', { tries: '{n, plural, one {# try} other {# tries}} until {time}' });
  assert.equal(words._('tries', { n: 1, time: '12:04' }), '1 try until 12:04');
  assert.equal(words._('tries', { n: 2, time: '12:04' }), '2 tries until 12:04');
});

test('all catalogues have the same placeholders and no empty text', () => {
  for (const translated of [zhHk, zhCn] as Catalogue[]) {
    for (const [id, text] of Object.entries(en)) {
      assert.deepEqual(placeholdersOf(translated[id] ?? ''), placeholdersOf(text), id);
      assert.notEqual(translated[id], '', id);
    }
  }
});
