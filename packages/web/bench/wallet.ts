/**
 * `npm run bench:web`: how large and how fast the wallet is, in a real Chromium against a sandbox of its own. Prints each
 * figure with its bound, the median of the rounds, and exits with 1 when one is missed.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import {
  type BuyerPhone,
  openCode,
  openWalletWorld,
  typePin,
  verdict,
} from '../test/wallet-world.ts';
import { print, report as reportFigure } from './report.ts';

const pages = new URL('../dist/pages/', import.meta.url);
const world = await openWalletWorld();
let sales = 0;

try {
  reportSizes();
  // A wallet has a limit of codes, so each measurement has a buyer of its own.
  const phone = () => world.phone({ balance: '100000.00' });
  await report('home is interactive, 4 times slowed CPU, ms', 1_500, await phone(), startUp);
  await report('code on the screen after the tap, ms', 100, await phone(), tapToCode);
  await report('PIN sheet after the till has its answer, ms', 300, await phone(), sheetAfter);
  await report('result after the till has its answer, ms', 300, await phone(), resultAfter);
  await report('order page after the code is read, ms', 300, await phone(), scanToOrder);
} finally {
  await world.close();
}

async function report(
  name: string,
  bound: number,
  phone: BuyerPhone,
  measure: (phone: BuyerPhone) => Promise<number>,
): Promise<void> {
  await reportFigure(name, bound, () => measure(phone));
  await phone.context.close();
}

/** JavaScript, style and font that home and payment code load, in one language. */
function reportSizes(): void {
  const html = readFileSync(new URL('ferry/index.html', pages), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\.\/(assets\/[^"]+)"/g)].map(
    ([, file = '']) => file,
  );
  const assets = readdirSync(new URL('assets/', pages)).map((name) => `assets/${name}`);
  const beside = assets.filter((file) => file.endsWith('.woff2') || /\/en-[^/]*\.js$/.test(file));
  for (const [ending, bound] of [
    ['gz', 200],
    ['br', 170],
  ] as const) {
    const sizeOf = (file: string) =>
      statSync(new URL(assets.includes(`${file}.${ending}`) ? `${file}.${ending}` : file, pages))
        .size;
    const bytes = [...named, ...beside].reduce((sum, file) => sum + sizeOf(file), 0);
    print(`home and payment code, kB ${ending === 'gz' ? 'gzip' : 'Brotli'}`, bytes / 1_000, bound);
  }
}

/** From the start of the navigation until Scan and Pay can be pressed. */
async function startUp({ page, context }: BuyerPhone): Promise<number> {
  const debug = await context.newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(`${world.sandbox.url}/wallet/ferry/`);
  const at = await page.waitForFunction(
    `document.querySelector('.home .doors') && performance.now()`,
  );
  const figure = Number(await at.jsonValue());
  await debug.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await debug.detach();
  await page.locator('.home .ready').waitFor();
  return figure;
}

async function tapToCode({ page }: BuyerPhone): Promise<number> {
  await home(page);
  return between(page, `document.querySelectorAll('.doors a')[1].click()`, '.code-card .code');
}

async function sheetAfter({ page }: BuyerPhone): Promise<number> {
  await home(page);
  await world.shop.charge(await openCode(page), '268.00', `bench-${++sales}`);
  const began = performance.now();
  await page.locator('.pin-sheet').waitFor();
  const figure = performance.now() - began;
  await typePin(page);
  await verdict(page).waitFor();
  return figure;
}

async function resultAfter({ page }: BuyerPhone): Promise<number> {
  await home(page);
  await world.shop.charge(await openCode(page), '9.00', `bench-${++sales}`);
  const began = performance.now();
  await verdict(page).waitFor();
  return performance.now() - began;
}

async function scanToOrder({ page }: BuyerPhone): Promise<number> {
  const code = await world.shop.order('46.00', `bench-${++sales}`);
  await page.evaluate(`location.hash = '#/scan'`);
  await page.locator('.scan footer button').last().click();
  await page.locator('dialog input').fill(code);
  return between(page, `document.querySelector('dialog .btn.brand').click()`, '.order .facts');
}

async function home(page: Page): Promise<void> {
  await page.evaluate(`location.hash = '#/'`);
  await page.locator('.home .ready').waitFor();
}

/** Milliseconds in the page from an action until an element is there and the frame is drawn. */
async function between(page: Page, action: string, selector: string): Promise<number> {
  const measured = await page.evaluate(`new Promise((done) => {
    const began = performance.now();
    const look = () => document.querySelector(${JSON.stringify(selector)})
      ? requestAnimationFrame(() => done(performance.now() - began))
      : requestAnimationFrame(look);
    ${action};
    look();
  })`);
  return Number(measured);
}
