import {
  type Currency,
  compare,
  type Instant,
  type Money,
  money,
  type PartnerId,
  portion,
  type Rate,
  rate,
} from '@sampan/primitives';
import type { NotifyAddress } from './trade.ts';

/**
 * A static code of a shop. The buyer scans it and types the amount. `normal` codes can be paid,
 * `stopped` ones can be restarted, `deleted` is final.
 */
export interface MerchantCode {
  /** The token in the code's value. */
  readonly code: string;
  readonly partnerId: PartnerId;
  readonly shop: Shop;
  readonly status: MerchantCodeStatus;
  /** The merchant's addition to the typed amount; a shop has one code with and one without. */
  readonly channelFee: ChannelFee | undefined;
  /** The currency in which the buyer types the amount. */
  readonly priceCurrency: Currency;
  readonly settlementCurrency: Currency;
  readonly serviceProviderId: string | undefined;
  /** Returned in every payment's notification, JSON. */
  readonly passback: string | undefined;
  readonly notify: NotifyAddress | undefined;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
}

export type MerchantCodeStatus = 'normal' | 'stopped' | 'deleted';

/** Partner, secondary merchant and store together identify a shop. */
export interface Shop {
  readonly secondaryMerchantId: string;
  readonly secondaryMerchantName: string;
  /** Merchant category code of ISO 18245; 4121 is a taxi. */
  readonly secondaryMerchantIndustry: string;
  /** Empty for a taxi without one. */
  readonly storeId: string;
  readonly storeName: string;
  readonly country?: string;
  readonly address?: string;
  readonly taxi?: Taxi;
}

export interface Taxi {
  readonly operationId: string;
  readonly number: string;
  readonly driverName: string;
  readonly driverMobile: string;
}

/** A fixed amount, or a share of the typed amount. */
export type ChannelFee =
  | { readonly type: 'FIXED'; readonly amount: Money }
  | { readonly type: 'RATE'; readonly share: Rate };

const feeShareMax = rate('0.05');

/**
 * The fee added to `typed`, in its currency. A fixed fee, given in the settlement currency, is
 * capped at 5 % of the amount. Undefined when `inPrice` has no rate for the fee.
 */
export function channelFeeOn(
  fee: ChannelFee | undefined,
  typed: Money,
  inPrice: (fee: Money) => Money | undefined,
): Money | undefined {
  if (!fee) return money(typed.currency, 0n);
  if (fee.type === 'RATE') return portion(typed, fee.share, 'half-up');
  const most = portion(typed, feeShareMax, 'down');
  const fixed = inPrice(fee.amount);
  return fixed && (compare(fixed, most) > 0 ? most : fixed);
}

/** Key of the two-code rule: a shop, with or without a channel fee. */
export const shopCodeKey = (
  code: Pick<MerchantCode, 'partnerId' | 'shop' | 'channelFee'>,
): string =>
  [
    code.partnerId,
    code.shop.secondaryMerchantId,
    code.shop.storeId,
    code.channelFee ? 'with-fee' : 'without-fee',
  ].join('/');
