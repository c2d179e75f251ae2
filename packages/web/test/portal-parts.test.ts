/**
 * Goal: what the portal computes by itself is right: states, shares, scales, spans of days, typed amounts; and its
 * first page stays small.
 * Method: the functions are called with what the API answers; the files of the build are added up.
 */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { isMore, typedAmount } from '../src/portal/amounts.ts';
import { dayBefore, nameOf, spanOf } from '../src/portal/days.ts';
import { scaleOf } from '../src/portal/parts/plot-scale.ts';
import { readTradesPlace, tradeFilterOf } from '../src/portal/search.ts';
import { changeOf, minorOf, percentOf } from '../src/portal/share.ts';
import { stateOf } from '../src/portal/trade-state.ts';
import { parseSearch, stringifySearch } from '../src/shared/address.ts';

test('each trade has one state: what was paid and went back is no payment, what a buyer refused is no cancel', () => {
  const paidAt = '2026-11-26T12:00:00+08:00';
  for (const [trade, words, isStruck] of [
    [{ status: 'waiting' }, 'waiting', false],
    [{ status: 'paid', paidAt, refunded: '0.00' }, 'paid', false],
    [{ status: 'finished', paidAt }, 'paid', false],
    [{ status: 'paid', paidAt, refunded: '0.50' }, 'part', false],
    [{ status: 'closed', paidAt, refunded: '8.00', closedBy: 'refund' }, 'refunded', false],
    [{ status: 'closed', paidAt, refunded: '8.00', closedBy: 'cancel' }, 'cancelledPaid', true],
    [{ status: 'closed', closedBy: 'cancel' }, 'cancelled', true],
    [{ status: 'closed', closedBy: 'buyer' }, 'buyer', true],
    [{ status: 'closed', closedBy: 'time' }, 'closed', true],
  ] as const) {
    const found = stateOf(trade);
    assert.deepEqual([found.words, found.isStruck], [`trade.state.${words}`, isStruck]);
  }
});

test('shares and changes are computed to the tenth, rounded half up, without floating point', () => {
  assert.equal(percentOf(1204n, 1221n), '98.6');
  assert.equal(percentOf(1n, 3n), '33.3');
  assert.equal(percentOf(2n, 3n), '66.7');
  assert.equal(percentOf(1n, 2_000n), '0.1');
  assert.equal(percentOf(0n, 0n), undefined);
  assert.equal(changeOf(104n, 100n), '+4.0');
  assert.equal(changeOf(99n, 100n), '−1.0');
  assert.equal(changeOf(5n, 0n), undefined);
  assert.equal(minorOf('-0.17', 'HKD'), -17n);
  assert.equal(minorOf('1284', 'JPY'), 1284n);
});

test('an axis has round numbers and holds the highest value', () => {
  assert.deepEqual(scaleOf(15.6), { ticks: [0, 5, 10, 15, 20], end: 20 });
  assert.deepEqual(scaleOf(0.3).end >= 0.3, true);
  assert.deepEqual(scaleOf(100, { top: 100, bottom: 90 }).ticks, [90, 92, 94, 96, 98, 100]);
  for (const highest of [0, 1, 7, 9.99, 10, 1234, 987_654]) {
    const { ticks, end } = scaleOf(highest);
    assert.ok(end >= highest && ticks.at(-1) === end && ticks.length <= 7, String(highest));
  }
});

test('spans of days cross months, and are known by their names', () => {
  assert.equal(dayBefore('2026-03-01', 1), '2026-02-28');
  assert.deepEqual(spanOf('week', '2026-12-02'), { from: '2026-11-26', to: '2026-12-02' });
  assert.equal(nameOf({ from: '2026-12-01', to: '2026-12-01' }, '2026-12-02'), 'yesterday');
  assert.equal(nameOf({ from: '2026-12-01', to: '2026-12-02' }, '2026-12-02'), undefined);
  assert.equal(nameOf({}, '2026-12-02'), undefined);
});

test('amounts are read as people type them, and compared exactly', () => {
  assert.equal(typedAmount(' 1,284.5 ', 'HKD'), '1284.5');
  for (const text of ['', '0', '0.00', '-1', '1.234', '12,50', 'abc', '1e3']) {
    assert.equal(typedAmount(text, 'HKD'), undefined, text);
  }
  assert.equal(typedAmount('12.5', 'JPY'), undefined);
  assert.equal(isMore('500.01', '500', 'HKD'), true);
  assert.equal(isMore('500.00', '500', 'HKD'), false);
});

test('the address holds the filters; what it says wrongly is left out', () => {
  const place = readTradesPlace(parseSearch('?text=HC-1&status=paid&from=2026-11-26&to=26-11&x=1'));
  assert.equal(stringifySearch({ ...place }), '?text=HC-1&from=2026-11-26&status=paid');
  const filter = tradeFilterOf({ ...place, inst: 'NOBODY', refunded: 'yes', text: '  ' });
  assert.deepEqual(
    Object.entries(filter).filter(([, value]) => value !== undefined),
    [
      ['from', '2026-11-26'],
      ['status', 'paid'],
    ],
  );
});

test('the first page is at most 220 kB gzipped, and no other page is loaded with it', () => {
  const pages = new URL('../dist/pages/', import.meta.url);
  type Chunk = { readonly file: string; readonly css?: string[]; readonly imports?: string[] };
  const manifest: Readonly<Record<string, Chunk>> = JSON.parse(
    readFileSync(new URL('.vite/manifest.json', pages), 'utf8'),
  );
  const files = new Set<string>();
  const take = (part: string) => {
    const name = manifest[part] ? part : Object.keys(manifest).find((each) => each.endsWith(part));
    const chunk = manifest[name ?? assert.fail(part)];
    if (!chunk || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const each of chunk.imports ?? []) take(each);
  };
  take('portal/index.html');
  take('portal/pages/overview-page.tsx');
  take('portal/words/zh-hk.ts');
  take('shared/words/zh-hk.ts');
  const sizeOf = (file: string): number =>
    statSync(new URL(`${file}.gz`, pages), { throwIfNoEntry: false })?.size ??
    statSync(new URL(file, pages)).size;
  const size = [...files].reduce((sum, file) => sum + sizeOf(file), 0);
  assert.ok(size > 80_000 && size < 220_000, `${size} bytes`);
  const others = [...files].filter((file) =>
    /(?:trades|people|log|settings|sign-in)-page/.test(file),
  );
  assert.deepEqual(others, []);
});
