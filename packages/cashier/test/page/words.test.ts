/**
 * Goal: the till speaks three languages without a gap, and each refusal has its sentences.
 * Method: the catalogues are compared with each other and with the declared refusals.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalTexts, tillApi } from '@sampan/cashier/api';
import { type Catalogue, languages, openWords } from '../../../web/src/shared/words/words.tsx';
import { en } from '../../page/words/en.ts';
import { tillRefusals } from '../../page/words/till-refusals.ts';
import { zhCn } from '../../page/words/zh-cn.ts';
import { zhHk } from '../../page/words/zh-hk.ts';

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name))].sort();

const catalogues: Readonly<Record<(typeof languages)[number], Catalogue>> = {
  en,
  'zh-HK': zhHk,
  'zh-CN': zhCn,
};

for (const language of languages) {
  test(`${language} has every text, with the same placeholders`, () => {
    const words = openWords(language, catalogues[language]);
    for (const [id, text] of Object.entries(en)) {
      const own = catalogues[language][id] ?? '';
      assert.notEqual(own, '', id);
      const usual = placeholders(text);
      const values = Object.fromEntries(usual.map((name) => [name, 2]));
      for (const name of placeholders(own)) assert.ok(usual.includes(name), `${id}: {${name}}`);
      assert.doesNotMatch(words._(id, values), /[{}]/, id);
    }
    assert.equal(Object.keys(catalogues[language]).length, Object.keys(en).length);
  });
}

test('the Chinese of Hong Kong and of the mainland are written apart', () => {
  const mainland = /[这为务开关见钱设认码额闭连网发请银]/;
  for (const [id, text] of Object.entries(zhHk)) assert.doesNotMatch(text, mainland, id);
  const hongKong = /[這為務開關見錢設認碼額閉連網發請銀]/;
  for (const [id, text] of Object.entries(zhCn)) assert.doesNotMatch(text, hongKong, id);
});

test('every refusal of the gateway and of the till has its sentence', () => {
  const ids = new Set(Object.keys(en));
  for (const text of refusalTexts) {
    for (const part of [`refusal.${text}.title`, `refusal.${text}.what`, `short.${text}`]) {
      assert.ok(ids.has(part), part);
    }
  }
  const declared = Object.values(tillApi).flatMap((route) =>
    'errors' in route ? Object.keys(route.errors) : [],
  );
  // These mean a mistake of the page, or are said where they happen.
  const others = [
    'cashier-unknown',
    'payment-unknown',
    'payment-not-unknown',
    'refund-unknown',
    'z-unknown',
    'id-reused',
    'token-unknown',
    'not-paired',
    'too-many-streams',
  ];
  const known: readonly string[] = [...tillRefusals, ...others];
  assert.deepEqual(
    [...new Set(declared)].filter((code) => !known.includes(code)),
    [],
  );
  for (const code of tillRefusals) assert.ok(ids.has(`till.${code}`), code);
});
