/**
 * Goal: every part of the till can be seen in every state, accessible in both themes, without a server to charge.
 * Method: the built design page in a real browser at phone and tablet width, beside a till that notes what it is asked.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seriousFaults } from '../../../web/test-kit/axe.ts';
import { type OpenBrowser, openBrowser, openPhone } from '../../../web/test-kit/browser.ts';
import { PageShelf } from '../../src/http/page-files.ts';
import { FakeTill } from './fake-till.ts';

const fake = new FakeTill();
let browser: OpenBrowser;
let url: string;

before(async () => {
  [browser, url] = await Promise.all([openBrowser(), fake.open()]);
});
after(async () => {
  await browser?.close();
  await fake.close();
});

const parts = [
  ...['.left .keys', '.rail .last5', '.rail .health', '.strips .strip'],
  ...['.waiting-st', '.code-st', '.unknown-st', '.paid-st', '.refused-st'],
  ...['.closed-st', '.table-card table', '.paper', '.desk-code', '.checks', '.ns', '.cd.idle'],
  ...['.cd .qc', '.cd.paid', '.cd.quiet'],
];

for (const [width, dark] of [
  [360, false],
  [360, true],
  [1280, false],
  [1280, true],
] as const) {
  test(`the till's design page at ${width} px ${dark ? 'in the dark' : 'in the light'}`, async () => {
    const { context, page, faults } = await openPhone(browser, { dark, width, baseURL: url });
    await page.goto('/design');
    await page.getByRole('heading', { name: 'Design of the till' }).waitFor();
    await page.locator('.desk-code svg.code').first().waitFor();
    assert.equal(await page.locator('.cd').count(), 9, 'the display shows something in each state');
    for (const part of parts) assert.notEqual(await page.locator(part).count(), 0, part);
    assert.deepEqual(await seriousFaults(page), []);
    const overflow = await page.evaluate('document.documentElement.scrollWidth');
    assert.equal(overflow, width, 'nothing is wider than the screen');
    assert.deepEqual(fake.asked, []);
    // The names of what is sold are the server's, which this page does not have.
    assert.deepEqual(
      faults.filter((fault) => !/Failed to load resource/.test(fault)),
      [],
    );
    await context.close();
  });
}

test('a till at a counter has no design page, and one in a sandbox has', async () => {
  for (const path of ['/design', '/design.html']) {
    assert.equal(await new PageShelf().find(path), 'no-such-file', path);
  }
  const found = await new PageShelf({ withDesign: true }).find('/design');
  assert.match(String(typeof found === 'object' && found.bytes), /Design of the till/);
});
