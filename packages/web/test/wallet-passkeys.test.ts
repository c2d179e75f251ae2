/**
 * Goal: a buyer adds a passkey, signs in and pays with one touch, and takes it away; the PIN works all the time.
 * Method: the wallet app in a real browser with a virtual authenticator, opened by a name as passkeys need it.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { authenticator, type Finger } from '../test-kit/authenticator.ts';
import { seriousFaults } from '../test-kit/axe.ts';
import {
  byName,
  openWalletWorld,
  paste,
  typePin,
  unexpected,
  verdict,
  type WalletWorld,
} from './wallet-world.ts';

let world: WalletWorld;

before(async () => {
  world = await openWalletWorld();
});

after(() => world?.close());

async function phone() {
  let finger: Finger | undefined;
  const opened = await world.phone({
    baseURL: byName(world.sandbox.url),
    prepare: async (page) => {
      finger = await authenticator(page);
    },
  });
  assert.ok(finger);
  return { ...opened, finger };
}

async function addPasskey(page: Page): Promise<void> {
  await page.evaluate(`location.hash = '#/me'`);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await typePin(page);
  await page.getByText('Your passkey is ready.').waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.evaluate(`location.hash = '#/me'`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

test('a passkey is added with the PIN, signs in without it, and is removed', async () => {
  const { page, context, faults } = await phone();
  await addPasskey(page);
  assert.deepEqual(await seriousFaults(page), []);
  // The same device again: it says that it is known.
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await typePin(page);
  await page.getByText('This device has a passkey of your wallet already.').waitFor();
  await signOut(page);
  await page.getByRole('button', { name: 'Use face or fingerprint' }).click();
  await page.locator('.home .ready').waitFor();
  assert.equal(await page.evaluate('document.cookie'), '');
  await page.evaluate(`location.hash = '#/messages'`);
  await page.getByText('A passkey was added').waitFor();
  await page.evaluate(`location.hash = '#/me'`);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('It no longer signs in or pays.', { exact: false }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('button', { name: 'Remove', exact: true }).count(), 0);
  await signOut(page);
  await page.getByRole('button', { name: 'Use face or fingerprint' }).click();
  await page.getByText('The passkey was not used. Sign in with your PIN.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

test('one touch pays an order; a finger that is not known leaves the PIN', async () => {
  const { page, context, buyer, finger } = await phone();
  await paste(page, await world.shop.order('60.00'));
  await page.getByRole('button', { name: 'Pay HKD 60.00' }).click();
  await page.locator('.pin-sheet').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Use face or fingerprint' }).count(), 0);
  await page.keyboard.press('Escape');
  await addPasskey(page);
  await paste(page, await world.shop.order('70.00'));
  await page.getByRole('button', { name: 'Pay HKD 70.00' }).click();
  await finger.verifies(false);
  await page.getByRole('button', { name: 'Use face or fingerprint' }).click();
  await page.getByText('The passkey was not used. Type your PIN.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await finger.verifies(true);
  await page.getByRole('button', { name: 'Use face or fingerprint' }).click();
  assert.equal(await verdict(page).textContent(), 'Paid');
  assert.equal(await world.balance(buyer), '930.00');
  await context.close();
});

test('at an address of digits the settings say that there are no passkeys', async () => {
  const { page, context } = await world.phone();
  await page.evaluate(`location.hash = '#/me'`);
  await page.getByText('This browser or address cannot use passkeys.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Add', exact: true }).count(), 0);
  await context.close();
});
