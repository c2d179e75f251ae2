/**
 * Goal: whatever goes wrong while a buyer pays, the page says what has happened and what to do, and charges once.
 * Method: the wallet app in a real browser with broken cameras, lost sessions, a server that is gone and hasty fingers.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../test-kit/axe.ts';
import { openWalletWorld, paste, typePin, verdict, type WalletWorld } from './wallet-world.ts';

let world: WalletWorld;

before(async () => {
  world = await openWalletWorld();
});

after(() => world?.close());

/** A camera that cannot be opened for a reason of the browser's. */
const brokenCamera = (reason: string) => (page: Page) =>
  page.addInitScript(
    `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', '${reason}'))`,
  );

const noCamera = brokenCamera('NotAllowedError');

/** A camera whose pictures are black, as some phones have it until the app is opened anew; counts its openings. */
const blackCamera = (page: Page) =>
  page.addInitScript(`
    window.openings = 0;
    navigator.mediaDevices.getUserMedia = async () => {
      window.openings++;
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 64;
      const context = canvas.getContext('2d');
      setInterval(() => context.fillRect(0, 0, 64, 64), 50);
      return canvas.captureStream(20);
    };`);

const cameras = [
  ['another app uses it', 'NotReadableError', 'Another app uses the camera.'],
  ['there is none', 'NotFoundError', 'This device has no camera.'],
  ['it is refused', 'NotAllowedError', 'The camera is blocked.'],
] as const;
for (const [why, reason, sentence] of cameras) {
  test(`a camera that does not open because ${why} leaves pictures and pasted codes`, async () => {
    const { page, context } = await world.phone({ prepare: brokenCamera(reason) });
    await page.locator('.doors a').first().click();
    await page.getByText(sentence).waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await page.locator('.scan footer .main').waitFor();
    await paste(page, await world.shop.order('20.00'));
    await page.getByRole('button', { name: 'Pay HKD 20.00' }).waitFor();
    await context.close();
  });
}

test('a camera with black pictures is opened once more, then a sentence says so', async () => {
  const { page, context } = await world.phone({ prepare: blackCamera });
  await page.locator('.doors a').first().click();
  const sentence = page.getByText('The camera shows nothing.');
  await sentence.waitFor();
  await page.waitForFunction('window.openings === 2');
  await sentence.waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.equal(await page.evaluate('window.openings'), 2);
  await context.close();
});

async function openOrder(page: Page, amount: string): Promise<void> {
  await paste(page, await world.shop.order(amount));
  await page.getByRole('button', { name: `Pay HKD ${amount}` }).waitFor();
}

/** Holds requests to pay until they are released. */
async function holdPayments(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/wallet/api/pay', async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}

test('five wrong PINs lock the sheet, and say until when', async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  await openOrder(page, '21.00');
  await page.getByRole('button', { name: 'Pay HKD 21.00' }).click();
  for (let left = 4; left >= 1; left--) {
    await typePin(page, '135799');
    await page.getByText(`Wrong PIN. ${left} ${left === 1 ? 'try' : 'tries'} left.`).waitFor();
  }
  await typePin(page, '135799');
  await page
    .getByText(/^Too many wrong PINs. Locked until \d\d:\d\d. Your money is safe.$/)
    .waitFor();
  assert.ok(await page.locator('.keys button').first().isDisabled());
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Forgot PIN?' }).click();
  await page.getByRole('link', { name: 'Choose a new PIN' }).click();
  await page.getByRole('heading', { name: 'Choose a new PIN' }).waitFor();
  assert.equal(await world.balance(buyer), '1000.00');
  await context.close();
});

// The second tap lands where the sheet has just put a key: it is no digit of the PIN.
test('hasty fingers: a double tap and more digits than six pay once', async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  await openOrder(page, '22.00');
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/wallet/api/pay')) asked++;
  });
  await page.getByRole('button', { name: 'Pay HKD 22.00' }).dblclick({ force: true });
  await typePin(page, '246810246810');
  assert.equal(await verdict(page).textContent(), 'Paid');
  assert.equal(asked, 1);
  assert.equal(await world.balance(buyer), '978.00');
  await context.close();
});

test('back in mid-payment: the result comes by itself, and the buyer is charged once', async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  await openOrder(page, '23.00');
  await page.getByRole('button', { name: 'Pay HKD 23.00' }).click();
  const release = await holdPayments(page);
  await typePin(page);
  await page.getByText('Checking …').waitFor();
  await page.goBack();
  await page.locator('.order').waitFor({ state: 'detached' });
  release();
  assert.equal(await verdict(page).textContent(), 'Paid');
  assert.equal(await world.balance(buyer), '977.00');
  await context.close();
});

test('back before the PIN: the order stays open, and is found under History', async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  await openOrder(page, '24.00');
  await page.getByRole('button', { name: 'Pay HKD 24.00' }).click();
  await page.locator('.pin-sheet').waitFor();
  await page.goBack();
  await page.evaluate(`location.hash = '#/history'`);
  await page.locator('a.row').filter({ hasText: '24.00' }).click();
  await page.getByRole('button', { name: 'Pay HKD 24.00' }).click();
  await typePin(page);
  assert.equal(await verdict(page).textContent(), 'Paid');
  assert.equal(await world.balance(buyer), '976.00');
  await context.close();
});

test('a session that ends in mid-payment says that the outcome is not known, and shows it after signing in', async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  await openOrder(page, '25.00');
  await page.getByRole('button', { name: 'Pay HKD 25.00' }).click();
  await page.locator('.pin-sheet').waitFor();
  await context.clearCookies();
  await typePin(page);
  await page
    .getByText('You were signed out during a payment. Sign in to see what became of it.')
    .waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.equal(await world.balance(buyer), '1000.00');
  await context.close();
});

test('a server that is gone is said on each page, and a button asks again', async () => {
  const { page, context } = await world.phone({ prepare: noCamera });
  await page.route('**/wallet/api/**', (route) => route.abort());
  const sentence = page.getByText('Could not load. No answer from the server in 10 s.');
  await paste(page, 'anything12345678');
  await sentence.waitFor();
  await page.getByRole('button', { name: 'Scan again' }).waitFor();
  await page.evaluate(`location.hash = '#/transfers'`);
  await sentence.waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.unroute('**/wallet/api/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('No top-up yet').waitFor();
  await context.close();
});

// The last one: the business clock of the whole world is moved.
test('an order that closes while the PIN is typed is not paid, and says so', async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  await openOrder(page, '26.00');
  await page.getByRole('button', { name: 'Pay HKD 26.00' }).click();
  await typePin(page, '24681');
  await world.sandbox.operate('POST', '/clock/advance', { by: '3h' });
  await page.keyboard.press('0');
  await page.getByText('This order is closed. You were not charged.').first().waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.equal(await world.balance(buyer), '1000.00');
  await context.close();
});
