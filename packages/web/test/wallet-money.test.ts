/**
 * Goal: a buyer moves money between bank and wallet once however often a button is pressed or an answer lost, reads what
 * has happened, and finds a payment again.
 * Method: the wallet app in a real browser against a sandbox, whose balance is compared.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../test-kit/axe.ts';
import { openCode, openWalletWorld, typePin, verdict, type WalletWorld } from './wallet-world.ts';

let world: WalletWorld;

before(async () => {
  world = await openWalletWorld();
});

after(() => world?.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function open(page: Page, place: string): Promise<void> {
  await page.evaluate(`location.hash = '#/${place}'`);
}

test('a top-up is in the wallet at once, in the list and under messages', async () => {
  const { page, context, buyer } = await world.phone();
  await page.getByRole('link', { name: 'Top up' }).click();
  await page.getByText('Type the amount first').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await press(page, '200');
  // Pressed twice by an impatient thumb: one top-up.
  await page.getByRole('button', { name: 'Top up HKD 200.00' }).dblclick();
  await page.getByRole('heading', { name: 'Added to your wallet' }).waitFor();
  await page.getByText('HKD 1,200.00').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.equal(await world.balance(buyer), '1200.00');
  await page.getByRole('link', { name: 'Top-ups and withdrawals' }).click();
  await page.locator('.row').filter({ hasText: 'Top-up' }).waitFor();
  assert.equal(await page.locator('.row').count(), 1);
  assert.deepEqual(await seriousFaults(page), []);
  await open(page, 'messages');
  await page.getByText('HKD 200.00 came from your bank').waitFor();
  await context.close();
});

test('a withdrawal needs the PIN; a wrong one and too much money are sentences', async () => {
  const { page, context, buyer } = await world.phone();
  await page.getByRole('link', { name: 'Withdraw' }).click();
  for (const key of '1500')
    await page.locator('.keys').getByRole('button', { name: key, exact: true }).click();
  await page.getByText('More than your balance of HKD 1,000.00').waitFor();
  await press(page, 'All');
  await page.getByRole('button', { name: 'Withdraw HKD 1,000.00' }).click();
  await typePin(page, '135799');
  await page.getByText('Wrong PIN. 4 tries left.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await typePin(page);
  await page.getByRole('heading', { name: 'On its way to your bank' }).waitFor();
  assert.equal(await world.balance(buyer), '0.00');
  await context.close();
});

test('a lost answer is asked for again, and the money moves once', async () => {
  const { page, context, buyer } = await world.phone();
  let lost = 0;
  await page.route('**/wallet/api/top-ups', async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await open(page, 'top-up');
  await press(page, '500');
  await page.getByRole('button', { name: 'Top up HKD 500.00' }).click();
  await page.getByText('Do not start again. We ask every 3 seconds.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('heading', { name: 'Added to your wallet' }).waitFor();
  assert.equal(await world.balance(buyer), '1500.00');
  await context.close();
});

test('a frozen wallet pays nothing out, and says where to go', async () => {
  const { page, context, buyer } = await world.phone();
  await open(page, 'withdraw');
  await press(page, 'All');
  await world.sandbox.operate('PATCH', `/wallets/${buyer.walletId}`, { status: 'frozen' });
  await page.getByRole('button', { name: 'Withdraw HKD 1,000.00' }).click();
  await typePin(page);
  const sheet = page.locator('dialog');
  await sheet.getByText('Your wallet is frozen. Nobody can pay from it.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await sheet.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await context.close();
});

test('messages have a mark until they were read, by day, and lead to what they tell of', async () => {
  const { page, context } = await world.phone();
  await open(page, 'messages');
  await page.locator('.unread').filter({ hasText: 'A new device signed in' }).waitFor();
  await open(page, '');
  await page.locator('.tabbar .badge').waitFor({ state: 'detached' });
  const sale = `told-${Date.now()}`;
  const code = await openCode(page);
  assert.equal(await world.shop.charge(code, '46.00', sale), 'success');
  await verdict(page).waitFor();
  assert.equal(await world.shop.refund(sale, '6.00'), 'success');
  await open(page, '');
  await page.locator('.tabbar .badge').filter({ hasText: '2' }).waitFor();
  await open(page, 'messages');
  const returned = page.locator('.unread').filter({ hasText: 'returned HKD 6.00' });
  await returned.waitFor();
  await page.getByRole('heading', { name: /^Today/ }).waitFor();
  assert.equal(await page.locator('.unread').count(), 2);
  assert.deepEqual(await seriousFaults(page), []);
  await returned.getByRole('link').click();
  await page.getByRole('heading', { name: 'Payment' }).waitFor();
  await open(page, 'messages');
  await page.getByText('HKD 46.00 paid to').waitFor();
  assert.equal(await page.locator('.unread').count(), 0, 'read once, read for ever');
  await context.close();
});

test('a search asks the server for what the phone does not have, and says when nothing fits', async () => {
  const { page, context } = await world.phone({ balance: '9000.00' });
  // More than one page of the history.
  const old = `old-${Date.now()}`;
  for (let count = 0; count < 22; count++) {
    const code = await openCode(page);
    const amount = count === 0 ? '77.70' : '5.00';
    assert.equal(await world.shop.charge(code, amount, `${old}-${count}`), 'success');
    await verdict(page).waitFor();
    await page.locator('.result .btn.big').click();
  }
  await page.reload();
  await page.locator('.home .ready').waitFor();
  await open(page, 'history');
  await page.locator('.history a.row').nth(19).waitFor();
  await page.getByRole('searchbox').fill('77.70');
  await page.locator('.history a.row').filter({ hasText: '77.70' }).waitFor();
  assert.equal(await page.locator('.history a.row').count(), 1);
  await page.getByRole('searchbox').fill('no such shop');
  await page.getByText('Nothing for “no such shop”').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.locator('main').getByRole('button', { name: 'Clear search' }).click();
  await page.locator('.history a.row').nth(19).waitFor();
  await press(page, 'Refunds');
  await page.locator('.history .empty').waitFor();
  await press(page, 'All');
  await context.setOffline(true);
  await page.getByRole('searchbox').fill('5.00');
  await page.getByText(/^Only what is on this phone was searched/).waitFor();
  assert.ok((await page.locator('.history a.row').count()) > 10);
  await context.close();
});
