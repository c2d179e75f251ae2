/**
 * `npm run screens`: photographs the wallet's screens in a sandbox of their own, into `docs/screens`. Pictures show the
 * fonts of the machine; Inter and Noto Sans CJK are those of the ones in the repository.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import {
  type BuyerOptions,
  type BuyerPhone,
  byName,
  openCode,
  openWalletWorld,
  paste,
  typePin,
  verdict,
} from '../test/wallet-world.ts';
import { authenticator } from './authenticator.ts';
import { photograph } from './photograph.ts';

interface Style extends BuyerOptions {
  readonly tag: string;
  readonly kept?: readonly string[];
}

/** A second argument is another folder, for pictures that are only looked at. */
const folder = process.argv[3] ?? fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
await mkdir(folder, { recursive: true });
const isAll = process.argv[2] === 'all';
const world = await openWalletWorld();
const { shop } = world;
let count = 0;
const id = (name: string) => `${name}-${++count}`;

const few = [
  ...['home', 'pay', 'prompt', 'result', 'order', 'history', 'settings'],
  ...['sign-up-code', 'top-up', 'messages'],
];

/** Pictures that are only looked at, in each style. */
const unkept = ['sign-up-phone', 'sign-up-simple', 'forgotten', 'withdraw', 'search-none'];

/** `kept` are the pictures of the repository; `npm run screens -- all` makes every one, to be looked at. */
const styles = [
  { tag: 'en', locale: 'en-HK', brand: 'ferry', dark: false },
  { tag: 'zh-hk-dark', locale: 'zh-HK', brand: 'ferry', dark: true, kept: few },
  { tag: 'zh-cn', locale: 'zh-CN', brand: 'lantern', dark: false, kept: ['sign-in', ...few] },
  { tag: 'en-dark', locale: 'en-HK', brand: 'lantern', dark: true, kept: ['home', 'result'] },
  {
    ...{ tag: 'tablet', locale: 'en-HK', brand: 'ferry', dark: false },
    ...{ width: 768, height: 1024, kept: [] },
  },
  {
    ...{ tag: 'small', locale: 'en-HK', brand: 'ferry', dark: true },
    ...{ width: 360, height: 720, kept: [] },
  },
] satisfies readonly Style[];

try {
  for (const style of styles) {
    const { tag, kept }: Style = style;
    if (!isAll && kept?.length === 0) continue;
    const phone = await world.newPhone({
      ...style,
      balance: '1998.60',
      baseURL: byName(world.sandbox.url),
      prepare: authenticator,
    });
    await photographAll(phone, async (name) => {
      if (!isAll && !(kept ? kept.includes(name) : !unkept.includes(name))) return;
      await photograph(phone.page, `${folder}/wallet-${name}-${tag}.png`);
    });
    await phone.context.close();
  }
} finally {
  await world.close();
}

