/** A sandbox with a shop, payments of two days, and the console of its operations port in a browser. */
import {
  type OpenBrowser,
  openBrowser,
  openPhone,
  type Phone,
  type PhoneOptions,
} from '../test-kit/browser.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { openShop, type Shop } from './shop.ts';

export interface ConsoleWorld {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly partner: string;
  /** The wallet of all payments. */
  readonly wallet: string;
  sell(order: string, amount: string): Promise<void>;
  /** The console, at an address behind `#`. */
  open(hash?: string, options?: PhoneOptions): Promise<Phone>;
  close(): Promise<void>;
}

export async function openConsoleWorld(): Promise<ConsoleWorld> {
  const sandbox = await openSandbox();
  const [partner] = sandbox.demo.partners;
  if (!partner) throw new Error('the demo world has a partner');
  const shop = openShop({ gateway: `${sandbox.url}/gateway.do`, ...partner });
  const browser: OpenBrowser = await openBrowser();
  const { walletId } = await sandbox.operate('POST', '/wallets', {
    ...{ inst: 'ALIPAYHK', phone: '852-51990001', pin: '246810', balance: '1000.00' },
    passwordFreeLimit: '500.00',
  });
  const wallet = String(walletId);
  return {
    ...{ sandbox, shop, partner: partner.id, wallet },
    async sell(order, amount) {
      const { code } = await sandbox.operate('POST', `/wallets/${wallet}/codes`, {});
      await shop.charge(String(code), amount, order);
    },
    async open(hash = '', options = {}) {
      const desk = { desk: true, width: 1280, height: 800 };
      const phone = await openPhone(browser, { baseURL: sandbox.admin, ...desk, ...options });
      await phone.page.goto(`/console/${hash}`);
      return phone;
    },
    async close() {
      shop.close();
      await browser.close();
      await sandbox.close();
    },
  };
}
