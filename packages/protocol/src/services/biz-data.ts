import { type Fault, type Fields, type MessageOf, unfit } from '../fields.ts';
import {
  anyCaseOf,
  byContract,
  channelFee,
  checked,
  country,
  flatJson,
  industry,
  jsonObject,
  priceCurrency,
  settlementCurrency,
  shopId,
  text,
  unquoted,
} from '../kinds/index.ts';

const taxiIndustry = '4121';

const ids = byContract({ hk: shopId(32), global: shopId(64) });

/**
 * Members of `biz_data` (10 §4). Without a documented length, its limit of 2,000 characters
 * applies.
 */
export const bizDataMembers = {
  secondary_merchant_industry: { is: industry, presence: 'required', example: '5812' },
  secondary_merchant_id: { is: ids, presence: 'required', example: 'M_0001' },
  secondary_merchant_name: {
    is: byContract({ hk: text(32), global: text(64) }),
    presence: 'required',
    example: 'Harbour Coffee',
  },
  store_id: { is: ids, presence: 'optional', example: 'S_01' },
  store_name: { is: text(256), presence: 'optional', example: 'Harbour Coffee Central' },
  taxi_operation_id: { is: text(64), presence: 'optional' },
  taxi_number: { is: text(32), presence: 'optional' },
  taxi_driver_name: { is: text(64), presence: 'optional' },
  taxi_driver_mobile: { is: text(32), presence: 'optional' },
  trans_currency: { is: priceCurrency, presence: 'required', example: 'HKD' },
  currency: { is: settlementCurrency, presence: 'required', example: 'HKD' },
  sys_service_provider_id: { is: text(32), presence: 'optional' },
  channel_fee: { is: channelFee, presence: 'optional' },
  country_code: { is: country, presence: 'optional', example: 'HK' },
  address: { is: text(512), presence: 'optional' },
  passback_parameters: { is: flatJson(2_000), presence: 'optional', example: '{"desk":"3"}' },
  notify_sign_type: { is: anyCaseOf(['MD5', 'RSA', 'RSA2']), presence: 'optional', example: 'MD5' },
  notify_charset: {
    is: anyCaseOf(['UTF-8', 'GBK', 'GB2312']),
    presence: 'optional',
    example: 'UTF-8',
  },
  notify_mobile: { is: text(64), presence: 'optional' },
  notify_wangwang: { is: text(128), presence: 'optional' },
  notify_alipay_account: { is: text(128), presence: 'optional' },
  is_show_memo: { is: text(16), presence: 'optional' },
  timestamp: { is: text(64), presence: 'optional' },
} as const satisfies Fields;

export type BizData = MessageOf<typeof bizDataMembers>;

/**
 * `biz_data`: a shop and how its code is paid. Undeclared members are ignored; a text with a
 * quotation mark is refused, as the documents forbid it.
 */
export const bizData = unquoted(
  checked(jsonObject(2_000, bizDataMembers, 'INVALID_PARAMETER'), contradiction),
  unfit('a quotation mark in a value'),
);

/** A taxi requires the four taxi members, any other shop its store. */
function contradiction(data: BizData): Fault | undefined {
  const needed =
    data.secondary_merchant_industry === taxiIndustry
      ? (['taxi_operation_id', 'taxi_number', 'taxi_driver_name', 'taxi_driver_mobile'] as const)
      : (['store_id', 'store_name'] as const);
  const missing = needed.find((name) => data[name] === undefined);
  if (missing) return unfit(`${missing}: missing`);
  const { trans_currency: price, currency } = data;
  if (price !== 'CNY' && currency !== 'CNY' && currency !== price) {
    return unfit('currency: prices are settled in CNY or in their own currency');
  }
  return undefined;
}
