/** A sandbox with a shop, a browser, and the wallet app on its phones. */
import type { Page } from 'playwright-core';
import {
  type OpenBrowser,
  openBrowser,
  openPhone,
  type Phone,
  type PhoneOptions,
} from '../test-kit/browser.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { openShop, type Shop } from './shop.ts';

export const pin = '246810';

export interface Buyer {
  readonly walletId: string;
  /** As it is typed, without the country's number. */
  readonly number: string;
}

export interface BuyerPhone extends Phone {
  readonly buyer: Buyer;
}

export interface BuyerOptions extends PhoneOptions {
  readonly brand?: 'ferry' | 'lantern';
  readonly balance?: string;
  /** Set before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

export interface WalletWorld {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly browser: OpenBrowser;
  /** A new buyer's phone, signed in, at its home. Above HKD 100 the wallet asks for the PIN. */
  phone(options?: BuyerOptions): Promise<BuyerPhone>;
  /** The same, at the page to sign in. */
  newPhone(options?: BuyerOptions): Promise<BuyerPhone>;
  balance(buyer: Buyer): Promise<string>;
  close(): Promise<void>;
}

/** `argsFor` gives the browser's arguments, such as what its camera sees. */
export async function openWalletWorld(
  argsFor: (shop: Shop) => Promise<readonly string[]> = async () => [],
): Promise<WalletWorld> {
  const sandbox = await openSandbox();
  const [partner] = sandbox.demo.partners;
  const shop = openShop({
    gateway: `${sandbox.url}/gateway.do`,
    id: partner?.id ?? '',
    md5Key: partner?.md5Key ?? '',
  });
  const browser: OpenBrowser = await openBrowser(await argsFor(shop));
  let buyers = 0;

  async function newBuyer(brand: 'ferry' | 'lantern', balance: string): Promise<Buyer> {
    const count = String(++buyers).padStart(4, '0');
    const number = brand === 'ferry' ? `5123${count}` : `1381234${count}`;
    const { walletId } = await sandbox.operate('POST', '/wallets', {
      inst: brand === 'ferry' ? 'ALIPAYHK' : 'ALIPAYCN',
      phone: brand === 'ferry' ? `852-${number}` : number,
      ...{ pin, balance, passwordFreeLimit: '100.00' },
    });
    return { walletId: String(walletId), number };
  }

  async function newPhone(options: BuyerOptions = {}): Promise<BuyerPhone> {
    const { brand = 'ferry', balance = '1000.00', prepare } = options;
    const buyer = await newBuyer(brand, balance);
    const phone = await openPhone(browser, { baseURL: sandbox.url, ...options });
    await prepare?.(phone.page);
    await phone.page.goto(`/wallet/${brand}/`);
    await phone.page.locator('.sandbox').waitFor();
    return { ...phone, buyer };
  }

  return {
    sandbox,
    shop,
    browser,
    newPhone,
    async phone(options) {
      const phone = await newPhone(options);
      await signIn(phone.page, phone.buyer);
      return phone;
    },
    async balance({ walletId }) {
      return String((await sandbox.operate('GET', `/wallets/${walletId}`))['balance']);
    },
    async close() {
      shop.close();
      await browser.close();
      await sandbox.close();
    },
  };
}

export async function signIn(page: Page, { number }: Buyer): Promise<void> {
  const phone = page.locator('input[name=phone]');
  if (await phone.count()) await phone.fill(number);
  await page.locator('input[name=pin]').fill(pin);
  await page.locator('form .btn.brand').click();
  await page.locator('.home .ready').waitFor();
}

/** Opens the payment code and reads its digits, which show while they are pressed. */
export async function openCode(page: Page): Promise<string> {
  await page.locator('.doors a').nth(1).click();
  return readDigits(page);
}

export async function readDigits(page: Page): Promise<string> {
  const hold = page.locator('.hold');
  await hold.dispatchEvent('pointerdown');
  const digits = (await page.locator('.digits').textContent()) ?? '';
  await hold.dispatchEvent('pointerup');
  await page.locator('.digits').waitFor({ state: 'detached' });
  return digits.replace(/\D/g, '');
}

/** Hands a code to the wallet as pasted text. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`location.hash = '#/scan'`);
  await page.locator('.scan footer button').last().click();
  await page.locator('dialog input').fill(text);
  await page.locator('dialog .btn.brand').click();
}

export const typePin = async (page: Page, digits = pin): Promise<void> => {
  await page.locator('.pin-sheet').waitFor();
  for (const digit of digits) await page.keyboard.press(digit);
};

export const verdict = (page: Page) => page.locator('.result .verdict h1');

/** Statuses that the browser reports although the page expects them. */
export const unexpected = (faults: readonly string[]): string[] =>
  faults.filter((fault) => !/status of (?:400|401|403|404|409|429)|ERR_/.test(fault));

/** The address with a name, which passkeys need. */
export const byName = (url: string): string => url.replace('127.0.0.1', 'localhost');
