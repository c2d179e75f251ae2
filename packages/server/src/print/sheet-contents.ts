import { formatAmount, formatRate } from '@sampan/primitives';
import type { ChannelFee, MerchantCode } from '#acquiring';
import { plainText } from './plain-text.ts';

/** The texts beside the code on a shop's sheet. */
export interface SheetContents {
  /** The shop's name, as its buyers know it. */
  readonly name: string;
  /** The legal name, if it differs. */
  readonly owner: string;
  /** What a buyer should know before scanning: currency and fee. */
  readonly notes: readonly string[];
}

export function sheetContents({
  shop,
  priceCurrency,
  channelFee,
}: Pick<MerchantCode, 'shop' | 'priceCurrency' | 'channelFee'>): SheetContents {
  const owner = plainText(shop.secondaryMerchantName);
  const name = plainText(shop.storeName) || owner;
  return {
    name,
    owner: owner === name ? '' : owner,
    notes: [
      `Amount in ${priceCurrency} · 金額以 ${priceCurrency} 計`,
      ...(channelFee ? [feeNote(channelFee)] : []),
    ],
  };
}

function feeNote(fee: ChannelFee): string {
  if (fee.type === 'RATE') {
    const share = percent(fee.share);
    return `A fee of ${share} is added · 另加 ${share} 手續費`;
  }
  const amount = `${fee.amount.currency} ${formatAmount(fee.amount)}`;
  return `A fee of ${amount}, at most 5%, is added · 另加手續費 ${amount}（上限 5%）`;
}

/** `0.015` is `1.5%`. */
function percent({ numerator, scale }: Extract<ChannelFee, { type: 'RATE' }>['share']): string {
  const text = formatRate({ numerator: numerator * 100n, scale }, scale);
  return `${scale === 0 ? text : text.replace(/\.?0+$/, '')}%`;
}
