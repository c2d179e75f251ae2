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
 * Barcode payment (02): the cashier scans the buyer's payment code. It is long because its tables are; a
 * service is best read in one piece.
 */
export const spotPay = declareService({
  name: 'alipay.acquire.overseas.spot.pay',
  title: 'Barcode payment',
  purpose: 'Charges the wallet whose payment code the buyer shows.',
  documents: ['hkapi/spot_pay', 'global/spot_pay', 'global/spotpay_cn'],
  node: 'alipay',
  failureWord: 'FAILED',
  errorPlace: 'error',
  requestFields: {
    notify_url: {
      is: webAddress(200),
      presence: { hk: 'absent', global: 'optional' },
      meaning: 'where the result is also sent; without it, query',
      example: 'https://merchant.example/notify',
    },
    alipay_seller_id: {
      is: text(28),
      presence: 'required',
      meaning: 'the seller; the same as partner',
      example: '2088102012343978',
    },
    quantity: { is: quantity, presence: 'optional', meaning: 'pieces of goods', example: '1' },
    trans_name: {
      is: text(256),
      presence: 'required',
      meaning: 'what was bought; stands in the buyer’s records',
      example: 'iPhone',
    },
    partner_trans_id: {
      is: orderId(64),
      presence: 'required',
      meaning: 'the partner’s own id of this payment, unique for the partner',
      example: '2010121000000002',
    },
    trans_currency: {
      is: priceCurrency,
      presence: { hk: 'absent', global: 'optional' },
      meaning: 'currency of the price where it is not the settlement currency: MOP, TWD or CNY',
    },
    currency: {
      is: settlementCurrency,
      presence: 'required',
      meaning: 'settlement currency, and that of the price unless trans_currency is given',
      example: 'HKD',
    },
    trans_amount: {
      is: amount({ by: ['trans_currency', 'currency'] }, '100000000.00'),
      presence: 'required',
      meaning: 'the price, in its currency; whole units for JPY and KRW',
      example: '39.25',
    },
    buyer_identity_code: {
      is: paymentCode,
      presence: 'required',
      meaning: 'the payment code as scanned: 16–24 digits, first two 25–30',
      example: '289216843756120934',
    },
    identity_code_type: {
      is: anyCaseOf(['barcode', 'qrcode', 'soundwave']),
      presence: 'required',
      meaning: 'how the code was read; any letter case',
      example: 'barcode',
    },
    trans_create_time: {
      is: compact,
      presence: 'optional',
      meaning: 'when the partner made the order, GMT+8',
      example: '20101210120000',
    },
    memo: { is: text(1_024), presence: 'optional', meaning: 'remark' },
    biz_product: {
      is: oneOf(['OVERSEAS_MBARCODE_PAY'], otherProduct),
      presence: 'required',
      meaning: 'the product',
      example: 'OVERSEAS_MBARCODE_PAY',
    },
    extend_info: {
      is: jsonObject(4_096, extendInfo),
      presence: 'optional',
      meaning: 'sub-merchant, store and terminal',
      example: '{"secondary_merchant_id":"123","store_id":"A101","store_name":"Central"}',
      aliases: ['extend_params'],
    },
    trade_information: {
      is: asSent(jsonObject(4_096, tradeInformation)),
      presence: 'optional',
      meaning: 'what was bought, in detail',
      example: '{"goods_info":"Tea^1|Cake^2","business_type":"4","total_quantity":"3"}',
    },
  },
  replyFields: {
    result_code: {
      is: resultCode('FAILED'),
      presence: 'required',
      meaning: 'paid, not paid, or open: then query',
      example: 'SUCCESS',
    },
    error: { is: text(48), presence: 'optional', meaning: 'why it was not paid' },
    alipay_buyer_login_id: {
      is: text(20),
      presence: 'optional',
      meaning: 'login of the buyer, masked',
      example: '852-****0000',
    },
    alipay_buyer_user_id: {
      is: text(16),
      presence: 'optional',
      meaning: 'the buyer',
      example: '2088100000000001',
    },
    partner_trans_id: { is: text(64), presence: 'optional', meaning: 'as in the request' },
    alipay_trans_id: {
      is: text(64),
      presence: 'optional',
      meaning: 'our id of the trade',
      example: '2020120722001401700000000001',
    },
    alipay_pay_time: {
      is: compact,
      presence: 'optional',
      meaning: 'when it was paid, GMT+8',
      example: '20201207152003',
    },
    currency: { is: text(8), presence: 'optional', meaning: 'as in the request', example: 'HKD' },
    trans_amount: {
      is: decimal,
      presence: 'optional',
      meaning: 'the price as in the request',
      example: '39.25',
    },
    exchange_rate: {
      is: exchangeRate,
      presence: { hk: 'absent', global: 'optional' },
      meaning: 'CNY for one unit of the price currency',
      example: '6.64640000',
    },
    trans_amount_cny: {
      is: repliedAmount('CNY'),
      presence: { hk: 'absent', global: 'optional' },
      meaning: 'what the buyer paid in CNY',
      example: '2001.38',
    },
    m_discount_forex_amount: {
      is: decimal,
      presence: { hk: 'absent', global: 'optional' },
      meaning: 'discount of a promotion, in the price currency',
    },
    payment_inst: {
      is: oneOf(['ALIPAYHK', 'ALIPAYCN']),
      presence: { hk: 'optional', global: 'absent' },
      meaning: 'the kind of wallet; not there while the outcome is open',
      example: 'ALIPAYHK',
    },
  },
  errors: [
    'SYSTEM_ERROR',
    'INVALID_PARAMETER',
    'UN_SUPPORT_BIZ_TYPE',
    'SELLER_NOT_EXIST',
    'CONTEXT_INCONSISTENT',
    'TRADE_BUYER_NOT_MATCH',
    'TRADE_HAS_CLOSE',
    'SOUNDWAVE_PARSER_FAIL',
    'BUYER_NOT_EXIST',
    'NOT_SUPPORT_PAYMENT_INST',
    'BUYER_ENABLE_STATUS_FORBID',
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
