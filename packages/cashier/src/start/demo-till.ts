/** A till for a sandbox: a tea house with items, people with known PINs, and its own data folder. */
import type { PartnerOptions } from '@sampan/sdk';
import { completeSettings } from './settings-file.ts';
import {
  type StartCashier,
  type StartedTill,
  type StartOptions,
  startTill,
} from './start-till.system.ts';

/** PINs are no secrets in a sandbox. */
export const demoCashiers: readonly StartCashier[] = [
  { id: 'supervisor-ng', name: 'Ng', role: 'supervisor', pin: '975310' },
  { id: 'cashier-lee', name: 'Lee', role: 'cashier', pin: '1357' },
  { id: 'cashier-chan', name: 'Chan', role: 'cashier', pin: '2468' },
];

const item = (
  id: string,
  price: string,
  en: string,
  zhHant: string,
  zhHans: string,
  isBestSeller = true,
) => ({
  ...{ id, price, isBestSeller },
  name: { en, zhHant, zhHans },
});

const demoItems = [
  item('milk-tea', '22.00', 'Milk tea', '奶茶', '奶茶'),
  item('lemon-tea', '22.00', 'Iced lemon tea', '凍檸茶', '冻柠茶'),
  item('yuenyeung', '24.00', 'Yuenyeung', '鴛鴦', '鸳鸯'),
  item('pineapple-bun', '18.00', 'Pineapple bun with butter', '菠蘿油', '菠萝油'),
  item('egg-tart', '12.00', 'Egg tart', '蛋撻', '蛋挞'),
  item('french-toast', '32.00', 'French toast', '西多士', '西多士'),
  item('macaroni', '38.00', 'Macaroni in soup', '湯通粉', '汤通粉', false),
  item('beef-noodles', '46.00', 'Beef brisket noodles', '牛腩麵', '牛腩面', false),
];

export interface DemoTillOptions
  extends Pick<StartOptions, 'data' | 'port' | 'host' | 'onError' | 'isHttps' | 'pageFolders'> {
  readonly partner: Pick<PartnerOptions, 'gateway' | 'id' | 'sign'>;
  /** Where the sandbox reaches the till, without a path; its own address unless said otherwise. */
  readonly notifyBase?: string;
  readonly printer?: string;
}

/**
 * The till of the sandbox's Hong Kong demo partner. Its port is fixed, since the desk's code names the
 * address for notifications.
 * ```ts
 * const { url, stop } = await startDemoTill({ partner, data: 'data/till', port: 8790 });
 * ```
 */
export function startDemoTill({
  partner,
  printer,
  notifyBase,
  ...options
}: DemoTillOptions): Promise<StartedTill> {
  const base = notifyBase ?? (options.port === 0 ? undefined : `http://127.0.0.1:${options.port}`);
  const settings = completeSettings({
    shop: { en: 'Demo Tea House', zhHant: '示範茶室', zhHans: '示范茶室' },
    branch: 'Central',
    till: 'Till 1',
    code: 'T1',
    items: demoItems,
    ...(printer !== undefined && { printer }),
    ...(base !== undefined && { notifyUrl: `${base}/notify` }),
  });
  return startTill({
    ...options,
    settings: { ...settings, isSandbox: true },
    partner: { ...partner, contract: 'hk' },
    cashiers: demoCashiers,
  });
}
