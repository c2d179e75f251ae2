/** Part of `npm run screens`: photographs the inspector in a sandbox of its own, into `docs/screens`. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { md5, openInspectorWorld, withLineEnd } from '../test/inspector-world.ts';
import type { PhoneOptions } from './browser.ts';
import { photograph } from './photograph.ts';

interface Style extends PhoneOptions {
  readonly tag: string;
  /** The pictures of the repository; `npm run screens -- all` makes every one, to be looked at. */
  readonly kept: readonly string[];
}

const folder = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
await mkdir(folder, { recursive: true });
const isAll = process.argv[2] === 'all';
const world = await openInspectorWorld();

const phone = { desk: false, width: 390, height: 844 };
const styles: readonly Style[] = [
  { tag: 'en', locale: 'en-HK', kept: ['why', 'acceptance'] },
  { tag: 'zh-hk-dark', locale: 'zh-HK', dark: true, kept: ['why'] },
  { tag: 'phone-zh-cn', locale: 'zh-CN', kept: ['why'], ...phone },
  { tag: 'phone-dark', locale: 'en-HK', dark: true, kept: [], ...phone },
];

const { id: scenario } = await world.sandbox.operate('POST', '/scenarios', {
  name: 'unsure twice',
  when: { service: 'alipay.acquire.precreate', fields: { total_fee: '99.00' } },
  then: [{ times: 2, answer: 'SYSTEM_ERROR' }, 'pass'],
});

try {
  await world.shop.charge(await world.code(), '46.00', 'order-13');
  await world.shop.charge(await world.code('10.00'), '46.00', 'order-14');
  await world.shop.order('38.50', 'desk-9');
  await world.shop.charge(await world.code(), '128.00', 'order-15');
  await world.shop.refund('order-15', '300.00');
  await world.shop.refund('order-15', '28.00');
  await world.shop.charge(await world.code(), '900.00', 'order-16');
  await world.wrongly('order-17', (text, key) => md5(`${text}&sign_type=MD5${key}`));
  await world.wrongly('order-18', withLineEnd);
  for (const { tag, kept, ...options } of styles) {
    const { page, context } = await world.open('', options);
    const shot = async (name: string) => {
      if (!isAll && !kept.includes(name)) return;
      await photograph(page, `${folder}inspector-${name}-${tag}.png`);
    };
    await photographAll(page, shot);
    await context.close();
  }
} finally {
  await world.close();
}

async function photographAll(page: Page, shot: (name: string) => Promise<void>): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.locator('.xrow').first().waitFor();
  await shot('list');
  await page.locator('.xrow', { hasText: 'order-18' }).click();
  await page.locator('.diff').waitFor();
  await shot('why');
  const back = page.locator('.dh .back button');
  if (await back.isVisible()) await back.click();
  await page.locator('.xrow', { hasText: 'RETURN' }).click();
  await page.locator('.why h2').waitFor();
  await shot('rule');
  await page.goto(new URL('#/acceptance?open=SPOT-001', page.url()).href);
  await page.locator('.crow').first().waitFor();
  await page.setViewportSize({ ...size, height: Math.min(size.height, 640) });
  await shot('acceptance');
  await page.setViewportSize(size);
  await page.goto(new URL(`#/scenarios?open=${scenario}`, page.url()).href);
  await page.locator('.dh h1').waitFor();
  await shot('scenario');
  await page.goto(new URL('#/build', page.url()).href);
  await page.locator('.param-fields').waitFor();
  await shot('build');
  await page.goto(new URL('#/worlds', page.url()).href);
  await page.locator('.page h1').waitFor();
  await shot('worlds');
  await page.locator('.clk > button').last().click();
  await page.locator('.due li').first().waitFor();
  await shot('clock');
}
