/**
 * Goal: from a wrongly signed request to the named mistake in three clicks; the list is live, its state is in the
 * address, and it is used by keyboard alone.
 * Method: a sandbox whose partner makes mistakes, and a real Chromium at the inspector of its operations port.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { seriousFaults } from '../test-kit/axe.ts';
import { type InspectorWorld, md5, openInspectorWorld, withLineEnd } from './inspector-world.ts';
import { unexpected } from './wallet-world.ts';

let world: InspectorWorld;

before(async () => {
  world = await openInspectorWorld();
});
after(() => world?.close());

test('the second click after the front page’s door shows the named mistake, in each language', async () => {
  await world.wrongly('clicks-1', withLineEnd);
  for (const [locale, headline] of [
    ['en-HK', 'Your key ends with a line break or blank.'],
    ['zh-HK', '你的密鑰末尾多了換行或空格。'],
    ['zh-CN', '您的密钥末尾多了换行或空格。'],
  ] as const) {
    const { page, context, faults } = await world.open('', { locale });
    await page.locator('.xrow', { hasText: 'clicks-1' }).click();
    await page.locator('.why h2', { hasText: headline }).waitFor();
    assert.equal(await page.locator('.diff mark').textContent(), '\\n');
    assert.equal(await page.locator('.ck .failed').count(), 1);
    await page.locator('.toggle button', { hasText: 'PHP' }).click();
    await page.locator('pre.code', { hasText: 'trim(file_get_contents' }).waitFor();
    assert.ok(!(await page.content()).includes(world.partner.md5Key), 'no key is shown');
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(unexpected(faults), []);
    await context.close();
  }
});

test('filters, search and the open exchange are in the address, and a link to them opens them', async () => {
  await world.wrongly('url-1', (text, key) => md5(`${text}&${key}`));
  await world.shop.charge(await world.code(), '46.00', 'url-2');
  const { page, context } = await world.open('#/?show=ILLEGAL_SIGN');
  await page.locator('.xrow', { hasText: 'url-1' }).waitFor();
  assert.equal(await page.locator('.xrow', { hasText: 'url-2' }).count(), 0);
  await page.locator('.more select').first().selectOption('');
  await page.locator('.find input').fill('url-2');
  await page.locator('.xrow', { hasText: 'url-1' }).waitFor({ state: 'detached' });
  await page.locator('.xrow', { hasText: 'url-2' }).click();
  await page.locator('.dh h1', { hasText: 'spot.pay' }).waitFor();
  const { hash } = new URL(page.url());
  assert.match(hash, /^#\/\?text=url-2&id=[a-z0-9]{20}$/);
  await page.goto('about:blank');
  await page.goto(`${world.sandbox.admin}/inspector/${hash}`);
  await page.locator('.kv dd', { hasText: 'HKD 46.00' }).waitFor();
  assert.equal(await page.locator('.xrow').count(), 1);
  await page.locator('.find input').fill('no such thing');
  await page.getByText('Nothing matches.').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.locator('.xrow').nth(1).waitFor();
  await context.close();
});

test('a new exchange appears by itself, and waits while one is open; without the server the list says so', async () => {
  await world.wrongly('live-0', withLineEnd);
  const { page, context } = await world.open();
  await page.locator('.xrow', { hasText: 'live-0' }).waitFor();
  await world.wrongly('live-1', withLineEnd);
  await page.locator('.xrow', { hasText: 'live-1' }).click();
  await page.locator('.why h2').waitFor();
  await world.wrongly('live-2', withLineEnd);
  const newer = page.locator('.newer', { hasText: '1 newer, show' });
  await newer.click();
  await page.locator('.xrow', { hasText: 'live-2' }).waitFor();
  await context.close();
});

test('without the server the list stays, and says since when; without an answer it says that', async () => {
  await world.wrongly('gone-1', withLineEnd);
  const { page, context } = await world.open('', {});
  await page.route('**/admin/exchange-events*', (route) => route.abort());
  await page.reload();
  await page.locator('.xrow', { hasText: 'gone-1' }).waitFor();
  await page.locator('.stale', { hasText: /^As of \d\d:\d\d\. No connection\.$/ }).waitFor();
  await page.route('**/admin/exchanges*', (route) => route.abort());
  await page.reload();
  await page.getByText('Could not load.').waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.xrow', { hasText: 'gone-1' }).waitFor();
  await page.locator('.stale').waitFor({ state: 'detached' });
  await context.close();
});

