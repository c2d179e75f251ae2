/**
 * Goal: what goes wrong around a till, and what two people do at once, ends in a sentence and never in a second charge.
 * Method: the built page in a real browser, with the till's own server over a gateway in memory and a printer that can
 * be silent.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { memoryGateway } from '@sampan/sdk/testing';
import type { BrowserContext, Page } from 'playwright-core';
import { freePort } from '../../../server/src/ports/free-port.http.ts';
import { seriousFaults } from '../../../web/test-kit/axe.ts';
import { type OpenBrowser, openBrowser } from '../../../web/test-kit/browser.ts';
import { completeSettings, type StartedTill, startTill } from '../../src/index.ts';
import { systemTime } from '../../src/start/time.system.ts';
import { enter, heading, scan } from '../../test-kit/counter-world.ts';
import { code, key, partnerAt, people, pins } from '../../test-kit/till-world.ts';

let folder: string;
let started: StartedTill;
let browser: OpenBrowser;
let context: BrowserContext;
let page: Page;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-till-faults-'));
  const gateway = memoryGateway({ key, time: systemTime });
  // No program listens there.
  const printer = `tcp://127.0.0.1:${await freePort('127.0.0.1', 0)}`;
  started = await startTill({
    settings: completeSettings({
      ...{ refundMaxAlone: '20.00', printer, printsByItself: false },
      items: [
        {
          id: 'long',
          name: { en: 'Iced lemon tea with aloe '.repeat(4), zhHant: '凍檸茶', zhHans: '冻柠茶' },
          price: '18.00',
        },
      ],
    }),
    partner: partnerAt(gateway),
    ...{ data: folder, port: 0, onError: () => undefined },
    cashiers: people,
  });
  started.till.shifts.begin({ id: 'shift-01', float: '0.00' }, 'lee');
  browser = await openBrowser(['--use-fake-ui-for-media-stream']);
});
after(async () => {
  await browser?.close();
  await started?.stop();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  context = await browser.browser.newContext({
    viewport: { width: 1024, height: 768 },
    reducedMotion: 'reduce',
    locale: 'en-HK',
  });
  context.setDefaultTimeout(12_000);
  page = await context.newPage();
});
afterEach(() => context?.close());

async function signIn(as: 'Lee' | 'Ng' = 'Lee'): Promise<void> {
  await page.goto(started.url);
  await page.locator('.cashier', { hasText: as }).click();
  await page.getByRole('button', { name: `Sign in as ${as}` }).waitFor();
  await page.keyboard.type(as === 'Lee' ? pins.cashier : pins.supervisor);
  await page.keyboard.press('Enter');
  await page.locator('.stage').waitFor();
}

const paymentsOf = (number: string) =>
  started.till.orders.list({ text: number }).items.flatMap(({ payments }) => payments);
const numberShown = async (): Promise<string> =>
  ((await page.locator('.oh').textContent()) ?? '').replace(/\D/g, '').slice(0, 4);

/** Each payment of a test has a code of its own: the till takes the same one once. */
let codes = 0;
const newCode = () => String(BigInt(code) + BigInt(++codes));

test('above the limit a second person agrees with a PIN, and not the one who asks', async () => {
  await signIn();
  await enter(page, '46.00');
  const number = await numberShown();
  await scan(page, newCode());
  await heading(page, 'Paid').waitFor();
  await page.keyboard.press('F8');
  await page.locator('.card.rows .row').first().click();
  await page.getByRole('button', { name: /^Refund, HKD 46.00 left/ }).click();
  await page.getByRole('button', { name: 'Goods returned' }).click();
  await page.getByRole('button', { name: 'Refund HKD 46.00', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'A second person approves' });
  await sheet.locator('.cashier', { hasText: 'Ng' }).waitFor();
  assert.equal(await sheet.locator('.cashier').count(), 1, 'only supervisors');
  assert.deepEqual(await seriousFaults(page), []);
  await page.keyboard.type('111111');
  await page.keyboard.press('Enter');
  await sheet.getByText('Wrong PIN.').waitFor();
  assert.deepEqual(paymentsOf(number)[0]?.refunds, []);
  await page.keyboard.type(pins.supervisor);
  await page.keyboard.press('Enter');
  await page.locator('.refund-line', { hasText: 'Refunded' }).waitFor();
  assert.equal(paymentsOf(number)[0]?.left, '0.00');
});

