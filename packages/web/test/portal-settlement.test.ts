/**
 * Goal: finance sees what is settled to the last cent, takes files away, and finds every break of an own book without
 * sending it anywhere.
 * Method: the portal in a real browser against a sandbox, days later by its clock; the book has planted breaks.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../test-kit/axe.ts';
import { openPortalSandbox, type PortalSandbox } from './portal-sandbox.ts';

const sales = ['46.00', '38.50', '128.00', '12.20', '9.80'];

let world: PortalSandbox;
before(async () => {
  world = await openPortalSandbox();
  for (const [index, amount] of sales.entries()) await world.sell(`HC-${index}`, amount);
  await world.shop.refund('HC-2', '28.00');
  await world.sandbox.operate('POST', '/clock/advance', { by: '34h' });
});
after(() => world.close());

const drop = (page: Page, text: string, name = 'till-book.csv') =>
  page
    .locator('.drop input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const book = (rows: readonly string[]) => `order_no,total,kind\n${rows.join('\n')}\n`;
const own = [...sales.map((amount, index) => `HC-${index},${amount},payment`)];
const refunded = 'HC-2-r,28.00,refund';

test('a file is taken away as it was made', async () => {
  const { page, context, faults } = await world.open('finance', '#/files');
  const get = page.getByRole('button', { name: /Download .*_transaction_/ }).first();
  const [taken] = await Promise.all([page.waitForEvent('download'), get.click()]);
  const text = await readFile(await taken.path(), 'utf8');
  assert.match(text, /^Partner:\d{16}\|Payment_time: ?\d{4}-\d\d-\d\d\|Total_count:6\n/);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('an equal book is equal to the cent, and stays in the browser', async () => {
  const { page, context, faults } = await world.open('finance', '#/reconcile');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page.locator('.drop').waitFor();
  await drop(page, book([...own, refunded]));
  await page.getByRole('heading', { name: 'Equal. 6 rows, to the cent.' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.ok(sent.every((body) => !body.includes('HC-')));
  assert.deepEqual(faults, []);
  await context.close();
});

test('breaks have both amounts, and their sum is the difference of the two sides', async () => {
  const { page, context, faults } = await world.open('owner', '#/reconcile', { dark: true });
  await page.locator('.drop').waitFor();
  const wrong = own.slice(0, 4).map((row) => row.replace('46.00', '44.00'));
  await drop(page, book([...wrong, refunded, 'HC-90,50.00,payment']));
  await page.getByRole('heading', { name: '3 breaks, HKD 38.20 apart' }).waitFor();
  const table = page.locator('.breaks');
  const rows = await table.locator('tbody tr').allTextContents();
  assert.match(rows.find((row) => row.includes('HC-0')) ?? '', /44\.00.*46\.00.*−2\.00/);
  assert.match(rows.find((row) => row.includes('HC-4')) ?? '', /–.*9\.80.*−9\.80/);
  assert.match(rows.find((row) => row.includes('HC-90')) ?? '', /50\.00.*–.*\+50\.00/);
  assert.match(String(await table.locator('tfoot').textContent()), /\+38\.20/);
  await table.getByText('We have no order with this id.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a book that cannot be read is refused with line and column, and other columns are chosen', async () => {
  const { page, context, faults } = await world.open('finance', '#/reconcile');
  await page.locator('.drop').waitFor();
  await drop(page, book([...own, '"HC-7","12,50",payment']));
  await page.getByText('Line 7, column 2: “12,50” is not an amount.').waitFor();
  await drop(page, `a,b\n${own.map((row) => row.replace(',payment', '')).join('\n')}\n`);
  await page.getByLabel('Order or refund id').selectOption('a');
  await page.getByLabel('Amount').selectOption('b');
  await page.getByRole('heading', { name: '1 break, HKD 28.00 apart' }).waitFor();
  await drop(page, book(['OLD-1,5.00,payment']));
  await page.getByText('This looks like the book of another day.').waitFor();
  await drop(page, 'Partner:2088000000000001|Payment_time: 2026-11-25|Total_count:0\n');
  await page.getByText('This is one of our files, not your book.').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('open days and batches add up: paid less refunds and fees, with fees returned', async () => {
  const { page, context, faults } = await world.open('finance', '#/settlement');
  await page.locator('.due .amount').waitFor();
  const cells = await page.locator('.figure-table tbody tr td').allTextContents();
  assert.ok(cells.includes('234.50'), cells.join(' '));
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('who may not see settlement reads who may', async () => {
  const { page, context } = await world.open('developer', '#/reconcile');
  await page.getByText('Reconcile: not for your role.').waitFor();
  await context.close();
});
