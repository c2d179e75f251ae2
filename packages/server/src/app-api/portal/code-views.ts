import type { PortalCodeView } from '@sampan/api';
import { formatAmount, type Instant, money, offsetTime, rateText } from '@sampan/primitives';
import type { ChannelFee, CodeTakings, MerchantCode, MerchantCodeStatus } from '#acquiring';
import { orderCodeUrl } from '#codes';
import type { StaffLogEntry } from '#staff';
import { definedOnly } from '../fields.ts';

/** What the log says of who has changed the status of a code. */
export const deeds: Readonly<Record<MerchantCodeStatus, string>> = {
  normal: 'code.restarted',
  stopped: 'code.stopped',
  deleted: 'code.deleted',
};

interface About {
  readonly publicUrl: string;
  /** The last change of status by a person. */
  readonly entry: StaffLogEntry | undefined;
  /** Of today. */
  readonly takings: CodeTakings | undefined;
  readonly lastPaid: Instant | undefined;
}

export function codeView(
  code: MerchantCode,
  { publicUrl, entry, takings, lastPaid }: About,
): PortalCodeView {
  const { shop, status, priceCurrency, channelFee } = code;
  // What the partner's program has changed since then is not the person's.
  const isPersons = entry && entry.what === deeds[status] && entry.at >= code.modifiedAt;
  return {
    ...{ code: code.code, value: orderCodeUrl(publicUrl, code.code), status },
    shop: {
      ...{ merchantId: shop.secondaryMerchantId, merchantName: shop.secondaryMerchantName },
      ...{ storeId: shop.storeId, storeName: shop.storeName },
      industry: shop.secondaryMerchantIndustry,
    },
    currency: priceCurrency,
    ...(channelFee && { channelFee: feeText(channelFee) }),
    ...{ createdAt: offsetTime(code.createdAt), changedAt: offsetTime(code.modifiedAt) },
    ...(isPersons && { changedBy: entry.who, ...definedOnly({ why: entry.why }) }),
    ...(lastPaid !== undefined && { lastPaidAt: offsetTime(lastPaid) }),
    today: {
      payments: Number(takings?.payments ?? 0),
      amount: formatAmount(money(priceCurrency, takings?.paid ?? 0n)),
    },
  };
}

const feeText = (fee: ChannelFee): string =>
  fee.type === 'RATE' ? rateText(fee.share) : formatAmount(fee.amount);
