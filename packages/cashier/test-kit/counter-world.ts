/** A counter: a sandbox, a till with its page on the merchant's side, wallets on the customers' side, one camera. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PartnerOptions } from '@sampan/sdk';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { freePort } from '../../server/src/ports/free-port.http.ts';
import { openWalletWorld, type WalletWorld } from '../../web/test/wallet-world.ts';
import { aimCamera, fakeCamera } from '../../web/test-kit/fake-camera.ts';
import { demoCashiers, type StartedTill, startDemoTill } from '../src/index.ts';

export interface CounterWorld extends WalletWorld {
  readonly started: StartedTill;
  /** The till's page, on a tablet. A cashier is signed in, the shift is open, the amount empty. */
  readonly till: Page;
  readonly context: BrowserContext;
  /** Of the till's page. */
  readonly url: string;
  /** Another tablet, with an order of its own. */
  newTablet(cashier?: string): Promise<Page>;
  /** What went wrong in the till's page and, by itself, in the till. */
  readonly faults: readonly unknown[];
  /** The network between the page and the till's computer: gone, and back. */
  cut(): void;
  mend(): void;
  /** What the camera sees when a page opens it the next time. */
  aim(screenshot: Buffer): Promise<void>;
  /** The till's page opened anew, with an empty amount and a minute for the customer. */
  newOrder(): Promise<void>;
  /** From now on a customer has so many seconds. */
  secondsToPay(seconds: number): void;
}

export interface CounterOptions {
  /** How often the SDK asks. A test that does not look at the pace asks often. */
  readonly sales?: NonNullable<PartnerOptions['sales']>;
}

const tablet: BrowserContextOptions = {
  viewport: { width: 1024, height: 768 },
  reducedMotion: 'reduce',
  locale: 'en-HK',
  permissions: ['camera'],
};

/** Longer than anything takes on a busy machine, shorter than patience. */
const stepMax = 12_000;

const often = { firstQueryMs: 300, queryEveryMs: 300, undoEveryMs: 200, undoBudgetMs: 2_000 };

export async function openCounterWorld({
  sales = often,
}: CounterOptions = {}): Promise<CounterWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-counter-'));
  const video = join(folder, 'camera.y4m');
  const world = await openWalletWorld(() => fakeCamera(video, 'nothing yet'));
  const faults: unknown[] = [];
  const [partner] = world.sandbox.demo.partners;
  const of = {
    gateway: `${world.sandbox.url}/gateway.do`,
    id: partner?.id ?? '',
    sign: { type: 'MD5', key: partner?.md5Key ?? '' } as const,
    sales,
  };
  const started = await startDemoTill({
    partner: of,
    data: join(folder, 'till'),
    port: await freePort('127.0.0.1', 0),
    onError: (error) => faults.push(error),
  });
  const line = await openLine(Number(new URL(started.url).port));
  const context = await world.browser.browser.newContext(tablet);
  const till = await context.newPage();
  till.on('pageerror', (error) => faults.push(error));
  till.on('request', (request) => {
    if (!request.url().startsWith(line.url)) faults.push(`asks ${request.url()}`);
  });
  context.setDefaultTimeout(stepMax);
  const secondsToPay = (seconds: number): void =>
    void Object.assign(started.till.settings, { secondsToPay: seconds });
  await signInAndOpen(till, line.url);
  return {
    ...world,
    ...{ started, till, context, faults },
    url: line.url,
    async newTablet(cashier = 'Lee') {
      const other = await world.browser.browser.newContext(tablet);
      other.setDefaultTimeout(stepMax);
      const page = await other.newPage();
      await page.goto(line.url);
      await signIn(page, cashier);
      await page.locator('.stage').waitFor();
      return page;
    },
    aim: (screenshot) => aimCamera(video, screenshot),
    cut: line.cut,
    mend: line.mend,
    secondsToPay,
    async newOrder() {
      secondsToPay(60);
      line.mend();
      await till.evaluate('sessionStorage.clear()');
      await till.goto('about:blank');
      await till.goto(line.url);
      await till.locator('.stage').waitFor();
    },
    async close() {
      await context.close();
      line.close();
      await started.stop();
      await world.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A line to a port of this machine, which can be cut. */
async function openLine(port: number) {
  let isCut = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own: AddressInfo = Object(server.address());
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${own.port}/`,
    cut() {
      isCut = true;
      drop();
    },
    mend() {
      isCut = false;
    },
    close() {
      server.close();
      drop();
    },
  };
}

/** Lee signs in and opens the shift of a new till. */
export async function signInAndOpen(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await signIn(page, 'Lee');
  await page.getByRole('button', { name: 'Open the shift' }).click();
  await page.locator('.stage').waitFor();
}

export async function signIn(page: Page, name: string): Promise<void> {
  const { pin = '' } = demoCashiers.find((each) => each.name === name) ?? {};
  await page.locator('.cashier', { hasText: name }).click();
  await page.getByRole('button', { name: `Sign in as ${name}` }).waitFor();
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
}

/** A new order of this amount, by the keys on the screen, from the right as cents. */
export async function enter(page: Page, amount: string): Promise<void> {
  for (const name of amount.replace('.', '').match(/00|\d/g) ?? [])
    await page.getByRole('button', { name, exact: true }).click();
  const dollars = amount.slice(0, -3).replace(/\B(?=(\d{3})+$)/g, ',');
  await page.locator('.sum .amount', { hasText: dollars }).waitFor();
  await page.locator('.oh').getByText(/\d{4}/).waitFor();
}

/** As a scanner types: faster than any hand, ended by Enter. */
export const scan = (page: Page, digits: string): Promise<unknown> =>
  page.evaluate(`for (const key of [...${JSON.stringify(digits)}, 'Enter']) {
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
  }`);

export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name, exact: true });
