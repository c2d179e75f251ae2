import { type ShopSign, writeShopSign } from '@sampan/emv-qr';
import { currencyNumbers } from '@sampan/primitives';
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
    currency: currencyNumbers[priceCurrency],
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
