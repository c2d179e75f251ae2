/**
 * Goal: a cashier can work the whole day at the till's page, and whatever happens it never says more than it knows.
 * Method: the built page in a real browser, beside a till's server that does with payments what the test says.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { readPng, readQr } from '../../../server/test-kit/photograph.ts';
import { seriousFaults } from '../../../web/test-kit/axe.ts';
import { type OpenBrowser, openBrowser } from '../../../web/test-kit/browser.ts';
import { morning } from './fake-data.ts';
import { FakeTill } from './fake-till.ts';

const code = '288412345678900943';
let browser: OpenBrowser;
let fake: FakeTill;
let url: string;
let context: BrowserContext;
let page: Page;
let faults: string[];

before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  fake = new FakeTill();
  for (const order of morning()) fake.orders.set(order.id, order);
  url = await fake.open();
  context = await browser.browser.newContext({
    viewport: { width: 1024, height: 768 },
    reducedMotion: 'reduce',
    locale: 'en-HK',
  });
  page = await context.newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url) faults.push(`asks ${request.url()}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) faults.push(message.text());
  });
});
afterEach(async () => {
  await context?.close();
  await fake?.close();
  assert.deepEqual(faults, []);
});

async function openCounter(): Promise<void> {
  await page.goto(`${url}/`);
  await page.locator('.stage').waitFor();
}

/** As a scanner types: faster than any hand, into whatever has the focus. */
const scan = (digits: string) =>
  page.evaluate((keys) => {
    for (const key of [...keys, 'Enter']) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, digits);

async function enterAmount(): Promise<void> {
  for (const key of ['4', '6', '00'])
    await page.getByRole('button', { name: key, exact: true }).click();
  await page.locator('.sum .amount', { hasText: '46' }).waitFor();
}

/** The screen has no scroll bar, and axe finds nothing serious. */
async function looksRight(): Promise<void> {
  const size = await page.evaluate(
    '[document.documentElement.scrollWidth, document.documentElement.scrollHeight]',
  );
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  assert.deepEqual(size, [width, height]);
  assert.deepEqual(await seriousFaults(page), []);
}

test('a cashier signs in by keyboard; a wrong PIN says what is left', async () => {
  fake.till.session = null;
  await page.goto(`${url}/`);
  await page.getByRole('button', { name: /Cashier 5/ }).click();
  await looksRight();
  fake.refusals.set('POST /sign-in', { status: 403, code: 'pin-wrong' });
  await page.keyboard.type('1111');
  await page.keyboard.press('Enter');
  await page.getByText('Wrong PIN. 5 tries left.').waitFor();
  fake.refusals.clear();
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await page.locator('.stage').waitFor();
  const last = fake.asked.findLast(({ name }) => name === 'POST /sign-in');
  assert.deepEqual(last?.body, { cashierId: 'c5', pin: '2468' });
});

test('amount, scan, waiting, paid, next customer: without a mouse after the amount', async () => {
  await openCounter();
  await looksRight();
  await enterAmount();
  await scan(code);
  await page.getByRole('heading', { name: 'Customer is confirming on the phone' }).waitFor();
  await looksRight();
  const asked = fake.asked.find(({ name }) => name === 'POST /orders/:id/scan');
  assert.equal(asked?.body['code'], code);
  assert.match(String(asked?.body['id']), /^[0-9a-f]{32}$/);
  await scan(code);
  assert.equal(
    fake.asked.filter(({ name }) => name === 'POST /orders/:id/scan').length,
    1,
    'the same scan',
  );
  fake.decide(
    { state: 'paid', paidAt: new Date().toISOString(), buyer: '+852-****4567' },
    { state: 'paid' },
  );
  await page.getByRole('heading', { name: 'Paid', exact: true }).waitFor();
  await looksRight();
  await page.keyboard.press('Enter');
  await page.getByText('Type an amount or choose items.').waitFor();
});

test('a reply that is overtaken by the event of the payment leaves it paid', async () => {
  await openCounter();
  await enterAmount();
  let release: () => void = () => undefined;
  fake.held.set('POST /orders/:id/scan', new Promise((done) => (release = done)));
  const replied = page.waitForResponse((response) => response.url().endsWith('/scan'));
  await scan(code);
  await fake.askedFor('POST /orders/:id/scan');
  fake.decide({ state: 'paid', paidAt: new Date().toISOString() }, { state: 'paid' });
  await page.locator('.last5 .row', { hasText: '0047' }).locator('.wd.paid').waitFor();
  release();
  await (await replied).finished();
  await page.getByRole('heading', { name: 'Paid', exact: true }).waitFor();
  fake.held.clear();
});

test('a code without an amount waits for it, and eighteen digits never land in the amount', async () => {
  await openCounter();
  await scan(code);
  await page
    .getByText('Enter the amount first. The code that was read is kept for 30 s.')
    .waitFor();
  assert.match((await page.locator('.sum .amount').textContent()) ?? '', /0\.00/);
  await enterAmount();
  await page.keyboard.press('F2');
  await fake.askedFor('POST /orders/:id/scan');
  await page.locator('.waiting-st').waitFor();
});

test('a scan into a field is taken out of it', async () => {
  await openCounter();
  await enterAmount();
  await page.keyboard.press('F4');
  const field = page.getByLabel(/Given in cash/);
  await field.fill('50');
  await field.focus();
  await page.keyboard.type(code.slice(0, 3));
  await scan(code);
  await page.locator('.waiting-st').waitFor();
});

test('the shown code decodes; opened on a phone, then cancelled with a question', async () => {
  await openCounter();
  await enterAmount();
  await page.keyboard.press('F3');
  const qr = page.locator('.qrc svg');
  await qr.waitFor();
  await looksRight();
  assert.equal(readQr(readPng(await qr.screenshot())), 'https://qr.example/281234567890123456');
  fake.decide({ isOpened: true, buyer: '+852-****4567' });
  await page.getByText('•••• 4567 is confirming. Do not hand over the goods yet.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Cancel this payment?' }).waitFor();
  assert.ok(!fake.asked.some(({ name }) => name === 'POST /payments/:id/cancel'));
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel this payment' }).click();
  await fake.askedFor('POST /payments/:id/cancel');
});