async function photographAll(
  { page, buyer }: BuyerPhone,
  shot: (name: string) => Promise<void>,
): Promise<void> {
  await shot('sign-in');
  await photographSignUp(page, shot);
  await page.locator('input[name=phone]').fill(buyer.number);
  await page.locator('input[name=pin]').fill('246810');
  await page.locator('form .btn.brand').click();
  await page.locator('.home .ready').waitFor();
  await shot('first-run');
  const paidSale = id('sale');
  const code = await openCode(page);
  await shot('pay');
  await shop.charge(code, '46.00', paidSale);
  await verdict(page).waitFor();
  await shot('result');
  await page.locator('.result .btn.big').click();
  const large = await openCode(page);
  await shop.charge(large, '268.00', id('large'));
  await page.locator('.pin-sheet').waitFor();
  await shot('prompt');
  await typePin(page, '135799');
  await page.locator('.wrong').waitFor();
  await shot('wrong-pin');
  await typePin(page);
  await verdict(page).waitFor();
  await shop.charge(await openedAgain(page), '388.00', id('waiting'));
  await page.locator('.pin-sheet').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.pay .topbar .icon-btn').click();
  await page.locator('.home').waitFor();
  await shot('home');
  await page.evaluate(`location.hash = '#/history'`);
  await page.locator('.history .row').first().waitFor();
  await shot('history');
  await page.locator('a.row').last().click();
  await page.locator('.tl').waitFor();
  await shot('payment');
  await shop.refund(paidSale, '46.00');
  await photographMoney(page, shot);
  await page.evaluate(`location.hash = '#/messages'`);
  await page.locator('.messages .unread').first().waitFor();
  await shot('messages');
  await page.evaluate(`location.hash = '#/me'`);
  await page.locator('.me .account').waitFor();
  await page.locator('.me main section:nth-of-type(3) .btn').first().click();
  await typePin(page);
  await page.locator('.me .setting small[role=status]').waitFor();
  await shot('settings');
  await paste(page, await shop.order('46.00', id('order')));
  await page.locator('.order .facts').waitFor();
  await shot('order');
  await page.locator('.order .foot .btn').click();
  await typePin(page, '246');
  await shot('order-pin');
  await page.keyboard.press('Escape');
  await paste(page, await shop.shopCode('0.01'));
  await page.locator('.enter-amount').waitFor();
  for (const key of '385') await page.locator('.keys button', { hasText: key }).first().click();
  await shot('amount');
  await paste(page, '000201010211265500260014hk.com.hkicl0106123456');
  await page.locator('.scan .banner').waitFor();
  await shot('scan-fps');
}

/** A new wallet up to its PIN, which is not opened: the pictures are of one buyer. */
async function photographSignUp(page: Page, shot: (name: string) => Promise<void>): Promise<void> {
  await page.evaluate(`location.hash = '#/sign-up'`);
  await page.locator('form input').waitFor();
  await shot('sign-up-phone');
  const isFerry = (await page.locator('html').getAttribute('data-brand')) === 'ferry';
  const number = String(++count).padStart(3, '0');
  await page.locator('input[name=phone]').fill(isFerry ? `65430${number}` : `13912340${number}`);
  await page.locator('form .btn.brand').click();
  await page.locator('.sandbox .btn').click();
  await shot('sign-up-code');
  await page.locator('form .btn.brand').click();
  await page.locator('input[name=pin]').fill('123456');
  await page.locator('input[name=again]').fill('123456');
  await page.locator('form .btn.brand').click();
  await page.locator('.wrong').waitFor();
  await shot('sign-up-simple');
  await page.evaluate(`location.hash = '#/forgotten'`);
  await page.locator('input[name=phone]').waitFor();
  await shot('forgotten');
  await page.evaluate(`location.hash = '#/'`);
  await page.locator('input[name=phone]').waitFor();
}

/** A top-up, a withdrawal at its PIN, and the list of both. */
async function photographMoney(page: Page, shot: (name: string) => Promise<void>): Promise<void> {
  await page.evaluate(`location.hash = '#/top-up'`);
  await page.locator('.transfer .chip').nth(2).click();
  await shot('top-up');
  await page.locator('.entry .btn.brand').click();
  await page.locator('.result .verdict').waitFor();
  await shot('top-up-done');
  await page.evaluate(`location.hash = '#/withdraw'`);
  await page.locator('.transfer .chip').click();
  await shot('withdraw');
  await page.locator('.entry .btn.brand').click();
  await typePin(page, '246');
  await shot('withdraw-pin');
  await page.keyboard.press('Escape');
  await page.evaluate(`location.hash = '#/transfers'`);
  await page.locator('.history .row').waitFor();
  await shot('transfers');
  await page.evaluate(`location.hash = '#/history'`);
  await page.locator('.history .find input').fill('Lei Yue Mun 128');
  await page.locator('.history .empty .btn').waitFor();
  await shot('search-none');
}

async function openedAgain(page: Page): Promise<string> {
  await page.locator('.result .btn.big').click();
  return openCode(page);
}
