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
  secondary_merchant_id: {
    is: text(64),
    presence: 'optional',
    meaning: 'the partner’s own id of the sub-merchant',
    example: 'M_0001',
  },
  secondary_merchant_name: {
    is: text(256),
    presence: 'optional',
    meaning: 'its registered name; stands in the wallet and in the files',
    example: 'Harbour Coffee',
  },
  secondary_merchant_industry: {
    is: text(4),
    presence: 'optional',
    meaning: 'its merchant category code',
    example: '5812',
  },
  store_id: {
    is: text(64),
    presence: 'optional',
    meaning: 'the partner’s own id of the store',
    example: 'S_01',
  },
  store_name: {
    is: text(256),
    presence: 'optional',
    meaning: 'name of the store',
    example: 'Harbour Coffee Central',
  },
  terminal_id: { is: text(64), presence: 'optional', meaning: 'the terminal', example: 'T_03' },
  sys_service_provider_id: {
    is: text(32),
    presence: 'optional',
    meaning: 'the provider of the payment system',
  },
} as const satisfies Fields;

/** Members of `trade_information` (02 §1). */
export const tradeInformation = {
  goods_info: {
    is: text(2_048),
    presence: 'optional',
    meaning: 'name ^ count, items divided by a vertical bar',
    example: 'Tea^1|Cake^2',
  },
  business_type: { is: text(8), presence: 'optional', meaning: '4 is goods', example: '4' },
  total_quantity: { is: text(16), presence: 'optional', meaning: 'pieces', example: '3' },
} as const satisfies Fields;

/** Refusals of all services except the payment, beside `result_code`. */
export const refusalInDetail = {
  detail_error_code: { is: text(48), presence: 'optional', meaning: 'why it failed' },
  detail_error_des: { is: text(64), presence: 'optional', meaning: 'the same in words' },
} as const satisfies Fields;

/**
 * Whether a price in one currency can be settled in the other: in the same, in CNY, or if the
 * price's currency is for pricing only (15 §2).
 */
export const settles = (settlement: Currency, price: Currency): boolean =>
  settlement === price || settlement === 'CNY' || ['CNY', 'MOP', 'TWD'].includes(price);
