import type { Language } from '../shared/index.ts';

/** The two wallets. A document is one brand's; its name, sign and colours stand in the document and tokens. */
export interface Brand {
  readonly id: 'ferry' | 'lantern';
  readonly name: string;
  readonly han: string;
  /** The kind of wallet that it shows. */
  readonly inst: 'ALIPAYHK' | 'ALIPAYCN';
  /** Before a phone number that is typed without one. */
  readonly countryCode: string;
  /** How the server writes such a number. */
  readonly login: (digits: string) => string;
}

export const brands: Readonly<Record<Brand['id'], Brand>> = {
  ferry: {
    id: 'ferry',
    name: 'Ferry',
    han: '渡',
    inst: 'ALIPAYHK',
    countryCode: '+852',
    login: (digits) => `852-${digits}`,
  },
  lantern: {
    id: 'lantern',
    name: 'Lantern',
    han: '灯',
    inst: 'ALIPAYCN',
    countryCode: '+86',
    login: (digits) => digits,
  },
};

export const brand: Brand =
  document.documentElement.dataset['brand'] === 'lantern' ? brands.lantern : brands.ferry;

/** What a wallet is called in a sentence. */
export function brandName({ name, han }: Brand, language: Language): string {
  if (language === 'en') return name;
  return language === 'zh-HK' ? `${han}錢包` : `${han}钱包`;
}

export const otherBrand: Brand = brand.id === 'ferry' ? brands.lantern : brands.ferry;
