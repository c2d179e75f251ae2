/**
 * Goal: wallet and till understand each other: what one shows, the other's camera reads, and both pages say the same of
 * every end that a payment may have.
 * Method: both pages side by side in a real browser, with their real servers, a real gateway and PostgreSQL; the camera
 * sees a picture of the other page.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openCode, typePin, verdict } from '../../../web/test/wallet-world.ts';
import {
  type CounterWorld,
  enter,
  heading,
  openCounterWorld,
  scan,
} from '../../test-kit/counter-world.ts';

let world: CounterWorld;
before(async () => {
  world = await openCounterWorld();
});
beforeEach(() => world.newOrder());
after(async () => {
  await world?.close();
  // Of the gateway that was silent on purpose.
  const alarm = /requests to cancel or refund did not succeed/;
  assert.deepEqual(
    world?.faults.map(String).filter((fault) => !alarm.test(fault)),
    [],
  );
});

test("the wallet's camera reads the till's code from its screen, and both say paid", async () => {
  const { till } = world;
  await enter(till, '46.00');
  await till.keyboard.press('F3');
  await till.locator('.qrc svg').waitFor();
  await world.aim(await till.locator('.qrc').screenshot());
  const { page, context, buyer } = await world.phone();
  await context.grantPermissions(['camera']);
  await page.locator('.doors a').first().click();
  await page.getByRole('heading', { name: 'Order' }).waitFor();
  await page.getByText('Demo Tea House').first().waitFor();
  await heading(till, 'Opened on a phone').waitFor();
  await page.getByRole('button', { name: 'Pay HKD 46.00' }).click();
  await typePin(page, '135799');
  await page.getByText('Wrong PIN. 4 tries left.').waitFor();
  assert.equal(await heading(till, 'Paid').count(), 0);
  await typePin(page);
  assert.equal(await verdict(page).textContent(), 'Paid');
  await heading(till, 'Paid').waitFor();
  assert.equal(await world.balance(buyer), '954.00');
  await context.close();
});

test("the till's camera reads the wallet's code from its screen, and the PIN comes over it", async () => {
  const { till } = world;
  const { page, context, buyer } = await world.phone();
  await openCode(page);
  await world.aim(await page.locator('.code-card .code').nth(1).screenshot());
  await enter(till, '268.00');
  await till.keyboard.press('F2');
  await till.getByRole('button', { name: 'Use the camera' }).click();
  await heading(till, 'Customer is confirming on the phone').waitFor();
  await typePin(page);
  assert.equal(await verdict(page).textContent(), 'Paid');
  await heading(till, 'Paid').waitFor();
  assert.equal(await world.balance(buyer), '732.00');
  await context.close();
});

test('refunded: part of a payment goes back, and the wallet has it inside the payment', async () => {
  const { till } = world;
  const { page, context, buyer } = await world.phone();
  await enter(till, '46.00');
  await scan(till, await openCode(page));
  await heading(till, 'Paid').waitFor();
  await verdict(page).waitFor();
  await till.keyboard.press('F8');
  await till.locator('.card.rows .row').first().click();
  await till.getByRole('button', { name: /^Refund, HKD 46.00 left/ }).click();
  await till.getByLabel(/^Refund, HKD/).fill('6.00');
  await till.getByRole('button', { name: 'Goods returned' }).click();
  await till.getByRole('button', { name: 'Refund HKD 6.00', exact: true }).click();
  await till.locator('.refund-line', { hasText: 'Refunded' }).waitFor();
  assert.equal(await world.balance(buyer), '960.00');
  await page.evaluate(`location.hash = '#/history'`);
  await page.locator('.history .row').first().waitFor();
  await page.locator('.history a.row').first().click();
  await page.getByText('6.00').first().waitFor();
  await context.close();
});

test('refused by the customer: the till hears it and the order stays to be paid otherwise', async () => {
  const { till } = world;
  const { page, context, buyer } = await world.phone();
  await enter(till, '268.00');
  await scan(till, await openCode(page));
  await page.locator('dialog .link-btn').click();
  await heading(till, 'Not paid. Order closed.').waitFor();
  assert.equal(await world.balance(buyer), '1000.00');
  await context.close();
});

test('not confirmed in time: the till gives up, and so does the sheet on the phone', async () => {
  const { till } = world;
  const { page, context, buyer } = await world.phone();
  world.secondsToPay(2);
  await enter(till, '268.00');
  await scan(till, await openCode(page));
  await page.locator('.pin-sheet').waitFor();
  await heading(till, 'Not paid. Order closed.').waitFor();
  await page.locator('.pin-sheet').waitFor({ state: 'detached' });
  assert.equal(await world.balance(buyer), '1000.00');
  await context.close();
});

test('a code that was not scanned in time is dead in the wallet', async () => {
  const { till } = world;
  world.secondsToPay(1);
  await enter(till, '46.00');
  const shown = till.waitForResponse((response) => response.url().endsWith('/show'));
  await till.keyboard.press('F3');
  const { paymentId } = await (await shown).json();
  await heading(till, 'Not paid. Order closed.').waitFor();
  assert.equal(world.started.till.payments.get(paymentId).state, 'notPaid');
});

test('balance not enough: each page says what it means for its reader', async () => {
  const { till } = world;
  const { page, context, buyer } = await world.phone({ balance: '20.00' });
  await enter(till, '46.00');
  const code = await openCode(page);
  await scan(till, code);
  await heading(till, 'Balance not enough').waitFor();
  assert.equal(await world.balance(buyer), '20.00');
  // The same order is paid by another customer.
  const other = await world.phone();
  await scan(till, await openCode(other.page));
  await heading(till, 'Paid').waitFor();
  await verdict(other.page).waitFor();
  await context.close();
  await other.context.close();
});

test('a code that was used and one of another wallet: nothing is charged, one next step', async () => {
  const { till } = world;
  const { page, context } = await world.phone();
  const code = await openCode(page);
  assert.equal(await world.shop.charge(code, '10.00'), 'success');
  await enter(till, '46.00');
  await scan(till, code);
  await heading(till, 'Code expired or already used').waitFor();
  await till.keyboard.press('F2');
  await till.getByLabel('Digits of the payment code').fill('134567890123456789');
  await till.getByRole('button', { name: 'Take the payment' }).click();
  await heading(till, /WeChat Pay/).waitFor();
  await context.close();
});

test('the phone is offline: its code pays all the same, and it says so when it is back', async () => {
  const { till } = world;
  const { page, context, buyer } = await world.phone();
  const code = await openCode(page);
  await context.setOffline(true);
  await enter(till, '46.00');
  await scan(till, code);
  await heading(till, 'Paid').waitFor();
  assert.equal(await world.balance(buyer), '954.00');
  await context.setOffline(false);
  assert.equal(await verdict(page).textContent(), 'Paid');
  await context.close();
});

test('the till is offline: it says so and takes nothing, and comes back to the payment', async () => {
  const { till } = world;
  const { page, context, buyer } = await world.phone();
  await enter(till, '268.00');
  await scan(till, await openCode(page));
  await heading(till, 'Customer is confirming on the phone').waitFor();
  world.cut();
  await heading(till, 'Take no payment').waitFor();
  await typePin(page);
  assert.equal(await verdict(page).textContent(), 'Paid');
  world.mend();
  await heading(till, 'Paid').waitFor();
  assert.equal(await world.balance(buyer), '732.00');
  await context.close();
});

test('unknown: the gateway is silent, the till does not guess, and both hear the truth', async () => {
  const { till, sandbox } = world;
  const { page, context, buyer } = await world.phone();
  world.secondsToPay(2);
  const silent = { silence: '1s' };
  await sandbox.operate('POST', '/scenarios', {
    when: { service: 'alipay.acquire.overseas.spot.pay' },
    then: [{ ...silent, although: 'paid' }],
  });
  await sandbox.operate('POST', '/scenarios', {
    when: { service: ['alipay.acquire.overseas.query', 'alipay.acquire.cancel'] },
    then: [silent],
  });
  await enter(till, '46.00');
  await scan(till, await openCode(page));
  // The buyer's own money says the truth at once.
  assert.equal(await verdict(page).textContent(), 'Paid');
  await heading(till, 'We do not know yet').waitFor();
  await sandbox.operate('DELETE', '/scenarios');
  await till.keyboard.press('F6');
  // Its time was over, so the till has cancelled: what was charged went back.
  await heading(till, 'Not paid. Order closed.').waitFor();
  assert.equal(await world.balance(buyer), '1000.00');
  await context.close();
});

test('the sandbox is in order after all of it', async () => {
  const report = await world.sandbox.operate('POST', '/audit');
  assert.deepEqual(report['broken'], []);
});
