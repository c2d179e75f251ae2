/** A sandbox with a shop, its staff, and the portal in a browser. */
import { demoStaff } from '@sampan/demo';
import {
  type OpenBrowser,
  openBrowser,
  openPhone,
  type Phone,
  type PhoneOptions,
} from '../test-kit/browser.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { openShop, type Shop } from './shop.ts';

export interface PortalSandbox {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly partner: { readonly id: string; readonly md5Key: string };
  /** Sells to a wallet with money. */
  sell(order: string, amount: string): Promise<void>;
  /** Pays an order that names a receiver of notifications. */
  payOrder(order: string, amount: string, notifyUrl: string): Promise<void>;
  /** The portal as a person with this role sees it, at an address behind `#`. */
  open(role: string, hash: string, options?: PhoneOptions): Promise<Phone>;
  close(): Promise<void>;
}

export async function openPortalSandbox(): Promise<PortalSandbox> {
  const sandbox = await openSandbox();
  const [partner] = sandbox.demo.partners;
  if (!partner) throw new Error('the demo world has a partner');
  const shop = openShop({ gateway: `${sandbox.url}/gateway.do`, ...partner });
  const browser: OpenBrowser = await openBrowser();
  const { walletId } = await sandbox.operate('POST', '/wallets', {
    ...{ inst: 'ALIPAYHK', phone: '852-51990001', pin: '246810', balance: '5000.00' },
    passwordFreeLimit: '500.00',
  });
  return {
    ...{ sandbox, shop, partner },
    async sell(order, amount) {
      const made = await sandbox.operate('POST', `/wallets/${walletId}/codes`, {});
      await shop.charge(String(made['code']), amount, order);
    },
    async payOrder(order, amount, notifyUrl) {
      const code = await shop.order(amount, order, notifyUrl);
      await sandbox.operate('POST', `/wallets/${walletId}/scan`, { code });
    },
    async open(role, hash, options = {}) {
      const { login, password } = demoStaff.find((each) => each.role === role) ?? {};
      const desk = { desk: true, width: 1280, height: 800 };
      const phone = await openPhone(browser, { baseURL: sandbox.url, ...desk, ...options });
      const signedIn = await phone.context.request.post('/portal/api/sign-in', {
        headers: { 'sampan-session': 'portal' },
        data: { login, password },
      });
      if (!signedIn.ok()) throw new Error(await signedIn.text());
      await phone.page.goto(`/portal/${hash}`);
      return phone;
    },
    async close() {
      shop.close();
      await browser.close();
      await sandbox.close();
    },
  };
}
