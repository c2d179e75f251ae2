import { unfit } from '../fields.ts';
import {
  amount,
  anyCaseOf,
  asSent,
  compact,
  decimal,
  exchangeRate,
  jsonObject,
  oneOf,
  orderId,
  paymentCode,
  priceCurrency,
  quantity,
  repliedAmount,
  resultCode,
  settlementCurrency,
  text,
  webAddress,
} from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { extendInfo, otherProduct, tradeInformation } from './shared.ts';

const pricedIn: readonly string[] = ['MOP', 'TWD', 'CNY'];

/**
 * Barcode payment (02): the cashier scans the buyer's payment code.
 */
export const spotPay = declareService({
  name: 'alipay.acquire.overseas.spot.pay',
  documents: ['hkapi/spot_pay', 'global/spot_pay', 'global/spotpay_cn'],
  node: 'alipay',
  failureWord: 'FAILED',
  errorPlace: 'error',
  requestFields: {
    notify_url: {
      is: webAddress(200),
      presence: { hk: 'absent', global: 'optional' },
      example: 'https://merchant.example/notify',
    },
    alipay_seller_id: { is: text(28), presence: 'required', example: '2088102012343978' },
    quantity: { is: quantity, presence: 'optional', example: '1' },
    trans_name: { is: text(256), presence: 'required', example: 'iPhone' },
    partner_trans_id: { is: orderId(64), presence: 'required', example: '2010121000000002' },
    trans_currency: { is: priceCurrency, presence: { hk: 'absent', global: 'optional' } },
    currency: { is: settlementCurrency, presence: 'required', example: 'HKD' },
    trans_amount: {
      is: amount({ by: ['trans_currency', 'currency'] }, '100000000.00'),
      presence: 'required',
      example: '39.25',
    },
    buyer_identity_code: { is: paymentCode, presence: 'required', example: '289216843756120934' },
    identity_code_type: {
      is: anyCaseOf(['barcode', 'qrcode', 'soundwave']),
      presence: 'required',
      example: 'barcode',
    },
    trans_create_time: { is: compact, presence: 'optional', example: '20101210120000' },
    memo: { is: text(1_024), presence: 'optional' },
    biz_product: {
      is: oneOf(['OVERSEAS_MBARCODE_PAY'], otherProduct),
      presence: 'required',
      example: 'OVERSEAS_MBARCODE_PAY',
    },
    extend_info: {
      is: jsonObject(4_096, extendInfo),
      presence: 'optional',
      example: '{"secondary_merchant_id":"123","store_id":"A101","store_name":"Central"}',
      aliases: ['extend_params'],
    },
    trade_information: {
      is: asSent(jsonObject(4_096, tradeInformation)),
      presence: 'optional',
      example: '{"goods_info":"Tea^1|Cake^2","business_type":"4","total_quantity":"3"}',
    },
  },
  replyFields: {
    result_code: { is: resultCode('FAILED'), presence: 'required', example: 'SUCCESS' },
    error: { is: text(48), presence: 'optional' },
    alipay_buyer_login_id: { is: text(20), presence: 'optional', example: '852-****0000' },
    alipay_buyer_user_id: { is: text(16), presence: 'optional', example: '2088100000000001' },
    partner_trans_id: { is: text(64), presence: 'optional' },
    alipay_trans_id: {
      is: text(64),
      presence: 'optional',
      example: '2020120722001401700000000001',
    },
    alipay_pay_time: { is: compact, presence: 'optional', example: '20201207152003' },
    currency: { is: text(8), presence: 'optional', example: 'HKD' },
    trans_amount: { is: decimal, presence: 'optional', example: '39.25' },
    exchange_rate: {
      is: exchangeRate,
      presence: { hk: 'absent', global: 'optional' },
      example: '6.64640000',
    },
    trans_amount_cny: {
      is: repliedAmount('CNY'),
      presence: { hk: 'absent', global: 'optional' },
      example: '2001.38',
    },
    m_discount_forex_amount: { is: decimal, presence: { hk: 'absent', global: 'optional' } },
    payment_inst: {
      is: oneOf(['ALIPAYHK', 'ALIPAYCN']),
      presence: { hk: 'optional', global: 'absent' },
      example: 'ALIPAYHK',
    },
  },
  errors: [
    'SYSTEM_ERROR',
    'INVALID_PARAMETER',
    'UN_SUPPORT_BIZ_TYPE',
    'SELLER_NOT_EXIST',
    'SELLER_BEEN_BLOCKED',
    'CONTEXT_INCONSISTENT',
    'TRADE_BUYER_NOT_MATCH',
    'TRADE_HAS_CLOSE',
    'SOUNDWAVE_PARSER_FAIL',
    'BUYER_NOT_EXIST',
    'NOT_SUPPORT_PAYMENT_INST',
    'BUYER_ENABLE_STATUS_FORBID',
    'TOTAL_FEE_EXCEED',
    'BEYOND_PAY_RESTRICTION',
    'BEYOND_PER_RECEIPT_RESTRICTION',
    'BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR',
    'BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR',
    'BUYER_BALANCE_NOT_ENOUGH',
  ],
  check: ({ trans_currency, currency }) => {
    if (!trans_currency || trans_currency === currency || pricedIn.includes(trans_currency)) {
      return undefined;
    }
    return {
      ...unfit('prices are in the settlement currency, MOP, TWD or CNY'),
      field: 'trans_currency',
    };
  },
});
