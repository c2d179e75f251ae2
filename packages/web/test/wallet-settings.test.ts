/**
 * Goal: a buyer makes a lost phone harmless, pauses codes, and decides about PIN, limits and devices, in the app.
 * Method: the settings in a real browser; what they promise is tried at a shop's till.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../test-kit/axe.ts';
import {
  openCode,
  openWalletWorld,
  pin,
  signIn,
  typePin,
  type WalletWorld,
} from './wallet-world.ts';

let world: WalletWorld;

before(async () => {
  world = await openWalletWorld();
});

after(() => world?.close());

async function settings(page: Page): Promise<void> {
  await page.evaluate(`location.hash = '#/me'`);
  await page.getByRole('heading', { name: 'Security' }).waitFor();
  await page.getByText('This device').waitFor();
}

const setting = (page: Page, title: string) =>
  page.locator('.setting').filter({ has: page.getByText(title, { exact: true }) });

test('paused codes pay nothing, and the code page says so', async () => {
  const { page, context } = await world.phone();
  const code = await openCode(page);
  await page.getByRole('switch', { name: 'Pause payment codes' }).click();
  await page.getByText('Paused').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.notEqual(await world.shop.charge(code, '9.00', 'paused-1'), 'success');
  await page.getByRole('switch', { name: 'Pause payment codes' }).click();
  await page.locator('.code-card .code').first().waitFor();
  await context.close();
});

test('a frozen wallet pays nothing until its PIN says otherwise', async () => {
  const { page, context } = await world.phone();
  await settings(page);
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Freeze wallet' }).click();
  await typePin(page, '135799');
  await page.getByText('Wrong PIN. 4 tries left.').waitFor();
  await typePin(page);
  await page.getByRole('button', { name: 'Unfreeze wallet' }).waitFor();
  await page.evaluate(`location.hash = '#/'`);
  await page.getByText('Your wallet is frozen. Nobody can pay from it.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await settings(page);
  await page.getByRole('button', { name: 'Unfreeze wallet' }).click();
  await typePin(page);
  await page.getByRole('button', { name: 'Freeze wallet' }).waitFor();
  await context.close();
});

test('a lower limit holds at once, a higher one asks for the PIN', async () => {
  const { page, context } = await world.phone();
  await settings(page);
  await setting(page, 'Without PIN up to').getByRole('button', { name: 'Change' }).click();
  await page.getByRole('textbox', { name: 'New limit' }).fill('five');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Type an amount, such as 500.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('textbox', { name: 'New limit' }).fill('50');
  await page.getByRole('button', { name: 'Save' }).click();
  await setting(page, 'Without PIN up to').getByText('HKD 50.00').waitFor();
  await setting(page, 'Without PIN up to').getByRole('button', { name: 'Change' }).click();
  await page.getByRole('textbox', { name: 'New limit' }).fill('80');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A higher limit needs your PIN').waitFor();
  await typePin(page);
  await setting(page, 'Without PIN up to').getByText('HKD 80.00').waitFor();
  await context.close();
});

test('a new PIN is typed twice, and is the one from then on', async () => {
  const { page, context, buyer } = await world.phone();
  await settings(page);
  await setting(page, 'PIN').getByRole('button', { name: 'Change' }).click();
  await page.getByRole('heading', { name: 'Your PIN now' }).waitFor();
  await typePin(page);
  await page.getByRole('heading', { name: 'A new PIN' }).waitFor();
  await typePin(page, '583920');
  await page.getByRole('heading', { name: 'The new PIN again' }).waitFor();
  await typePin(page, '583921');
  await page.getByText('The two are not the same.').waitFor();
  await typePin(page, '583920');
  await page.getByRole('heading', { name: 'The new PIN again' }).waitFor();
  await typePin(page, '583920');
  await page.getByText('Your PIN is changed. Other devices were signed out.').waitFor();
  const signedIn = await fetch(`${world.sandbox.url}/wallet/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: `852-${buyer.number}`, pin }),
  });
  assert.equal(signedIn.status, 401, 'the old one is not taken');
  await context.close();
});

test('another device is signed out from here, and all of them at once', async () => {
  const { page, context, buyer } = await world.phone();
  const other = await world.newPhone();
  await signIn(other.page, buyer);
  await settings(page);
  const rows = page.locator('.setting').filter({ hasText: 'Last used' });
  await rows.nth(1).waitFor();
  await rows.getByRole('button', { name: 'Log out' }).click();
  await rows.nth(1).waitFor({ state: 'detached' });
  await other.page.reload();
  await other.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await setting(page, 'Log out everywhere').getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Log out everywhere' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await other.context.close();
  await context.close();
});
