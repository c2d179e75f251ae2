/**
 * Goal: the till opens at once on a slow tablet: what the counter loads stays small, and what is rare is loaded later.
 * Method: the files that the built pages name are added up.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';

const pages = new URL('../../dist/pages/', import.meta.url);
const assets = readdirSync(new URL('assets/', pages));

function sizeOf(file: string, ending: string): number {
  const packed = assets.includes(`${file}${ending}`) ? `${file}${ending}` : file;
  return statSync(new URL(`assets/${packed}`, pages)).size;
}

for (const page of ['index', 'display']) {
  test(`${page}.html loads at most 170 kB gzipped, 150 kB in Brotli`, () => {
    const html = readFileSync(new URL(`${page}.html`, pages), 'utf8');
    const named = [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)].map(
      ([, file = '']) => file,
    );
    const words = assets.filter((name) => /^(?:en|zh-hk|zh-cn)-.*\.js$/.test(name));
    const font = assets.filter((name) => name.endsWith('.woff2'));
    assert.ok(named.length > 3 && words.length === 6, `${named.length} files`);
    for (const [ending, most] of [
      ['.gz', 170_000],
      ['.br', 150_000],
    ] as const) {
      // One language is loaded, of the page and of the shared parts.
      const largest = Math.max(...words.map((name) => sizeOf(name, ending)));
      const sum = [...named, ...font].reduce((bytes, file) => bytes + sizeOf(file, ending), 0);
      assert.ok(sum + 2 * largest <= most, `${sum + 2 * largest} bytes of ${ending}`);
    }
    const late = named.filter((file) => /^(?:more|code-sheet|ponyfill)-/.test(file));
    assert.deepEqual(late, [], 'are loaded later');
  });
}
