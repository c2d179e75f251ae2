/** A sandbox with a shop and a partner's staff, and the portal on their screens. */
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

export type Role = 'owner' | 'finance' | 'developer' | 'supervisor';

export interface PortalWorld {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  /** The portal before anyone is signed in, at an address behind `#`. */
  open(hash?: string, options?: PhoneOptions): Promise<Phone>;
  /** The portal of a demo person, at an address behind `#`. */
  as(role: Role, hash?: string, options?: PhoneOptions): Promise<Phone>;
  person(role: Role): { readonly login: string; readonly name: string; readonly password: string };
  /** Code of a new payment, from a wallet with money. */
  code(balance?: string): Promise<string>;
  close(): Promise<void>;
}

export async function openPortalWorld(): Promise<PortalWorld> {
  const sandbox = await openSandbox();
  const [partner] = sandbox.demo.partners;
  if (!partner) throw new Error('the demo world has a partner');
  const shop = openShop({ gateway: `${sandbox.url}/gateway.do`, ...partner });
  const browser: OpenBrowser = await openBrowser();
  let wallets = 0;
  const person = (role: Role) => {
    const found = sandbox.demo.portal.people.find((each) => each.role === role);
    if (!found) throw new Error(`the demo world has no ${role}`);
    return found;
  };
  async function open(hash = '', options: PhoneOptions = {}): Promise<Phone> {
    const desk = { desk: true, width: 1280, height: 800 };
    const phone = await openPhone(browser, { baseURL: sandbox.url, ...desk, ...options });
    await phone.page.goto(`/portal/${hash}`);
    return phone;
  }
  return {
    sandbox,
    shop,
    open,
    person,
    async as(role, hash, options) {
      const phone = await open(hash, options);
      await signIn(phone.page, person(role));
      await phone.page.locator('.shell').waitFor();
      return phone;
    },
    async code(balance = '5000.00') {
      const phone = `852-5299${String(++wallets).padStart(4, '0')}`;
      const { walletId } = await sandbox.operate('POST', '/wallets', {
        ...{ inst: 'ALIPAYHK', phone, pin: '246810', balance, passwordFreeLimit: '5000.00' },
      });
      const made = await sandbox.operate('POST', `/wallets/${walletId}/codes`, {});
      return String(made['code']);
    },
    async close() {
      shop.close();
      await browser.close();
      await sandbox.close();
    },
  };
}

export async function signIn(
  page: Page,
  { login, password }: { readonly login: string; readonly password: string },
): Promise<void> {
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form .btn.primary').click();
}
