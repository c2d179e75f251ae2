/**
 * Goal: a person opens a wallet, or chooses another PIN for a forgotten one, with a code that is sent to the number; whatever
 * is typed wrongly is a sentence, and what was typed rightly stays.
 * Method: the wallet app in a real browser against a sandbox, which shows the codes that it does not send.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../test-kit/axe.ts';
import { openWalletWorld, unexpected, type WalletWorld } from './wallet-world.ts';

let world: WalletWorld;

before(async () => {
  world = await openWalletWorld();
});

after(() => world?.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function askForCode(page: Page, number: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Mobile number' }).fill(number);
  await press(page, 'Send code');
  await page.getByText('Step 2 of 3').waitFor();
}

async function typePins(page: Page, pin: string, again: string): Promise<void> {
  await page.locator('input[name=pin]').fill(pin);
  await page.locator('input[name=again]').fill(again);
}

test('a new number becomes a wallet: code, PIN twice, and nothing typed is lost', async () => {
  const { page, context, faults } = await world.newPhone();
  await page.getByRole('link', { name: 'New here? Open a wallet' }).click();
  await page.getByRole('heading', { name: 'Open a wallet' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await press(page, 'Send code');
  await page.getByText('Type your mobile number.').waitFor();
  await page.getByRole('textbox', { name: 'Mobile number' }).fill('123');
  await press(page, 'Send code');
  await page.getByText('Type your mobile number.').waitFor();
  await askForCode(page, '6555 0001');
  assert.deepEqual(await seriousFaults(page), []);
  await page.locator('input[name=code]').fill('123');
  await press(page, 'Next');
  await page.getByText('Type the six digits of the code.').waitFor();
  // A second code for the same number has to wait.
  await press(page, 'Send again');
  await page
    .getByText(/^A code was sent to this number already. The next one can be sent at \d\d:\d\d\.$/)
    .waitFor();
  await press(page, 'Fill in');
  await press(page, 'Next');
  await typePins(page, '246810', '246811');
  assert.deepEqual(await seriousFaults(page), []);
  await press(page, 'Open the wallet');
  await page.getByText('The two are not the same. Type them again.').waitFor();
  await typePins(page, '123456', '123456');
  await press(page, 'Open the wallet');
  await page.getByText('This PIN is easy to guess. Choose another.').waitFor();
  await typePins(page, '583920', '583920');
  await press(page, 'Open the wallet');
  await page.getByText('Your first payment appears here').waitFor();
  assert.deepEqual(unexpected(faults), []);
  await page.reload();
  await page.locator('.home').waitFor();
  await context.close();
});

test('a wrong code leads back to the code, and the PINs need not be typed again', async () => {
  const { page, context } = await world.newPhone();
  await page.evaluate(`location.hash = '#/sign-up'`);
  await askForCode(page, '65550002');
  const shown = (await page.locator('.sandbox b').textContent()) ?? '';
  const code = shown.replace(/\D/g, '');
  await page.locator('input[name=code]').fill(code === '000000' ? '000001' : '000000');
  await press(page, 'Next');
  await typePins(page, '583920', '583920');
  await press(page, 'Open the wallet');
  await page.getByText('This is not the code, or it has expired. Ask for a new one.').waitFor();
  await page.locator('input[name=code]').fill(code);
  await press(page, 'Next');
  await press(page, 'Open the wallet');
  await page.locator('.home').waitFor();
  await context.close();
});

test('a number that has a wallet is led to the page to sign in', async () => {
  const { page, context, buyer } = await world.newPhone();
  await page.evaluate(`location.hash = '#/sign-up'`);
  await askForCode(page, buyer.number);
  await press(page, 'Fill in');
  await press(page, 'Next');
  await typePins(page, '583920', '583920');
  await press(page, 'Open the wallet');
  await page.getByText('This number has a wallet already. Sign in.').waitFor();
  await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await context.close();
});

test('a forgotten PIN is replaced with a code, and the new one pays', async () => {
  const { page, context, buyer } = await world.newPhone();
  await page.getByRole('link', { name: 'Forgot PIN?' }).click();
  await page.getByRole('heading', { name: 'Choose a new PIN' }).waitFor();
  await askForCode(page, buyer.number);
  await press(page, 'Fill in');
  await press(page, 'Next');
  await typePins(page, '583920', '583920');
  await press(page, 'Set the new PIN');
  await page.locator('.home').waitFor();
  await page.evaluate(`location.hash = '#/messages'`);
  await page.getByText('A new PIN was set by a code to your number').waitFor();
  await context.close();
});

test('without network nothing is lost, and a number without a wallet can open one', async () => {
  const { page, context } = await world.newPhone();
  await page.evaluate(`location.hash = '#/forgotten'`);
  await page.getByRole('textbox', { name: 'Mobile number' }).fill('65550003');
  await context.setOffline(true);
  await press(page, 'Send code');
  await page.getByText('This needs a network. Try again.').waitFor();
  await context.setOffline(false);
  await press(page, 'Send code');
  await press(page, 'Fill in');
  await press(page, 'Next');
  await typePins(page, '583920', '583920');
  await press(page, 'Set the new PIN');
  await page.getByText('This number has no wallet. Open one.').waitFor();
  await page.getByRole('link', { name: 'Open a wallet', exact: true }).click();
  await page.getByText('We send a code to this number.').waitFor();
  await context.close();
});
