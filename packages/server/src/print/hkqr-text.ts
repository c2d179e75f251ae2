import { type ShopSign, writeShopSign } from '@sampan/emv-qr';
import type { Currency } from '@sampan/primitives';
import type { MerchantCode } from '#acquiring';
import { plainText } from './plain-text.ts';

/**
 * A shop's code as an HKQR: its address in a template of its own, which an app of another scheme
 * ignores. Undefined when the address is too long for a template.
 */
export function hkqrText(
  url: string,
  { shop, priceCurrency }: Pick<MerchantCode, 'shop' | 'priceCurrency'>,
): string | undefined {
  const name = plainText(shop.storeName) || plainText(shop.secondaryMerchantName);
  const latin = latinOf(name);
  const [country = 'HK'] = /^[A-Z]{2}$/.exec(shop.country ?? '') ?? [];
  const sign: ShopSign = {
    url,
    name: shortened(latin || 'NA', 25),
    city: country === 'HK' ? 'Hong Kong' : 'NA',
    country,
    currency: numbers[priceCurrency],
    category: /^\d{4}$/.test(shop.secondaryMerchantIndustry)
      ? shop.secondaryMerchantIndustry
      : '0000',
    // The name proper has letters of ASCII only; a Chinese one stands beside it.
    ...(name !== latin && {
      otherLanguage: { language: 'zh', name: shortened(name, 25) },
    }),
  };
  const written = writeShopSign(sign);
  return written.ok ? written.value : undefined;
}

const latinOf = (name: string): string =>
  name
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();

const shortened = (text: string, most: number): string => [...text].slice(0, most).join('').trim();

/** ISO 4217. */
const numbers: Readonly<Record<Currency, string>> = {
  AED: '784',
  AUD: '036',
  CAD: '124',
  CHF: '756',
  CNY: '156',
  CZK: '203',
  DKK: '208',
  EUR: '978',
  GBP: '826',
  HKD: '344',
  IDR: '360',
  ILS: '376',
  JPY: '392',
  KRW: '410',
  LKR: '144',
  MOP: '446',
  MUR: '480',
  MYR: '458',
  NOK: '578',
  NZD: '554',
  PHP: '608',
  RUB: '643',
  SEK: '752',
  SGD: '702',
  THB: '764',
  TWD: '901',
  USD: '840',
  ZAR: '710',
};
