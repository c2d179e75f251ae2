/**
 * Goal: an order is not lost when its page is left: what was typed just before is kept, and Back asks first.
 * Method: the till's page and its real server in Chromium.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CounterWorld, enter, openCounterWorld } from '../../test-kit/counter-world.ts';

let world: CounterWorld;
before(async () => {
  world = await openCounterWorld();
});
after(async () => {
  await world?.close();
  assert.deepEqual(world?.faults, []);
});

test('an item that was added just before the page died is in the basket', async () => {
  const { till, url } = world;
  await enter(till, '11.00');
  // Both in one turn of the page: the basket has no time to settle.
  await till.evaluate(`
    dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));
    for (const key of '2200') {
      [...document.querySelectorAll('button')].find((each) => each.textContent === key)?.click();
    }
    location.replace('about:blank');
  `);
  await till.waitForURL('about:blank');
  await till.goto(url);
  await till.locator('.sum .amount', { hasText: '33.00' }).waitFor();
});

test('Back asks while an order is under way, and stays when it should', async () => {
  await world.newOrder();
  const { till } = world;
  await enter(till, '12.00');
  await till.evaluate('history.back()');
  const question = till.getByRole('alertdialog', { name: 'Leave the till?' });
  await question.getByRole('button', { name: 'Stay here' }).click();
  await question.waitFor({ state: 'detached' });
  await till.locator('.sum .amount', { hasText: '12.00' }).waitFor();
  await till.evaluate('history.back()');
  await question.getByRole('button', { name: 'Leave' }).click();
  await till.waitForURL('about:blank');
});
