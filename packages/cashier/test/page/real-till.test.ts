/**
 * Goal: the page and the till's own server understand each other through a whole day: shift, payments by wallet
 * and cash, a cancelled code, a refund, the count and the Z.
 * Method: the built page in a real browser, served by a started till over a gateway in memory.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { memoryGateway } from '@sampan/sdk/testing';
import { type OpenBrowser, openBrowser } from '../../../web/test-kit/browser.ts';
import { completeSettings, type StartedTill, startTill } from '../../src/index.ts';
import { systemTime } from '../../src/start/time.system.ts';
import { code, key, partnerAt, people, pins } from '../../test-kit/till-world.ts';

let folder: string;
let started: StartedTill;
let browser: OpenBrowser;
const errors: unknown[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-till-page-'));
  const gateway = memoryGateway({ key, time: systemTime });
  started = await startTill({
    settings: completeSettings({
      items: [{ id: 'tea', name: { en: 'Tea', zhHant: '茶', zhHans: '茶' }, price: '18.00' }],
    }),
    partner: partnerAt(gateway),
    data: folder,
    port: 0,
    cashiers: people,
    onError: (error) => errors.push(error),
  });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
  await rm(folder, { recursive: true });
  assert.deepEqual(errors, []);
});

test('a day at the till, by the page alone', async () => {
  const context = await browser.browser.newContext({
    viewport: { width: 1024, height: 768 },
    reducedMotion: 'reduce',
    locale: 'en-HK',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });

  await page.goto(started.url);
  await page.getByRole('button', { name: /Lee/ }).click();
  await page.keyboard.type(pins.cashier);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Open the shift' }).waitFor();
  await page.getByRole('button', { name: 'Open the shift' }).click();
  await page.locator('.stage').waitFor();

  for (const each of ['4', '6', '00']) {
    await page.getByRole('button', { name: each, exact: true }).click();
  }
  await page.locator('.oh', { hasText: '0001' }).waitFor();
  await page.evaluate((digits) => {
    for (const each of [...digits, 'Enter']) {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: each, cancelable: true }));
    }
  }, code);
  await page.locator('.paid-st').waitFor();
  const display = await context.newPage();
  await display.goto(new URL('/display', started.url).href);
  await display.getByRole('heading', { name: 'Paid, thank you' }).waitFor();

  await page.bringToFront();
  await page.getByRole('button', { name: /New order/ }).click();
  await page.keyboard.press('F1');
  await page.getByRole('button', { name: /Tea/ }).click();
  await page.keyboard.press('F3');
  await page.locator('.qrc svg').waitFor();
  await display.getByText('Scan to pay', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel this payment' }).click();
  await page.getByRole('heading', { name: 'Not paid. Order closed.' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('F4');
  await page.getByLabel(/Given in cash/).fill('50');
  await page.getByRole('button', { name: 'Cash received' }).click();
  await page.getByText('Change HKD 32.00').waitFor();

  await page.keyboard.press('F8');
  await page.locator('.card.rows .row', { hasText: '46.00' }).click();
  await page.getByRole('button', { name: /^Refund, HKD 46.00 left/ }).click();
  await page.getByRole('button', { name: 'Goods returned' }).click();
  await page.getByRole('button', { name: 'Refund HKD 46.00', exact: true }).click();
  await page.locator('.refund-line', { hasText: 'Refunded' }).waitFor();

  await page.goto(new URL('/#/shift', started.url).href);
  await page.getByRole('button', { name: 'Count the cash' }).click();
  await page.locator('dialog input').fill('17.00');
  await page.getByRole('button', { name: 'Close the shift' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close the shift' }).click();
  await page.getByRole('heading', { name: 'Z report 0001' }).waitFor();
  const paper = (await page.locator('.paper').textContent()) ?? '';
  assert.match(paper, /Wallets, net0\.00/);
  assert.match(paper, /Difference−1\.00/);
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Who is at the till?' }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