test('by keyboard: rows, opening, going back, the search', async () => {
  await world.wrongly('keys-1', withLineEnd);
  await world.wrongly('keys-2', withLineEnd);
  const { page, context } = await world.open('#/?text=keys-');
  await page.locator('.xrow').nth(1).waitFor();
  await page.keyboard.press('j');
  await page.locator('.xrow:focus', { hasText: 'keys-2' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.locator('.xrow:focus', { hasText: 'keys-1' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.xrow.sel', { hasText: 'keys-1' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.xrow.sel').waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  await page.locator('.find input:focus').waitFor();
  await page.keyboard.type('g?');
  await page.getByText('Nothing matches.').waitFor();
  assert.equal(await page.locator('dialog').count(), 0, 'keys are off while typing');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.locator('dialog .keys', { hasText: 'To the acceptance board' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.doesNotMatch(page.url(), /acceptance/, 'nor do they act behind a sheet');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.locator('.crow').first().waitFor();
  await page.keyboard.press('j');
  await page.locator('.crow:focus', { hasText: 'SPOT-001' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('.crow.sel', { hasText: 'SPOT-002' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.crow.sel').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByRole('heading', { name: 'Scenarios' }).waitFor();
  await context.close();
});

test('a screen reader hears counts, not rows; the list says how many it is, and comes as CSV', async () => {
  await world.wrongly('heard-0', withLineEnd);
  const { page, context } = await world.open('#/?text=heard-');
  await page.locator('.xrow').waitFor();
  await page.locator('.list-foot', { hasText: '1 exchange' }).waitFor();
  await world.wrongly('heard-1', withLineEnd);
  await page.locator('.unseen', { hasText: /^1 new exchange$/ }).waitFor();
  await page.locator('.list-foot', { hasText: '2 exchanges' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export 2 rows as CSV' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'exchanges.csv');
  const text = readFileSync((await download.path()) ?? '', 'utf8');
  assert.match(text, /heard-1.*ILLEGAL_SIGN[\s\S]*heard-0/);
  assert.equal(text.trim().split('\r\n').length, 3);
  await context.close();
});

test('sent again with a change, it is signed rightly, and the new exchange opens', async () => {
  await world.wrongly('again-1', withLineEnd);
  const { page, context } = await world.open('#/?text=again-1');
  await page.locator('.xrow').click();
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.locator('dialog').getByLabel('trans_amount', { exact: true }).fill('12.00');
  await page.getByRole('button', { name: 'Sign and send' }).click();
  await page.locator('.wt .mono', { hasText: 'SOUNDWAVE_PARSER_FAIL' }).waitFor();
  await page.locator('.params dd', { hasText: '12.00' }).waitFor();
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.locator('dialog textarea').waitFor();
  assert.match(await page.locator('dialog textarea').inputValue(), /^curl /);
  assert.deepEqual(await seriousFaults(page), []);
  await context.close();
});

test('on a phone list and exchange are two pages; a refused rule shows what was sent', async () => {
  await world.shop.charge(await world.code('10.00'), '46.00', 'phone-1');
  for (const dark of [false, true]) {
    const phone = { desk: false, width: 390, height: 844, dark };
    const { page, context, faults } = await world.open('#/?text=phone-1', phone);
    await page.locator('.xrow').click();
    await page.locator('.why h2').waitFor();
    await page.locator('.lst').waitFor({ state: 'hidden' });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    assert.equal(width, 390, 'nothing is wider than the screen');
    assert.deepEqual(await seriousFaults(page), []);
    await page.locator('.dh .back button').click();
    await page.locator('.xrow').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(unexpected(faults), []);
    await context.close();
  }
});

test('the page is for this machine and for its own origin, and nothing in it is inlined', async () => {
  const at = `${world.sandbox.admin}/inspector/`;
  const reply = await fetch(at);
  const html = await reply.text();
  assert.match(reply.headers.get('content-security-policy') ?? '', /style-src 'self';/);
  assert.doesNotMatch(html, /<script>|<style| style="|https?:\/\//);
  const [, file = ''] = /src="\.\.\/(assets\/[^"]+)"/.exec(html) ?? [];
  const script = await fetch(`${world.sandbox.admin}/${file}`);
  assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  for (const headers of [{ origin: 'http://evil.example' }]) {
    assert.equal((await fetch(at, { headers })).status, 403);
  }
  assert.equal((await fetch(`${world.sandbox.url}/inspector/`)).status, 404);
  assert.equal((await fetch(`${world.sandbox.url}/wallet/inspector/`)).status, 404);
});

test('the first page stays small', () => {
  const pages = new URL('../dist/pages/', import.meta.url);
  type Chunk = { readonly file: string; readonly css?: string[]; readonly imports?: string[] };
  const manifest: Readonly<Record<string, Chunk>> = JSON.parse(
    readFileSync(new URL('.vite/manifest.json', pages), 'utf8'),
  );
  const files = new Set<string>();
  const take = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const each of chunk.imports ?? []) take(each);
  };
  const named = (part: string) =>
    Object.keys(manifest).find((name) => name.endsWith(part)) ?? assert.fail(part);
  for (const part of [
    'inspector/index.html',
    'inspector/pages/exchanges-page.tsx',
    'inspector/words/zh-hk.ts',
    'shared/words/zh-hk.ts',
  ]) {
    take(named(part));
  }
  const zipped = new Set(readdirSync(new URL('assets/', pages)));
  const size = [...files].reduce((sum, file) => {
    const gz = `${file}.gz`;
    return sum + readFileSync(new URL(zipped.has(gz.slice(7)) ? gz : file, pages)).length;
  }, 0);
  assert.ok(size > 50_000 && size < 250_000, `${size} bytes, compressed`);
});