test('a double tap takes one payment, and so do two tabs with the same order', async () => {
  await signIn();
  await enter(page, '30.00');
  const number = await numberShown();
  await page.keyboard.press('F4');
  await page.getByRole('button', { name: 'Cash received' }).dblclick();
  await heading(page, 'Paid').waitFor();
  assert.equal(paymentsOf(number).length, 1);

  await page.getByRole('button', { name: /^New order/ }).click();
  await enter(page, '31.00');
  const next = await numberShown();
  const kept = await page.evaluate('sessionStorage.order');
  const second = await context.newPage();
  await second.addInitScript(`sessionStorage.order = ${JSON.stringify(kept)}`);
  await second.goto(started.url);
  await second.locator('.sum .amount', { hasText: '31' }).waitFor();
  const [one, other] = [newCode(), newCode()];
  await Promise.all([scan(page, one), scan(second, other)]);
  // One of them took it; the other one says why it cannot, or shows the same payment.
  const outcome = ['.paid-st', '.notice', '[role=alert]'].map((each) => `${each}:visible`).join();
  await Promise.all([page, second].map((tab) => tab.locator(outcome).first().waitFor()));
  assert.equal(paymentsOf(next).length, 1);
});

test('a session that is over asks for the PIN again, and the order is still there', async () => {
  await signIn();
  await enter(page, '32.00');
  const number = await numberShown();
  await started.till.cashiers.setPin('lee', pins.cashier);
  await heading(page, 'Who is at the till?').waitFor();
  await page.locator('.cashier', { hasText: 'Lee' }).click();
  await page.keyboard.type(pins.cashier);
  await page.keyboard.press('Enter');
  await page.locator('.sum .amount', { hasText: '32' }).waitFor();
  assert.equal(await numberShown(), number);
});

for (const [what, error, sentence] of [
  ['refused', 'NotAllowedError', 'refused'],
  ['busy', 'NotReadableError', 'busy'],
  ['absent', 'NotFoundError', 'none'],
] as const) {
  test(`a camera that is ${what} has its sentence, and the digits can be typed`, async () => {
    await page.addInitScript(
      `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', '${error}'))`,
    );
    await signIn();
    await enter(page, '33.00');
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: 'Use the camera' }).click();
    const told = page.locator('dialog .warn');
    await told.waitFor();
    const { en } = await import('../../page/words/en.ts');
    assert.equal(await told.textContent(), en[`camera.${sentence}`]);
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByLabel('Digits of the payment code').fill(newCode());
    await page.getByRole('button', { name: 'Take the payment' }).click();
    await heading(page, 'Paid').waitFor();
  });
}

test('a camera that sees only black says so', async () => {
  await page.addInitScript(`navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 64;
    const context = canvas.getContext('2d');
    const paint = () => { context.fillRect(0, 0, 64, 64); requestAnimationFrame(paint); };
    paint();
    return canvas.captureStream(10);
  }`);
  await signIn();
  await enter(page, '34.00');
  await page.keyboard.press('F2');
  await page.getByRole('button', { name: 'Use the camera' }).click();
  const { en } = await import('../../page/words/en.ts');
  await page.locator('dialog .warn', { hasText: en['camera.black'] }).waitFor();
});

test('a silent printer never stops a payment, and the receipt can be printed again', async () => {
  await signIn();
  await enter(page, '35.00');
  await scan(page, newCode());
  await heading(page, 'Paid').waitFor();
  await page.keyboard.press('F5');
  await page.getByText('The printer does not answer').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Print again' }).waitFor();
  await page.getByRole('button', { name: /^New order/ }).click();
  await enter(page, '36.00');
});

