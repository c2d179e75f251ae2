/** Part of `npm run screens`: photographs the console in a sandbox of its own, into `docs/screens`. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openConsoleWorld } from '../test/console-world.ts';
import type { PhoneOptions } from './browser.ts';
import { photograph } from './photograph.ts';

interface Style extends PhoneOptions {
  readonly tag: string;
  /** The pictures of the repository; `npm run screens -- all` makes every one, to be looked at. */
  readonly kept: readonly string[];
}

const folder = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
await mkdir(folder, { recursive: true });
const isAll = process.argv[2] === 'all';
const world = await openConsoleWorld();

const phone = { desk: false, width: 390, height: 844 };
const styles: readonly Style[] = [
  { tag: 'en', locale: 'en-HK', kept: ['ledger'] },
  { tag: 'zh-hk-dark', locale: 'zh-HK', dark: true, kept: [] },
  { tag: 'phone-zh-cn', locale: 'zh-CN', kept: [], ...phone },
];

const { operate } = world.sandbox;
const account = encodeURIComponent(`payable/${world.partner}/HKD`);
const pages = [
  ['ledger', `#/ledger?currency=HKD&account=${account}`],
  ['accounts', '#/ledger?currency=HKD&kind=wallet'],
  ['jobs', ''],
  ['partners', '#/partners'],
  ['partner', `#/partners?open=${world.partner}`],
  ['wallet', `#/wallets?open=${world.wallet}`],
  ['settlement', '#/settlement'],
  ['rates', '#/rates'],
  ['audit', '#/audit'],
] as const;

try {
  const bank = { holder: 'SAMPAN LTD', account: '123-456789-001' };
  await operate('PUT', '/payout-sources/HKD', bank);
  await operate('PUT', `/partners/${world.partner}/payout`, { ...bank, holder: 'TEA HOUSE' });
  for (const [order, amount] of [
    ['order-21', '46.00'],
    ['order-22', '12.50'],
    ['order-23', '118.00'],
  ] as const) {
    await world.sell(order, amount);
  }
  await operate('POST', '/clock/advance', { by: '5d' });
  await world.sell('order-24', '68.00');
  await world.shop.refund('order-24', '28.00');
  for (const { tag, kept, ...options } of styles) {
    for (const [name, hash] of pages) {
      if (!isAll && !kept.includes(name)) continue;
      const { page, context } = await world.open(hash, options);
      await page.locator('.page:not(:has(.skeleton)) h1').waitFor();
      if (name === 'ledger') {
        await page.locator('.entries tbody a').first().click();
        await page.locator('.drill h3').waitFor();
      }
      await photograph(page, `${folder}console-${name}-${tag}.png`);
      await context.close();
    }
  }
} finally {
  await world.close();
}
