/**
 * `npm run screens`: photographs the till's pages, with a server that does what the pictures need, into `docs/screens`.
 * `npm run screens -- all` makes every picture in every style, to be looked at.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser } from '../../../web/test-kit/browser.ts';
import { photograph } from '../../../web/test-kit/photograph.ts';
import { morning } from './fake-data.ts';
import { FakeTill } from './fake-till.ts';

interface Style {
  readonly tag: string;
  readonly locale: string;
  readonly dark: boolean;
  readonly width: number;
  readonly height: number;
  /** The pictures of the repository; all by default. */
  readonly kept?: readonly string[];
}

const few = ['charge', 'waiting', 'unknown', 'paid'];
const styles: readonly Style[] = [
  { tag: 'en', locale: 'en-HK', dark: false, width: 1024, height: 768 },
  { tag: 'zh-hk-dark', locale: 'zh-HK', dark: true, width: 1024, height: 768, kept: few },
  {
    ...{ tag: 'phone-zh-cn', locale: 'zh-CN', dark: false, width: 390, height: 844 },
    kept: ['charge', 'unknown'],
  },
  { tag: 'wide', locale: 'en-HK', dark: false, width: 1280, height: 800, kept: ['charge'] },
  { tag: 'upright', locale: 'en-HK', dark: true, width: 768, height: 1024, kept: ['charge'] },
];

const folder = fileURLToPath(new URL('../../../../docs/screens/', import.meta.url));
await mkdir(folder, { recursive: true });
const isAll = process.argv[2] === 'all';
let scans = 0;
const browser = await openBrowser();
try {
  for (const style of styles) await photographAll(style);
} finally {
  await browser.close();
}

async function photographAll({ tag, locale, dark, width, height, kept }: Style): Promise<void> {
  const context = await browser.browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    colorScheme: dark ? 'dark' : 'light',
    locale,
    timezoneId: 'Asia/Hong_Kong',
  });
  const fake = new FakeTill();
  for (const order of morning()) fake.orders.set(order.id, order);
  const url = await fake.open();
  const page = await context.newPage();
  const shot = async (name: string) => {
    if (!isAll && kept?.includes(name) === false) return;
    await photograph(page, `${folder}till-${name}-${tag}.png`);
  };
  try {
    await photographCounter(page, url, fake, shot);
    await photographPages(page, url, shot);
    await photographDisplay(page, url, fake, shot);
  } finally {
    await context.close();
    await fake.close();
  }
}

type Shot = (name: string) => Promise<void>;

async function photographCounter(page: Page, url: string, fake: FakeTill, shot: Shot) {
  await page.goto(`${url}/`);
  await page.locator('.stage').waitFor();
  await enterAmount(page);
  await shot('charge');
  await page.keyboard.press('F3');
  await page.locator('.qrc svg').waitFor();
  await shot('show-qr');
  fake.decide({ state: 'notPaid', why: 'cancelled' }, { state: 'open' });
  await page.locator('.closed-st').waitFor();
  await shot('not-paid');
  await scan(page);
  await shot('waiting');
  fake.decide(
    {
      ...{ state: 'notPaid', why: 'refused' },
      ...{ code: 'BUYER_BALANCE_NOT_ENOUGH', text: 'balance-not-enough' },
    },
    { state: 'open' },
  );
  await page.locator('.refused-st').waitFor();
  await shot('refused');
  await scan(page);
  const paidAt = new Date().toISOString();
  fake.decide({ state: 'paid', paidAt, buyer: '+852-****4567' }, { state: 'paid' });
  await page.locator('.paid-st').waitFor();
  await shot('paid');
  await page.keyboard.press('Enter');
  await enterAmount(page);
  await scan(page);
  const unknownSince = new Date().toISOString();
  fake.decide({ state: 'unknown', silent: 'gateway', unknownSince }, { state: 'unknown' });
  await page.locator('.unknown-st').waitFor();
  await shot('unknown');
  fake.isDead = true;
  await page.locator('.no-server').first().waitFor();
  await shot('no-server');
  fake.isDead = false;
  await page.locator('.stage').waitFor();
}

async function photographPages(page: Page, url: string, shot: Shot) {
  for (const [name, hash, seen] of [
    ['find', '#/find', '.side-page .row'],
    ['order', '#/order/order-0045', '.payment-card'],
    ['history', '#/history', '.rows .row'],
    ['shift', '#/shift', '.paper'],
    ['z-report', '#/report/0147', '.table-card .pill'],
    ['desk', '#/desk', '.desk-page svg.code'],
    ['settings', '#/settings', '.settings'],
  ] as const) {
    await page.goto(`${url}/${hash}`);
    await page.locator(seen).first().waitFor();
    await shot(name);
  }
}

async function photographDisplay(page: Page, url: string, fake: FakeTill, shot: Shot) {
  await page.goto(`${url}/display`);
  await page.getByRole('heading').first().waitFor();
  fake.show({
    ...{ is: 'code', number: '0047', total: '28.00', amount: '28.00' },
    lines: [{ itemId: 'flat', quantity: 1, amount: '28.00' }],
    qrCode: 'https://qr.example/28',
    deadlineAt: new Date(Date.now() + 50_000).toISOString(),
  });
  await page.locator('.qc svg.code').waitFor();
  await shot('display');
  fake.show({ is: 'paid', amount: '28.00' });
  await page.locator('.qc').waitFor({ state: 'detached' });
  await shot('display-paid');
}

async function enterAmount(page: Page): Promise<void> {
  for (const key of ['4', '6', '00']) {
    await page.locator('.stage').getByRole('button', { name: key, exact: true }).click();
  }
  await page.locator('.sum .amount', { hasText: '46' }).waitFor();
}

/** Scans another code each time, again while the till still swallows what follows the scan before. */
async function scan(page: Page): Promise<void> {
  for (let tries = 10; ; tries -= 1) {
    await typeAsScanner(page, `28841234567890${1_000 + ++scans}`);
    const timeout = tries > 0 ? 1_000 : 5_000;
    try {
      return await page.locator('.waiting-st').waitFor({ timeout });
    } catch (error) {
      if (tries === 0) throw error;
    }
  }
}

function typeAsScanner(page: Page, code: string): Promise<void> {
  return page.evaluate((keys) => {
    for (const key of [...keys, 'Enter']) {
      const init = { key, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new KeyboardEvent('keydown', init));
    }
  }, code);
}
