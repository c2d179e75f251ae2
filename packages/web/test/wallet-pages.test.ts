/**
 * Goal: the wallet stays small, says every refusal of the server in its words, and has all words in all languages.
 * Method: the files of the build are added up; declarations and catalogues are compared.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { buyerApi } from '@sampan/api';
import { EventReader } from '../src/wallet/api/event-reader.ts';
import { en } from '../src/wallet/words/en.ts';
import { zhCn } from '../src/wallet/words/zh-cn.ts';
import { zhHk } from '../src/wallet/words/zh-hk.ts';
import { placeholdersOf } from './placeholders.ts';

const pages = new URL('../dist/pages/', import.meta.url);
const assets = readdirSync(new URL('assets/', pages));
const manifest: Readonly<Record<string, { readonly file: string }>> = JSON.parse(
  readFileSync(new URL('.vite/manifest.json', pages), 'utf8'),
);

/** What a document loads for home and payment code; all else is imported when it is wanted. */
function filesOf(wallet: string): readonly string[] {
  const html = readFileSync(new URL(`${wallet}/index.html`, pages), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\.\/(assets\/[^"]+)"/g)];
  const font = assets.filter((name) => name.endsWith('.woff2')).map((name) => `assets/${name}`);
  return [...named.map(([, file = '']) => file), ...font];
}

for (const wallet of ['ferry', 'lantern']) {
  test(`home and payment code of ${wallet} are at most 200 kB gzipped, 170 kB in Brotli`, () => {
    // One language is loaded, of the page and of the shared parts.
    const words = Object.entries(manifest)
      .filter(([source]) =>
        /^\.\.\/src\/(?:wallet|shared)\/words\/(?:en|zh-hk|zh-cn)\.ts$/.test(source),
      )
      .map(([, { file }]) => file);
    const files = filesOf(wallet);
    assert.ok(files.length > 3 && words.length === 6);
    for (const [ending, most] of [
      ['.gz', 200_000],
      ['.br', 170_000],
    ] as const) {
      const largest = Math.max(...words.map((name) => sizeOf(name, ending)));
      const sum = files.reduce((bytes, file) => bytes + sizeOf(file, ending), 2 * largest);
      assert.ok(sum <= most, `${sum} bytes of ${ending}`);
    }
    assert.ok(
      !files.some((file) => /scan-page|history-page|ponyfill/.test(file)),
      'are loaded later',
    );
  });
}

function sizeOf(file: string, ending: string): number {
  try {
    return statSync(new URL(file + ending, pages)).size;
  } catch {
    return statSync(new URL(file, pages)).size;
  }
}

test('every refusal of the API that a page can meet has a sentence and a next step', () => {
  const text = readFileSync(new URL('../src/wallet/refusals.ts', import.meta.url), 'utf8');
  const codes = Object.values(buyerApi).flatMap((route) =>
    'errors' in route ? Object.keys(route.errors) : [],
  );
  // The live stream is asked again by itself.
  const missing = [...new Set(codes)].filter(
    (code) => code !== 'too-many-streams' && !new RegExp(`^  '?${code}'?: \\{`, 'm').test(text),
  );
  assert.deepEqual(missing, []);
});

test('all catalogues have the same placeholders, full-width punctuation and no empty text', () => {
  for (const translated of [zhHk, zhCn] as Readonly<Record<string, string>>[]) {
    for (const [id, text] of Object.entries(en)) {
      const other = translated[id] ?? '';
      assert.deepEqual(placeholdersOf(other), placeholdersOf(text), id);
      assert.notEqual(other, '', id);
      assert.doesNotMatch(other, /[\u4e00-\u9fff][,.!?;]/, id);
    }
  }
});

test('events are read however the network cuts them', () => {
  const text =
    'retry: 2000\n\nid: 1-paid-2\nevent: paid\ndata: {"a":1}\n\n: beat\n\nevent: balance\ndata: {}\n\n';
  const whole = new EventReader().read(text);
  assert.deepEqual(whole, [
    { id: '1-paid-2', kind: 'paid', data: '{"a":1}' },
    { id: undefined, kind: 'balance', data: '{}' },
  ]);
  for (let cut = 0; cut < text.length; cut++) {
    const reader = new EventReader();
    const parts = [...reader.read(text.slice(0, cut)), ...reader.read(text.slice(cut))];
    assert.deepEqual(parts, whole);
  }
});