test('the receipt by QR is honest about an address that no phone reaches, and needs no session', async () => {
  await signIn();
  await enter(page, '37.00');
  await scan(page, newCode());
  await heading(page, 'Paid').waitFor();
  await page.getByRole('button', { name: 'Receipt by QR' }).click();
  await page.getByText(/which no phone reaches/).waitFor();
  const [order] = started.till.orders.list({}).items;
  const path = `${started.url}api/orders/${order?.id}/receipt`;
  assert.equal((await fetch(path)).status, 200);
  assert.equal((await fetch(path.replace(/orders\/.{8}/, 'orders/00000000'))).status, 404);
});

test('a slip has the code, the shop and until when, and no buttons', async () => {
  await signIn();
  await enter(page, '38.00');
  await page.keyboard.press('F3');
  await page.locator('.qrc svg').waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.getByText(/^Scan with AlipayHK \/ Alipay before \d\d:\d\d:\d\d\.$/).waitFor();
  assert.equal(await page.getByRole('button').count(), 0);
  await page.emulateMedia({ media: 'screen' });
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel this payment' }).click();
  await heading(page, 'Not paid. Order closed.').waitFor();
});

test('a supervisor adds a person, sets a PIN, and takes the person off; a cashier cannot', async () => {
  await signIn();
  await page.goto(`${started.url}#/settings`);
  await page.getByRole('heading', { name: 'Your PIN' }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Cashiers' }).count(), 0);
  await context.clearCookies();
  await signIn('Ng');
  await page.goto(`${started.url}#/settings`);
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByLabel('Name').fill('Wong');
  await page.getByLabel('PIN', { exact: true }).fill('12');
  const add = page.getByRole('dialog').getByRole('button', { name: 'Add a person' });
  await add.click();
  await page.getByText('A PIN has 4 to 6 digits.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByLabel('PIN', { exact: true }).fill('8642');
  await add.click();
  await page.locator('.cashier', { hasText: 'Wong' }).click();
  await page.getByLabel('PIN', { exact: true }).fill('975311');
  await page.getByRole('button', { name: 'Set this PIN' }).click();
  const wong = started.till.cashiers.listed().find(({ name }) => name === 'Wong');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.ok(await started.till.cashiers.signIn({ cashierId: wong?.id ?? '', pin: '975311' }, 'x'));
  await page.locator('.cashier', { hasText: 'Supervisor' }).click();
  await page.getByRole('button', { name: 'Take off this till' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take off this till' }).click();
  await page.getByText('The last supervisor cannot be removed.').waitFor();
  await page.getByRole('button', { name: /Close/ }).first().click();
  await page.locator('.cashier', { hasText: 'Wong' }).click();
  await page.getByRole('button', { name: 'Take off this till' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take off this till' }).click();
  await page.locator('.cashier', { hasText: 'Wong' }).waitFor({ state: 'detached' });
});

for (const [width, height, zoom] of [
  [1280, 800, 1],
  [768, 1024, 1],
  [1280, 800, 2],
] as const) {
  test(`nothing is cut off at ${width} × ${height}, at ${zoom * 100} %`, async () => {
    // A browser that enlarges a page has as many pixels fewer for it.
    await page.setViewportSize({ width: width / zoom, height: height / zoom });
    await signIn();
    await page.getByRole('tab', { name: /^Items/ }).click();
    await page.locator('.item').first().click();
    await page.locator('.sum .amount', { hasText: '18' }).waitFor();
    const size: unknown = await page.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.scrollHeight]',
    );
    const [wide, high] = size as [number, number];
    assert.ok(wide <= width / zoom, `${wide} px wide`);
    // At 200 % a page may be scrolled, in one direction.
    if (zoom === 1) assert.ok(high <= height, `${high} px high`);
    assert.deepEqual(await seriousFaults(page), []);
  });
}
