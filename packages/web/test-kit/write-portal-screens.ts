/** Part of `npm run screens`: photographs the portal in a sandbox of its own, into `docs/screens`. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openPortalWorld } from '../test/portal-world.ts';
import type { PhoneOptions } from './browser.ts';
import { photograph } from './photograph.ts';

interface Style extends PhoneOptions {
  readonly tag: string;
  /** The pictures of the repository; `npm run screens -- all` makes every one, to be looked at. */
  readonly kept: readonly string[];
}

/** A second argument is another folder, for pictures that are only looked at. */
const folder = process.argv[3] ?? fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
await mkdir(folder, { recursive: true });
const isAll = process.argv[2] === 'all';
const world = await openPortalWorld();

const phone = { desk: false, width: 390, height: 844 };
const styles: readonly Style[] = [
  { tag: 'en', locale: 'en-HK', kept: ['overview', 'trades'] },
  { tag: 'zh-hk-dark', locale: 'zh-HK', dark: true, kept: ['overview'] },
  { tag: 'phone-zh-cn', locale: 'zh-CN', kept: [], ...phone },
  { tag: 'phone-dark', locale: 'en-HK', dark: true, kept: [], ...phone },
];

const amounts = [
  '46.00',
  '28.00',
  '312.00',
  '88.00',
  '9.80',
  '1204.60',
  '62.00',
  '38.50',
  '128.00',
];

try {
  for (const [index, amount] of amounts.entries()) {
    await world.shop.charge(await world.code(), amount, `HC-1126-00${41 + index}`);
  }
  await world.shop.refund('HC-1126-0043', '68.00');
  await world.shop.refund('HC-1126-0042', '28.00');
  await world.shop.charge(await world.code('5.00'), '46.00', 'HC-1126-0050');
  await world.shop.charge('288888888888888888', '54.00', 'HC-1126-0051');
  for (const { tag, kept, ...options } of styles) {
    const { page, context } = await world.as('owner', '', options);
    const shot = async (name: string) => {
      if (!isAll && !kept.includes(name)) return;
      await photograph(page, `${folder}portal-${name}-${tag}.png`);
    };
    await photographAll(page, shot);
    await context.close();
  }
} finally {
  await world.close();
}

async function photographAll(page: Page, shot: (name: string) => Promise<void>): Promise<void> {
  const go = async (hash: string, there: string) => {
    await page.goto(page.url().replace(/#.*|$/, hash));
    await page.locator(there).first().waitFor();
  };
  await go('#/', '.figure');
  await page.locator('.latest [data-row]').first().waitFor();
  await shot('overview');
  await go('#/trades', '.list [data-row]');
  await shot('trades');
  await page.locator('.list [data-row]', { hasText: 'HC-1126-0043' }).click();
  await page.locator('.trade-head').waitFor();
  await shot('trade');
  await page.locator('.trade-acts .btn').first().click();
  await page.locator('dialog form').waitFor();
  await shot('refund');
  await page.keyboard.press('Escape');
  await go('#/approvals', '.card');
  await shot('approvals');
  await go('#/people', '.portal-table');
  await shot('people');
  await go('#/people?open=invite', 'dialog');
  await shot('invite');
  await go('#/log', '.top');
  await shot('log');
  await go('#/settings', '.settings');
  await shot('settings');
}
