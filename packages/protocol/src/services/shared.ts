import type { Currency } from '@sampan/primitives';
import type { Fault, Fields } from '../fields.ts';
import { text } from '../kinds/index.ts';

/** The refusal of `biz_product` and `product_code`. */
export const otherProduct: Fault = {
  code: 'UN_SUPPORT_BIZ_TYPE',
  reason: 'not a product of ours',
};

/** Members of `extend_info` and `extend_params` (02 §1). The documents give few lengths. */
export const extendInfo = {
  secondary_merchant_id: { is: text(64), presence: 'optional', example: 'M_0001' },
  secondary_merchant_name: { is: text(256), presence: 'optional', example: 'Harbour Coffee' },
  secondary_merchant_industry: { is: text(4), presence: 'optional', example: '5812' },
  store_id: { is: text(64), presence: 'optional', example: 'S_01' },
  store_name: { is: text(256), presence: 'optional', example: 'Harbour Coffee Central' },
  terminal_id: { is: text(64), presence: 'optional', example: 'T_03' },
  sys_service_provider_id: { is: text(32), presence: 'optional' },
} as const satisfies Fields;

/** Members of `trade_information` (02 §1). */
export const tradeInformation = {
  goods_info: { is: text(2_048), presence: 'optional', example: 'Tea^1|Cake^2' },
  business_type: { is: text(8), presence: 'optional', example: '4' },
  total_quantity: { is: text(16), presence: 'optional', example: '3' },
} as const satisfies Fields;

/** Refusals of all services except the payment, beside `result_code`. */
export const refusalInDetail = {
  detail_error_code: { is: text(48), presence: 'optional' },
  detail_error_des: { is: text(64), presence: 'optional' },
} as const satisfies Fields;

/**
 * Whether a price in one currency can be settled in the other: in the same, in CNY, or if the
 * price's currency is for pricing only (15 §2).
 */
export const settles = (settlement: Currency, price: Currency): boolean =>
  settlement === price || settlement === 'CNY' || ['CNY', 'MOP', 'TWD'].includes(price);
