import { formatAmount, formatRate } from '@sampan/primitives';
import type { ChannelFee, MerchantCode } from '#acquiring';
import { plainText } from './plain-text.ts';

/** The languages of a sign, in the order of its heading. */
export const signLanguages = ['zh-HK', 'zh-CN', 'en'] as const;
export type SignLanguage = (typeof signLanguages)[number];

export interface SignWords {
  /** By default Hong Kong's two. */
  readonly languages?: readonly SignLanguage[];
  /** Ends the sign, to compare with the code that it should be: its last characters. */
  readonly mark?: string;
}

/** The texts beside the code on a shop's sheet. */
export interface SheetContents {
  /** What the buyer is to do; the first is the largest. */
  readonly heading: readonly string[];
  /** The shop's name, as its buyers know it. */
  readonly name: string;
  /** The legal name, if it differs. */
  readonly owner: string;
  /** What a buyer should know before scanning: currency and fee. */
  readonly notes: readonly string[];
  /** Empty on a sign that ends without one. */
  readonly mark: string;
}

export function sheetContents(
  { shop, priceCurrency, channelFee }: Pick<MerchantCode, 'shop' | 'priceCurrency' | 'channelFee'>,
  { languages = ['zh-HK', 'en'], mark = '' }: SignWords = {},
): SheetContents {
  const chosen = signLanguages.filter((each) => languages.includes(each));
  // Two kinds of Chinese would not fit into a line.
  const [chinese] = chosen.filter((each) => each !== 'en');
  const noted = [
    ...(chosen.includes('en') ? (['en'] as const) : []),
    ...(chinese ? [chinese] : []),
  ];
  const inAll = (say: (each: Words) => string): string =>
    noted.map((each) => say(words[each])).join(' · ');
  const owner = plainText(shop.secondaryMerchantName);
  const name = plainText(shop.storeName) || owner;
  return {
    heading: chosen.map((each) => words[each].scan),
    name,
    owner: owner === name ? '' : owner,
    notes: [
      inAll(({ amountIn }) => amountIn(priceCurrency)),
      ...(channelFee ? [inAll((each) => feeNote(channelFee, each))] : []),
    ],
    mark,
  };
}

interface Words {
  readonly scan: string;
  readonly amountIn: (currency: string) => string;
  /** A share of the amount. */
  readonly share: (share: string) => string;
  readonly fixed: (amount: string) => string;
}

const words: Readonly<Record<SignLanguage, Words>> = {
  'zh-HK': {
    scan: '掃碼付款',
    amountIn: (currency) => `金額以 ${currency} 計`,
    share: (share) => `另加 ${share} 手續費`,
    fixed: (amount) => `另加手續費 ${amount}（上限 5%）`,
  },
  'zh-CN': {
    scan: '扫码付款',
    amountIn: (currency) => `金额以 ${currency} 计`,
    share: (share) => `另加 ${share} 手续费`,
    fixed: (amount) => `另加手续费 ${amount}（上限 5%）`,
  },
  en: {
    scan: 'Scan to pay',
    amountIn: (currency) => `Amount in ${currency}`,
    share: (share) => `A fee of ${share} is added`,
    fixed: (amount) => `A fee of ${amount}, at most 5%, is added`,
  },
};

const feeNote = (fee: ChannelFee, { share, fixed }: Words): string =>
  fee.type === 'RATE'
    ? share(percent(fee.share))
    : fixed(`${fee.amount.currency} ${formatAmount(fee.amount)}`);

/** `0.015` is `1.5%`. */
function percent({ numerator, scale }: Extract<ChannelFee, { type: 'RATE' }>['share']): string {
  const text = formatRate({ numerator: numerator * 100n, scale }, scale);
  return `${scale === 0 ? text : text.replace(/\.?0+$/, '')}%`;
}
