/**
 * Goal: seven tabs of the till, the wallet or the inspector all work and stay live, though a browser opens six
 * connections to a host; when the tab that reads the stream is closed, another one goes on.
 * Method: a real sandbox, till and Chromium; what happens elsewhere shows in every tab.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { type CounterWorld, enter, openCounterWorld } from '../../test-kit/counter-world.ts';

let world: CounterWorld;
before(async () => {
  world = await openCounterWorld();
});
after(async () => {
  await world?.close();
  assert.deepEqual(world?.faults, []);
});

const tabs = 7;

async function open(context: BrowserContext, url: string, until: string): Promise<Page[]> {
  const pages: Page[] = [];
  for (let count = 0; count < tabs; count++) {
    const page = await context.newPage();
    await page.goto(url);
    await page.locator(until).first().waitFor();
    pages.push(page);
  }
  return pages;
}

const all = (pages: readonly Page[], at: string, text: string) =>
  Promise.all(pages.map((page) => page.locator(at, { hasText: text }).first().waitFor()));

/** Seven tabs see the first, and those that are left the second. */
async function seeTwice(
  pages: readonly Page[],
  at: string,
  happens: readonly [() => Promise<string>, () => Promise<string>],
): Promise<void> {
  const [first, second] = happens;
  await all(pages, at, await first());
  await pages[0]?.close();
  await all(pages.slice(1), at, await second());
}

test('of the till', async () => {
  await world.till.close();
  const pages = await open(world.context, world.url, '.stage');
  const tablet = await world.newTablet();
  const sell = (amount: string) => async () => {
    await enter(tablet, amount);
    await tablet.keyboard.press('F4');
    await tablet.getByRole('button', { name: 'Cash received' }).click();
    await tablet.getByRole('button', { name: /^New order/ }).click();
    return amount;
  };
  await seeTwice(pages, '.rail .row', [sell('71.00'), sell('72.00')]);
});

test('of the wallet', async () => {
  const { page, context, buyer } = await world.phone({ balance: '100.00' });
  await page.close();
  const pages = await open(context, '/wallet/ferry/', '.balance, .amount');
  const topUp = (amount: string, then: string) => async () => {
    await world.sandbox.operate('POST', `/wallets/${buyer.walletId}/top-ups`, { amount });
    return then;
  };
  await seeTwice(pages, '.amount', [topUp('11.00', '111.00'), topUp('22.00', '133.00')]);
  await context.close();
});

test('of the inspector', async () => {
  const context = await world.browser.browser.newContext({ locale: 'en-HK' });
  const pages = await open(context, `${world.sandbox.admin}/inspector/`, '.find input');
  const charge = (id: string) => async () => {
    const { walletId } = await world.sandbox.operate('POST', '/wallets', {
      ...{ inst: 'ALIPAYHK', balance: '100.00' },
    });
    const { code } = await world.sandbox.operate('POST', `/wallets/${walletId}/codes`, {});
    await world.shop.charge(String(code), '46.00', id);
    return id;
  };
  await seeTwice(pages, '.xrow', [charge('tabs-1'), charge('tabs-2')]);
  await context.close();
});
