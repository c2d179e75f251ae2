/** A sandbox with a shop that makes mistakes, a browser, and the inspector in it. */
import { createHash } from 'node:crypto';
import { canonicalString, encodeForm, type Parameter } from '@sampan/protocol';
import {
  type OpenBrowser,
  openBrowser,
  openPhone,
  type Phone,
  type PhoneOptions,
} from '../test-kit/browser.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { openShop, type Shop } from './shop.ts';

export interface InspectorWorld {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly partner: { readonly id: string; readonly md5Key: string };
  /** Sends a payment whose signature is made by a program with a mistake; answers the reply. */
  wrongly(order: string, sign: (text: string, key: string) => string): Promise<string>;
  /** Code of a new payment, from a wallet with money. */
  code(balance?: string): Promise<string>;
  /** The inspector, at an address behind `#`. */
  open(hash?: string, options?: PhoneOptions): Promise<Phone>;
  close(): Promise<void>;
}

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The key was read from a file, with its line end. */
export const withLineEnd = (text: string, key: string): string => md5(`${text}${key}\n`);

export async function openInspectorWorld(): Promise<InspectorWorld> {
  const sandbox = await openSandbox();
  const [partner] = sandbox.demo.partners;
  if (!partner) throw new Error('the demo world has a partner');
  const gateway = `${sandbox.url}/gateway.do`;
  const shop = openShop({ gateway, ...partner });
  const browser: OpenBrowser = await openBrowser();
  let wallets = 0;
  return {
    sandbox,
    shop,
    partner,
    async wrongly(order, sign) {
      const parameters: readonly Parameter[] = [
        ['service', 'alipay.acquire.overseas.spot.pay'],
        ['partner', partner.id],
        ['_input_charset', 'UTF-8'],
        ['alipay_seller_id', partner.id],
        ['partner_trans_id', order],
        ['identity_code_type', 'barcode'],
        ['buyer_identity_code', '288888888888888888'],
        ['trans_name', 'Coffee'],
        ['trans_amount', '39.25'],
        ['currency', 'HKD'],
        ['biz_product', 'OVERSEAS_MBARCODE_PAY'],
      ];
      const signature: readonly Parameter[] = [
        ['sign_type', 'MD5'],
        ['sign', sign(canonicalString(parameters), partner.md5Key)],
      ];
      const body = encodeForm([...parameters, ...signature], 'UTF-8');
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return (await fetch(gateway, { method: 'POST', body, headers })).text();
    },
    async code(balance = '1000.00') {
      const phone = `852-5199${String(++wallets).padStart(4, '0')}`;
      const { walletId } = await sandbox.operate('POST', '/wallets', {
        ...{ inst: 'ALIPAYHK', phone, pin: '246810', balance, passwordFreeLimit: '500.00' },
      });
      const made = await sandbox.operate('POST', `/wallets/${walletId}/codes`, {});
      return String(made['code']);
    },
    async open(hash = '', options = {}) {
      const desk = { desk: true, width: 1280, height: 800 };
      const phone = await openPhone(browser, { baseURL: sandbox.admin, ...desk, ...options });
      await phone.page.goto(`/inspector/${hash}`);
      return phone;
    },
    async close() {
      shop.close();
      await browser.close();
      await sandbox.close();
    },
  };
}
