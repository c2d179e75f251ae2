/**
 * Goal: the portal's figures are those of the API and of the list, its lists are found again by their address, and money
 * above the limit goes back by two people.
 * Method: a sandbox whose till takes payments, two people in two browsers, and the API asked beside the page.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../test-kit/axe.ts';
import { openPortalWorld, type PortalWorld } from './portal-world.ts';
import { unexpected } from './wallet-world.ts';

let world: PortalWorld;

before(async () => {
  world = await openPortalWorld();
  for (const [index, amount] of ['46.00', '128.50', '1200.00', '9.80'].entries()) {
    assert.equal(await world.shop.charge(await world.code(), amount, `day-${index}`), 'success');
  }
  await world.shop.refund('day-1', '28.50');
  await world.shop.charge(await world.code('5.00'), '46.00', 'day-poor');
});
after(() => world?.close());

/** Asks the API as the page does. */
async function asked(page: Page, path: string): Promise<Record<string, unknown>> {
  const script = `fetch('api${path}', { headers: { 'sampan-session': 'portal' } }).then((r) => r.json())`;
  return (await page.evaluate(script)) as Record<string, unknown>;
}

test('the figures of the overview, of the API and of the list are the same', async () => {
  const { page, context, faults } = await world.as('finance');
  await page.locator('.figure').first().waitFor();
  const overview = await asked(page, '/overview');
  const paid = overview['paid'] as { readonly amount: string; readonly payments: number };
  assert.deepEqual([paid.amount, paid.payments], ['1384.30', 4]);
  const shown = await page.locator('.figure .amount > [aria-hidden]').allTextContents();
  assert.equal(shown[0], 'HKD1,384.30');
  assert.equal(shown[1], 'HKD28.50');
  assert.equal(await page.locator('.figure .amount').nth(1).textContent(), '4');
  await page.locator('.plot-card', { hasText: 'Volume by hour' }).getByText('Show numbers').click();
  const cells = await page.locator('.plot-table td:nth-child(2)').allTextContents();
  assert.equal(cells.filter((cell) => /[1-9]/.test(cell)).join(), '1,384.30');
  await page.locator('.figure').first().click();
  await page.locator('.sum', { hasText: 'HKD 1,384.30' }).waitFor();
  await page.locator('.trades a', { hasText: 'day-3' }).waitFor();
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

test('filters and search are in the address; a trade opens and leads back to the same list', async () => {
  const { page, context } = await world.as('finance', '#/trades?refunded=true');
  await page.locator('.trades a', { hasText: 'day-1' }).waitFor();
  assert.equal(await page.locator('.trades tbody a').count(), 1);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText('HKD 28.50 refunded').first().waitFor();
  assert.match(page.url(), /#\/trades\/\d{28}\?refunded=true$/);
  await page.keyboard.press('Escape');
  await page.locator('.trades a', { hasText: 'day-1' }).waitFor();
  assert.match(page.url(), /#\/trades\?refunded=true$/);
  await page.goBack();
  await page.goForward();
  await page.getByLabel('Clear Refunds').click();
  await page.locator('.trades a', { hasText: 'day-3' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('day-2');
  await page.locator('.trades a', { hasText: 'day-3' }).waitFor({ state: 'detached' });
  assert.match(page.url(), /#\/trades\?text=day-2$/);
  await page.reload();
  await page.locator('.trades a', { hasText: 'day-2' }).waitFor();
  assert.equal(await page.locator('.find input').inputValue(), 'day-2');
  await page.locator('.find input').fill('no such id');
  await page.getByText('Nothing matches.').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.locator('.trades a', { hasText: 'day-3' }).waitFor();
  await context.close();
});

test('a new payment is counted, and shown when it is wanted; what the list shows is exported', async () => {
  const { page, context } = await world.as('finance', '#/trades');
  await page.locator('.trades a', { hasText: 'day-3' }).waitFor();
  await world.shop.charge(await world.code(), '7.00', 'day-new');
  await page.getByRole('button', { name: '1 newer, show' }).click();
  await page.locator('.trades a', { hasText: 'day-new' }).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Export \d+ as CSV$/ }).click(),
  ]);
  const stream = await file.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
  const { trades } = await asked(page, '/trades/sums');
  assert.equal(lines.length - 1, trades);
  await context.close();
});

test('above the limit one person asks and another approves; the asker cannot', async () => {
  const owner = await world.as('owner', '#/people');
  await owner.page.getByRole('button', { name: 'Change …' }).last().click();
  await owner.page.getByLabel('Limit, HKD').fill('500');
  await owner.page.getByRole('button', { name: 'Set the limit' }).click();
  await owner.page.getByText('Above HKD 500.00 a second person must approve.').waitFor();

  const felix = await world.as('finance', '#/trades?text=day-2');
  await felix.page.locator('.trades a', { hasText: 'day-2' }).click();
  await felix.page.getByRole('button', { name: 'Refund …' }).click();
  await felix.page.getByLabel('Amount, HKD').fill('1200.01');
  await felix.page.getByText('At most HKD 1,200.00 can go back.').waitFor();
  await felix.page.getByLabel('Amount, HKD').fill('900');
  await felix.page.getByLabel('Why').fill('Machine returned');
  assert.deepEqual(await seriousFaults(felix.page), []);
  await felix.page.getByRole('button', { name: 'Ask to refund HKD 900' }).click();
  await felix.page.locator('.panel', { hasText: 'No money has moved.' }).waitFor();
  await felix.page.getByRole('button', { name: 'Done' }).click();
  const own = felix.page.locator('.four-eyes');
  assert.ok(await own.getByRole('button', { name: 'Approve HKD 900.00' }).isDisabled());
  await own.getByText('You asked for this, so someone else must approve it.').waitFor();
  assert.ok(await felix.page.getByRole('button', { name: 'Refund …' }).isDisabled());

  await owner.page.goto(owner.page.url().replace(/#.*/, '#/approvals'));
  const box = owner.page.locator('.four-eyes', { hasText: 'Machine returned' });
  await box.getByText('Felix Ip').waitFor();
  assert.deepEqual(await seriousFaults(owner.page), []);
  await box.getByRole('button', { name: 'Approve HKD 900.00' }).click();
  await box.waitFor({ state: 'detached' });
  await owner.page.locator('tr', { hasText: 'Machine returned' }).getByText('Approved').waitFor();

  await felix.page.reload();
  await felix.page.getByText('HKD 900.00 refunded').first().waitFor();
  await felix.page.getByText('HKD 300.00 can be refunded.').waitFor();
  for (const { context, faults } of [owner, felix]) {
    assert.deepEqual(unexpected(faults), []);
    await context.close();
  }
});

test('below the limit a refund is done at once; a cancel says what happens and why it is off', async () => {
  const { page, context } = await world.as('supervisor', '#/trades?text=day-3');
  await page.locator('.trades a', { hasText: 'day-3' }).click();
  await page.getByRole('button', { name: 'Refund …' }).click();
  await page.getByRole('button', { name: 'Refund HKD 9.80' }).click();
  await page.getByText('Say why; the log keeps it.').waitFor();
  await page.getByLabel('Why').fill('Cold coffee');
  await page.getByRole('button', { name: 'Refund HKD 9.80' }).click();
  await page.locator('.panel.refund', { hasText: 'Refunded' }).waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.locator('.trade-head .pill', { hasText: 'Refunded' }).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Cancel …' }).isDisabled());
  await page.locator('#trade-why', { hasText: 'went back already' }).waitFor();
  await context.close();
  const developer = await world.as('developer', '#/trades?text=day-0');
  await developer.page.locator('.trades a', { hasText: 'day-0' }).click();
  await developer.page.getByText('Refunds and cancels are for owners').waitFor();
  await developer.context.close();
});

test('axe finds nothing serious on the pages of money, in light and dark, and nothing is wider than a phone', async () => {
  for (const dark of [false, true]) {
    const { page, context, faults } = await world.as('owner', '', { dark });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      for (const place of ['', 'trades', 'trades?text=day-1', 'approvals']) {
        await page.goto(page.url().replace(/#.*|$/, `#/${place}`));
        await page.locator('.top h1').waitFor();
        await page.locator('.card').first().waitFor();
        await page.locator('.skeleton').first().waitFor({ state: 'detached' });
        assert.deepEqual(await seriousFaults(page), [], `${place} ${width}`);
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        assert.equal(wide, width, place);
      }
      await page.goto(page.url().replace(/#.*/, '#/trades?text=day-1'));
      await page.locator('[data-row]').first().click();
      await page.locator('.trade-head').waitFor();
      assert.deepEqual(await seriousFaults(page), [], `trade ${width}`);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
    }
    assert.deepEqual(unexpected(faults), []);
    await context.close();
  }
});