test('a refusal has its sentence and one next step; the same order is tried again with a new id', async () => {
  await openCounter();
  await enterAmount();
  await scan(code);
  await page.locator('.waiting-st').waitFor();
  fake.decide(
    {
      state: 'notPaid',
      why: 'refused',
      code: 'BUYER_BALANCE_NOT_ENOUGH',
      text: 'balance-not-enough',
    },
    { state: 'open' },
  );
  await page.getByRole('heading', { name: 'Balance not enough' }).waitFor();
  await page.getByText('BUYER_BALANCE_NOT_ENOUGH').waitFor();
  await looksRight();
  await page.keyboard.press('F2');
  await page.getByLabel('Digits of the payment code').fill('2812 3456 7890 1234 56');
  await page.getByRole('button', { name: 'Take the payment' }).click();
  await page.locator('.waiting-st').waitFor();
  const ids = fake.asked
    .filter(({ name }) => name === 'POST /orders/:id/scan')
    .map(({ body }) => body['id']);
  assert.equal(new Set(ids).size, 2);
  assert.equal(fake.orders.size, 6, 'one order more than in the morning');
});

test('unknown: nothing declares it paid; the next customer is served, and the late outcome is seen', async () => {
  await openCounter();
  await enterAmount();
  await scan(code);
  await page.locator('.waiting-st').waitFor();
  fake.decide(
    { state: 'unknown', silent: 'gateway', unknownSince: new Date().toISOString() },
    { state: 'unknown' },
  );
  await page.getByRole('heading', { name: 'We do not know yet' }).waitFor();
  await looksRight();
  const buttons = await page.locator('.unknown-st button').allTextContents();
  assert.deepEqual(
    buttons.map((text) => text.replace(/F\d|Enter/, '')),
    ['Ask the gateway again', 'Cancel this payment', 'Serve the next customer', 'Supervisor PIN…'],
  );
  await page.keyboard.press('F6');
  await fake.askedFor('POST /payments/:id/ask');
  const order = [...fake.orders.values()].at(-1);
  const entry = {
    orderId: order?.id ?? '',
    number: '0047',
    paymentId: order?.payments[0]?.id ?? '',
    amount: '46.00',
    since: new Date().toISOString(),
  };
  fake.tellStatus([{ ...entry, state: 'unknown' }]);
  await page.getByRole('button', { name: /Serve the next customer/ }).click();
  await page.getByRole('button', { name: /0047 · HKD 46.00 unknown since/ }).waitFor();
  await looksRight();
  fake.tellStatus([{ ...entry, state: 'paid' }]);
  await page.getByText(/0047 was paid at/).waitFor();
  await page.getByRole('button', { name: 'Seen' }).click();
  await fake.askedFor('POST /payments/:id/acknowledge');
});

