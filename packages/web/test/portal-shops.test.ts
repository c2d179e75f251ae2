/**
 * Goal: an owner registers a shop, makes its code, prints the sign, stops, restarts and deletes the code by typing the
 * shop's name; a developer only looks.
 * Method: the portal in a real browser against a sandbox; the gateway's program made the first code.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seriousFaults } from '../test-kit/axe.ts';
import { openPortalSandbox, type PortalSandbox } from './portal-sandbox.ts';

let world: PortalSandbox;
before(async () => {
  world = await openPortalSandbox();
  await world.shop.shopCode();
});
after(() => world.close());

test('a shop is registered, then it has a code', async () => {
  const { page, context, faults } = await world.open('owner', '#/shops');
  await page.getByRole('button', { name: 'Register a shop' }).first().click();
  await page.getByRole('button', { name: 'Register the shop' }).click();
  await page.getByText('The shop needs a name of 1 to 64 characters.').waitFor();
  for (const [label, text] of [
    ['Name of the shop', '旺角 Mong Kok'],
    ['Store id', 'S-9'],
    ['Name of the merchant', '海傍咖啡 Harbour Coffee'],
    ['Merchant id', 'M-9'],
    ['Industry', '5814'],
    ['Address', '1 Fa Yuen Street'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
  await page.getByRole('button', { name: 'Register the shop' }).click();
  await page.locator('.figure-table').getByText('旺角 Mong Kok').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.goto('/portal/#/codes?open=new');
  await page.getByRole('radio', { name: /Mong Kok/ }).check();
  await page.getByRole('button', { name: 'Make the code' }).click();
  await page.getByRole('heading', { name: 'Print preview: 旺角 Mong Kok' }).waitFor();
  await page.locator('.sign-paper').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('the sign is shown for each paper and printed as often as it is asked', async () => {
  const { page, context, faults } = await world.open('developer', '#/codes', { dark: true });
  await page.locator('.sign-paper').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Stop…' }).count(), 0);
  for (const paper of ['A5', 'Sticker', 'A6']) {
    await page.getByRole('button', { name: paper, exact: true }).click();
    await page.locator(`.sign-paper.${paper === 'Sticker' ? 'sticker' : paper}`).waitFor();
  }
  await page.getByText('105 × 148 mm').waitFor();
  await page.getByLabel('Copies').fill('3');
  await page.getByRole('button', { name: 'Print 3 signs' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.printed-signs img:visible').count(), 3);
  assert.equal(await page.locator('#page').isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a code is stopped, restarted, and deleted by the name of its shop', async () => {
  const { page, context, faults } = await world.open('supervisor', '#/codes');
  const card = page.getByRole('article', { name: 'Central 中環' });
  const dialog = page.getByRole('alertdialog');
  await card.getByRole('button', { name: 'Stop…' }).click();
  await dialog.getByLabel('Why').fill('Fair is over.');
  await dialog.getByRole('button', { name: 'Stop the code' }).click();
  await card.getByText('Fair is over.').waitFor();
  await card.getByRole('button', { name: 'Restart…' }).click();
  await dialog.getByRole('button', { name: 'Restart the code' }).click();
  await card.getByText('In use').waitFor();
  await card.getByRole('button', { name: 'Delete…' }).click();
  await dialog.getByLabel('Type the shop’s name to delete it').fill('Central');
  await dialog.getByRole('button', { name: 'Delete the code' }).click();
  await dialog.getByText(/This is not the name of the shop/).waitFor();
  await dialog.getByLabel('Type the shop’s name to delete it').fill('Central 中環');
  await dialog.getByRole('button', { name: 'Delete the code' }).click();
  await page.getByText('1 deleted code').waitFor();
  // The wrong name, which the server refuses.
  assert.equal(faults.length, 1);
  assert.match(faults[0] ?? '', /status of 409/);
  await context.close();
});
