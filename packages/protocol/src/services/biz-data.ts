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
const members = {
  secondary_merchant_industry: {
    is: industry,
    presence: 'required',
    meaning: 'merchant category code; 4121 is a taxi',
    example: '5812',
  },
  secondary_merchant_id: {
    is: ids,
    presence: 'required',
    meaning: 'the partner’s own id of the sub-merchant; never changes',
    example: 'M_0001',
  },
  secondary_merchant_name: {
    is: byContract({ hk: text(32), global: text(64) }),
    presence: 'required',
    meaning: 'its registered name; stands in the wallet and in the files',
    example: 'Harbour Coffee',
  },
  store_id: {
    is: ids,
    presence: 'optional',
    meaning: 'the partner’s own id of the store; only a taxi may have none; never changes',
    example: 'S_01',
  },
  store_name: {
    is: text(256),
    presence: 'optional',
    meaning: 'name of the store; only a taxi may have none',
    example: 'Harbour Coffee Central',
  },
  taxi_operation_id: { is: text(64), presence: 'optional', meaning: 'operation number of a taxi' },
  taxi_number: { is: text(32), presence: 'optional', meaning: 'plate of a taxi' },
  taxi_driver_name: { is: text(64), presence: 'optional', meaning: 'shown to the buyer' },
  taxi_driver_mobile: { is: text(32), presence: 'optional', meaning: 'telephone of the driver' },
  trans_currency: {
    is: priceCurrency,
    presence: 'required',
    meaning: 'currency in which the buyer types the amount',
    example: 'HKD',
  },
  currency: {
    is: settlementCurrency,
    presence: 'required',
    meaning: 'settlement currency',
    example: 'HKD',
  },
  sys_service_provider_id: {
    is: text(32),
    presence: 'optional',
    meaning: 'the provider of the payment system; never changes',
  },
  channel_fee: {
    is: channelFee,
    presence: 'optional',
    meaning: 'what the merchant adds to the typed amount; that there is one never changes',
  },
  country_code: {
    is: country,
    presence: 'optional',
    meaning: 'country of the store',
    example: 'HK',
  },
  address: { is: text(512), presence: 'optional', meaning: 'address of the store' },
  passback_parameters: {
    is: flatJson(2_000),
    presence: 'optional',
    meaning: 'plain values that come back in the notification as extra_common_param',
    example: '{"desk":"3"}',
  },
  notify_sign_type: {
    is: anyCaseOf(['MD5', 'RSA', 'RSA2']),
    presence: 'optional',
    meaning: 'how notifications are signed; otherwise as this request',
    example: 'MD5',
  },
  notify_charset: {
    is: anyCaseOf(['UTF-8', 'GBK', 'GB2312']),
    presence: 'optional',
    meaning: 'charset of notifications; otherwise that of this request',
    example: 'UTF-8',
  },
  notify_mobile: { is: text(64), presence: 'optional', meaning: 'read, not used' },
  notify_wangwang: { is: text(128), presence: 'optional', meaning: 'read, not used' },
  notify_alipay_account: { is: text(128), presence: 'optional', meaning: 'read, not used' },
  is_show_memo: { is: text(16), presence: 'optional', meaning: 'read, not used' },
  timestamp: { is: text(64), presence: 'optional', meaning: 'read, not used' },
} as const satisfies Fields;

export type BizData = MessageOf<typeof members>;

/**
 * `biz_data`: a shop and how its code is paid. Undeclared members are ignored; a text with a
 * quotation mark is refused, as the documents forbid it.
 */
export const bizData = unquoted(
  checked(jsonObject(2_000, members, 'INVALID_PARAMETER'), contradiction),
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
