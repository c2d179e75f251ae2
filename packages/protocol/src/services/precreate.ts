import { rate } from '@sampan/primitives';
import { type Fields, unfit } from '../fields.ts';
import {
  amount,
  asSent,
  jsonList,
  jsonObject,
  oneOf,
  orderId,
  priceCurrency,
  quantity,
  resultCode,
  settlementCurrency,
  text,
  timestamp,
  validity,
  webAddress,
} from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { extendInfo, otherProduct, refusalInDetail, settles, tradeInformation } from './shared.ts';

/** No request is longer than 64 KiB, so fifty entries may fill one. */
const requestMax = 65_536;

/** Members of an entry of `goods_detail`. */
export const goodsMembers = {
  goodsId: { is: text(64), presence: 'optional' },
  goodsName: { is: text(256), presence: 'optional' },
  goodsCategory: { is: text(64), presence: 'optional' },
  showUrl: { is: text(400), presence: 'optional' },
  quantity: { is: text(16), presence: 'optional' },
  body: { is: text(400), presence: 'optional' },
  price: { is: text(16), presence: 'optional' },
} as const satisfies Fields;

const goods = jsonObject(4_096, goodsMembers);

/**
 * Pre-order (03): an order without a buyer, and its QR code. */
export const precreate = declareService({
  name: 'alipay.acquire.precreate',
  documents: ['hkapi/precreate', 'global/precreate_transaction', 'global/precreate_thirdparty'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'detail_error_code',
  requestFields: {
    notify_url: {
      is: webAddress(200),
      presence: 'optional',
      example: 'https://merchant.example/notify',
    },
    timestamp: { is: timestamp, presence: 'optional', example: '1456507704121' },
    terminal_timestamp: { is: asSent(timestamp), presence: 'optional', example: '1456507704102' },
    out_trade_no: { is: orderId(64), presence: 'required', example: '4363476566647440' },
    subject: { is: text(256), presence: 'required', example: 'Two flat whites' },
    product_code: {
      is: oneOf(['OVERSEAS_MBARCODE_PAY'], otherProduct),
      presence: 'required',
      example: 'OVERSEAS_MBARCODE_PAY',
    },
    trans_currency: { is: priceCurrency, presence: 'required', example: 'HKD' },
    currency: { is: settlementCurrency, presence: 'required', example: 'HKD' },
    total_fee: {
      is: amount({ by: ['trans_currency'] }, '100000000.00'),
      presence: 'required',
      example: '30.00',
    },
    seller_id: { is: text(28), presence: 'optional', example: '2088102012343978' },
    seller_email: { is: text(100), presence: 'optional', example: 'seller@merchant.example' },
    body: { is: text(400), presence: 'optional' },
    show_url: { is: text(400), presence: 'optional' },
    price: {
      is: amount({ by: ['trans_currency'] }, '9999999.99'),
      presence: 'optional',
      example: '15.00',
    },
    quantity: { is: quantity, presence: 'optional', example: '2' },
    goods_detail: {
      is: jsonList(requestMax, 50, goods),
      presence: 'optional',
      example: '[{"goodsId":"tea-1","goodsName":"Tea","quantity":"2","price":"15.00"}]',
    },
    extend_params: {
      is: jsonObject(4_096, extendInfo),
      presence: 'optional',
      example: '{"secondary_merchant_id":"123","store_id":"A101","store_name":"Central"}',
      aliases: ['extend_info'],
    },
    it_b_pay: { is: validity, presence: 'optional', example: '10m' },
    qr_code_it_b_pay: { is: validity, presence: 'optional', example: '2h' },
    passback_parameters: { is: text(256), presence: 'optional', example: 'desk-3' },
    trade_information: {
      is: asSent(jsonObject(4_096, tradeInformation)),
      presence: 'optional',
      example: '{"goods_info":"Tea^1|Cake^2","business_type":"4","total_quantity":"3"}',
    },
  },
  replyFields: {
    result_code: { is: resultCode('FAIL'), presence: 'required', example: 'SUCCESS' },
    out_trade_no: { is: text(64), presence: 'optional' },
    voucher_type: { is: oneOf(['qrcode']), presence: 'optional', example: 'qrcode' },
    qr_code: {
      is: text(512),
      presence: 'optional',
      example: 'https://pay.example/q/k3v9m2x7',
    },
    pic_url: { is: text(512), presence: 'optional' },
    small_pic_url: { is: text(512), presence: 'optional' },
    big_pic_url: { is: text(512), presence: 'optional' },
    ...refusalInDetail,
  },
  errors: [
    'SYSTEM_ERROR',
    'INVALID_PARAMETER',
    'UN_SUPPORT_BIZ_TYPE',
    'SELLER_NOT_EXIST',
    'SELLER_BEEN_BLOCKED',
    'TOTAL_FEE_EXCEED',
    'TRADE_HAS_SUCCESS',
    'TRADE_HAS_CLOSE',
    'CONTEXT_INCONSISTENT',
  ],
  check: ({ price, quantity, total_fee, trans_currency, currency }) => {
    if (!settles(currency, trans_currency)) {
      return { ...unfit('prices are settled in CNY or in their own currency'), field: 'currency' };
    }
    if (!price || quantity === undefined) return undefined;
    const pieces = rate(quantity);
    const total = total_fee.minor * 10n ** BigInt(pieces.scale);
    if (price.minor * pieces.numerator === total) return undefined;
    return { ...unfit('price × quantity is another total'), field: 'total_fee' };
  },
});
