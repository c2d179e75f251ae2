/**
 * Goal: a scenario is edited without knowing its text: conditions, steps in their order, near misses that are mended, on and off.
 * Method: a sandbox and a real Chromium; what the page has done is asked of the API and of the gateway.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../test-kit/axe.ts';
import { type InspectorWorld, openInspectorWorld } from './inspector-world.ts';
import { unexpected } from './wallet-world.ts';

let world: InspectorWorld;

before(async () => {
  world = await openInspectorWorld();
});
after(() => world?.close());
afterEach(() => world.sandbox.operate('DELETE', '/scenarios'));

const precreate = 'alipay.acquire.precreate';

async function added(scenario: object): Promise<string> {
  const { id } = await world.sandbox.operate('POST', '/scenarios', scenario);
  return String(id);
}

interface Listed {
  readonly id: string;
  readonly hits: number;
  readonly scenario: { readonly when: object; readonly then: unknown[]; readonly off?: boolean };
}

async function stored(id: string): Promise<Listed> {
  const { scenarios } = await world.sandbox.operate('GET', '/scenarios');
  const found = (scenarios as Listed[]).find((each) => each.id === id);
  return found ?? assert.fail(`${id} is there`);
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.dh .btn.primary[disabled]').waitFor();
}

const thenOf = (page: Page) => page.locator('.steps .grow').allTextContents();

test('steps are reordered by dragging and by keyboard, and saved in that order', async () => {
  const id = await added({
    name: 'three steps',
    when: { service: precreate },
    then: [{ times: 2, answer: 'SYSTEM_ERROR' }, { delay: '1s' }, 'pass'],
  });
  const { page, context, faults } = await world.open(`#/scenarios?open=${id}`);
  await page.locator('.steps li').nth(2).waitFor();
  assert.deepEqual(await thenOf(page), [
    '2 times: answer SYSTEM_ERROR',
    '1 time: answer 1s late',
    'From then on: behave normally',
  ]);
  const grip = await page.locator('.grip').first().boundingBox();
  const last = await page.locator('.steps li').nth(2).boundingBox();
  assert.ok(grip && last);
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(grip.x + 20, last.y + last.height / 2 + 5, { steps: 6 });
  await page.locator('.steps li.dragged').nth(0).waitFor();
  await page.mouse.up();
  await page.locator('.steps li.dragged').waitFor({ state: 'detached' });
  assert.deepEqual(await thenOf(page), [
    '1 time: answer 1s late',
    '1 time: behave normally',
    '2 times: answer SYSTEM_ERROR',
  ]);
  await page.locator('.grip').nth(2).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.locator('.steps li:nth-child(2) .grip:focus').waitFor();
  await page.locator('.unseen', { hasText: 'Now step 2 of 3' }).waitFor({ state: 'attached' });
  await save(page);
  assert.deepEqual((await stored(id)).scenario.then, [
    { delay: '1s' },
    { times: 2, answer: 'SYSTEM_ERROR' },
    'pass',
  ]);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

test('a near miss names the one test that failed, and its link makes the next request hit', async () => {
  const id = await added({
    name: 'only coffee',
    when: { service: precreate, fields: { total_fee: '39.25' } },
    then: [{ answer: 'SYSTEM_ERROR' }],
  });
  await world.shop.order('39.26', 'near-1');
  const { page, context } = await world.open(`#/scenarios?open=${id}`);
  await page.locator('.effect li', { hasText: 'total_fee was 39.26, not 39.25.' }).waitFor();
  await page.getByRole('button', { name: 'Match 39.26 too' }).click();
  await page.locator('.condition select').waitFor();
  assert.equal(await page.locator('.condition select').inputValue(), 'oneOf');
  await save(page);
  await assert.rejects(world.shop.order('39.26', 'near-2'));
  await page.locator('.cap', { hasText: /^[1-9][0-9]* hits?$/ }).waitFor();
  await context.close();
});

test('conditions are rows; one that the server refuses is named with its line', async () => {
  const id = await added({ name: 'rows', when: { service: precreate }, then: ['pass'] });
  const { page, context } = await world.open(`#/scenarios?open=${id}`);
  await page.getByRole('button', { name: 'Condition', exact: true }).click();
  await page.getByLabel('Field', { exact: true }).fill('total_fe');
  await page.getByLabel('Value', { exact: true }).fill('10.00');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/^Line \d+: .*did you mean total_fee\?/).waitFor();
  await page.getByLabel('Field', { exact: true }).fill('total_fee');
  await page.getByLabel('Test', { exact: true }).selectOption('from');
  await page.getByRole('button', { name: 'Refuse', exact: true }).click();
  await page.getByRole('button', { name: 'Remove step 1', exact: true }).click();
  await save(page);
  const { when, then } = (await stored(id)).scenario;
  assert.deepEqual(when, { service: precreate, fields: { total_fee: { from: '10.00' } } });
  assert.deepEqual(then, [{ answer: 'BUYER_BALANCE_NOT_ENOUGH' }]);
  await context.close();
});

test('switched off it does nothing; used up it says so and begins anew; overlaps say which is first', async () => {
  const older = await added({ name: 'older', when: {}, then: ['pass'] });
  const id = await added({
    name: 'once',
    when: { service: precreate },
    then: [{ answer: 'SYSTEM_ERROR' }],
    uses: 1,
  });
  const { page, context } = await world.open(`#/scenarios?open=${id}`);
  await page.locator('.effect li', { hasText: 'This one comes before older' }).waitFor();
  await page.getByRole('switch', { name: 'On' }).click();
  await page.locator('[role=switch][aria-checked=false]').waitFor();
  await page.locator('.srow.idle', { hasText: 'Off' }).waitFor();
  await world.shop.order('20.00', 'off-1');
  await page.getByRole('switch', { name: 'On' }).click();
  await page.locator('[role=switch][aria-checked=true]').waitFor();
  // The shop's program tries again, and is served the second time.
  await world.shop.order('20.00', 'off-2');
  await page.getByText('Used up after 1 hit. It does nothing more.').first().waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await world.shop.order('20.00', 'off-3');
  await page.getByRole('button', { name: 'Begin anew' }).click();
  await page.locator('.banner').waitFor({ state: 'detached' });
  assert.equal((await stored(id)).hits, 0);
  await world.shop.order('20.00', 'off-4');
  await page.getByText('Used up after 1 hit. It does nothing more.').first().waitFor();
  await page.goto(new URL(`#/scenarios?open=${older}`, page.url()).href);
  await page.locator('.dh h1', { hasText: 'older' }).waitFor();
  await context.close();
});

test('the magic amounts are turned on by a button, in each language; one is edited as a copy', async () => {
  for (const [locale, words] of [
    ['en-HK', 'Turn on the magic amounts 9901–9910'],
    ['zh-HK', '啟用魔術金額 9901–9910'],
    ['zh-CN', '启用魔术金额 9901–9910'],
  ] as const) {
    await world.sandbox.operate('DELETE', '/scenarios');
    const phone = locale === 'en-HK' ? {} : { desk: false, width: 390, height: 844 };
    const { page, context, faults } = await world.open('#/scenarios', { locale, ...phone });
    await page.getByRole('button', { name: words }).click();
    await page.locator('.srow').nth(9).waitFor();
    await page.getByRole('button', { name: words }).waitFor({ state: 'detached' });
    await page.locator('.srow', { hasText: '9904' }).click();
    await page.locator('.steps li').first().waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
    assert.deepEqual(unexpected(faults), []);
    await context.close();
  }
  const { page, context } = await world.open('#/scenarios?open=magic-9905');
  await page.getByRole('button', { name: 'Behave normally', exact: true }).click();
  await page.getByRole('button', { name: 'Save as a new one' }).click();
  await page.waitForURL(/open=scenario-/);
  await page.locator('.srow').nth(10).waitFor();
  await context.close();
});
