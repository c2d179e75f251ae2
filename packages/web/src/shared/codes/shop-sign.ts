import { type ShopSign, writeShopSign } from '@sampan/emv-qr';
import { type Currency, currencyNumbers } from '@sampan/primitives';

export interface ShopOfSign extends Pick<ShopSign, 'url' | 'category'> {
  readonly currency: Currency;
  /** In English and in Chinese. */
  readonly name: string;
  readonly chineseName: string;
}

/** A shop's code inside an HKQR, which other schemes may join; undefined when its address is too long. */
export function shopSign({ url, category, currency, name, chineseName }: ShopOfSign) {
  const latin = name.replace(/[^\x20-\x7e]+/g, ' ').trim();
  const written = writeShopSign({
    url,
    name: first(latin || 'NA'),
    city: 'Hong Kong',
    currency: currencyNumbers[currency],
    ...(category !== undefined && { category }),
    ...(chineseName !== latin && {
      otherLanguage: { language: 'zh', name: first(chineseName) },
    }),
  });
  return written.ok ? written.value : undefined;
}

/** A name has 25 letters. */
const first = (name: string): string => [...name].slice(0, 25).join('').trim();
