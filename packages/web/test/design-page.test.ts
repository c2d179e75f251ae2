/**
 * Goal: every shared part can be seen in every state, is accessible in both themes, and its codes decode.
 * Method: the design page in a real browser, served by a sandbox with the policy of all pages.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPng, readQr } from '../../server/test-kit/photograph.ts';
import { seriousFaults } from '../test-kit/axe.ts';
import { type OpenBrowser, openBrowser, openPhone } from '../test-kit/browser.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let browser: OpenBrowser;

before(async () => {
  [sandbox, browser] = await Promise.all([openSandbox(), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await sandbox?.close();
});

for (const dark of [false, true]) {
  test(`the design page ${dark ? 'in the dark' : 'in the light'}`, async () => {
    const { context, page, faults } = await openPhone(browser, {
      dark,
      width: 360,
      baseURL: sandbox.url,
    });
    await page.goto('/wallet/design/');
    await page.getByRole('heading', { name: 'Design' }).waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    const overflow = await page.evaluate('document.documentElement.scrollWidth');
    assert.equal(overflow, 360, 'nothing is wider than a small phone');
    const qr = page.locator('#code-live .code').nth(1);
    assert.equal(readQr(readPng(await qr.screenshot())), '288412345678901234');
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test('pages come compressed, hashed names are immutable, all else is asked for again', async () => {
  const page = await fetch(`${sandbox.url}/wallet/design/`);
  const html = await page.text();
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /^default-src 'none'; script-src 'self'/,
  );
  assert.doesNotMatch(html, /<script>|<style| style="|https?:\/\//);
  const script = /src="\.\.\/(assets\/[^"]+)"/.exec(html)?.[1] ?? '';
  const asset = await fetch(`${sandbox.url}/wallet/${script}`, {
    headers: { 'accept-encoding': 'br' },
  });
  assert.equal(asset.headers.get('content-encoding'), 'br');
  assert.match(asset.headers.get('cache-control') ?? '', /immutable/);
  const again = await fetch(`${sandbox.url}/wallet/${script}`, {
    headers: { 'if-none-match': asset.headers.get('etag') ?? '' },
  });
  assert.equal(again.status, 304);
  for (const path of ['assets/none.js', 'assets/..%2fdesign%2findex.html', 'assets/.built-from']) {
    assert.equal((await fetch(`${sandbox.url}/wallet/${path}`)).status, 404, path);
  }
  const api = await fetch(`${sandbox.url}/wallet/api/none`);
  assert.equal(api.headers.get('content-type'), 'application/json; charset=utf-8');
});