test('without its server the page says so within two seconds, takes nothing, and comes back', async () => {
  await openCounter();
  await enterAmount();
  const cut = Date.now();
  fake.isDead = true;
  await page.getByRole('heading', { name: 'Take no payment' }).waitFor({ timeout: 4_000 });
  assert.ok(Date.now() - cut < 2_500, `${Date.now() - cut} ms, on a busy machine`);
  await looksRight();
  const before = fake.asked.length;
  await scan(code);
  assert.equal(fake.asked.length, before);
  fake.isDead = false;
  await page.locator('.sum .amount', { hasText: '46' }).waitFor();
});

test('a page that is opened anew goes on with its basket and its payment', async () => {
  await openCounter();
  // Keys that come slowly are kept one after the other; the last counts.
  const kept = page.waitForResponse((reply) => /"46\.00"/.test(reply.request().postData() ?? ''));
  await enterAmount();
  await (await kept).finished();
  await page.locator('.oh').getByText('0047').waitFor();
  await page.reload();
  await page.locator('.sum .amount', { hasText: '46' }).waitFor();
  await scan(code);
  await page.locator('.waiting-st').waitFor();
  await page.reload();
  await page.locator('.waiting-st').waitFor();
  assert.equal(fake.orders.size, 6);
});

test('three languages, a phone, and the pages beside the counter', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openCounter();
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360);
  assert.deepEqual(await seriousFaults(page), []);
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.getByRole('button', { name: /language: English/ }).click();
  await page.getByRole('button', { name: /掃描顧客付款碼/ }).waitFor();
  assert.equal(await page.evaluate('document.documentElement.lang'), 'zh-HK');
  for (const [hash, seen] of [
    ['#/find', '.side-page .row'],
    ['#/order/order-0045', '.payment-card'],
    ['#/history', '.rows .row'],
    ['#/shift', '.paper'],
    ['#/report/0147', '.table-card .pill'],
    ['#/desk', '.desk-page svg.code'],
    ['#/settings', '.settings'],
  ]) {
    await page.goto(`${url}/${hash}`);
    await page
      .locator(seen ?? '')
      .first()
      .waitFor();
    assert.deepEqual(await seriousFaults(page), [], hash);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 1024, hash);
  }
});

test('the customer sees the code, that it is paid, and never an amount that may be stale', async () => {
  await page.goto(`${url}/display`);
  await page.getByRole('heading', { name: /Harbour Coffee/ }).waitFor();
  fake.show({
    is: 'code',
    number: '0047',
    lines: [{ itemId: 'flat', quantity: 1, amount: '28.00' }],
    total: '28.00',
    amount: '28.00',
    qrCode: 'https://qr.example/28',
    deadlineAt: new Date(Date.now() + 50_000).toISOString(),
  });
  await page.getByText('掃碼付款').waitFor();
  await page.getByText('奶白咖啡').waitFor();
  assert.equal(
    readQr(readPng(await page.locator('.qc svg.code').screenshot())),
    'https://qr.example/28',
  );
  assert.deepEqual(await seriousFaults(page), []);
  fake.show({ is: 'paid', amount: '28.00' });
  await page.getByRole('heading', { name: 'Paid, thank you' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  fake.isDead = true;
  await page.getByRole('heading', { name: 'One moment please' }).waitFor();
  assert.equal(await page.getByText('28').count(), 0);
});
