import { rate } from '@sampan/primitives';
import { unfit } from '../fields.ts';
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

const goods = jsonObject(4_096, {
  goodsId: { is: text(64), presence: 'optional', meaning: 'the partner’s own id of the goods' },
  goodsName: { is: text(256), presence: 'optional', meaning: 'their name' },
  goodsCategory: { is: text(64), presence: 'optional', meaning: 'their kind' },
  showUrl: { is: text(400), presence: 'optional', meaning: 'their page' },
  quantity: { is: text(16), presence: 'optional', meaning: 'pieces' },
  body: { is: text(400), presence: 'optional', meaning: 'details' },
  price: { is: text(16), presence: 'optional', meaning: 'of one piece' },
});

/**
 * Pre-order (03): an order without a buyer, and its QR code. It is long because its table is; a service
 * is best read in one piece.
 */
export const precreate = declareService({
  name: 'alipay.acquire.precreate',
  title: 'Pre-order',
  purpose: 'Makes an order and the QR code that a buyer scans to pay it.',
  documents: ['hkapi/precreate', 'global/precreate_transaction', 'global/precreate_thirdparty'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'detail_error_code',
  requestFields: {
    notify_url: {
      is: webAddress(200),
      presence: 'optional',
      meaning: 'where the payment is notified; without it, query',
      example: 'https://merchant.example/notify',
    },
    timestamp: {
      is: timestamp,
      presence: 'optional',
      meaning: 'when the request was made; needed only where requests expire',
      example: '1456507704121',
    },
    terminal_timestamp: {
      is: asSent(timestamp),
      presence: 'optional',
      meaning: 'when the terminal asked for it',
      example: '1456507704102',
    },
    out_trade_no: {
      is: orderId(64),
      presence: 'required',
      meaning: 'the partner’s own id of the order; elsewhere called partner_trans_id',
      example: '4363476566647440',
    },
    subject: {
      is: text(256),
      presence: 'required',
      meaning: 'what is sold; shown to the buyer',
      example: 'Two flat whites',
    },
    product_code: {
      is: oneOf(['OVERSEAS_MBARCODE_PAY'], otherProduct),
      presence: 'required',
      meaning: 'the product',
      example: 'OVERSEAS_MBARCODE_PAY',
    },
    trans_currency: {
      is: priceCurrency,
      presence: 'required',
      meaning: 'currency of the price',
      example: 'HKD',
    },
    currency: {
      is: settlementCurrency,
      presence: 'required',
      meaning: 'settlement currency',
      example: 'HKD',
    },
    total_fee: {
      is: amount({ by: ['trans_currency'] }, '100000000.00'),
      presence: 'required',
      meaning: 'the total in trans_currency',
      example: '30.00',
    },
    seller_id: {
      is: text(28),
      presence: 'optional',
      meaning: 'the seller; the partner when it is missing',
      example: '2088102012343978',
    },
    seller_email: {
      is: text(100),
      presence: 'optional',
      meaning: 'login of the seller',
      example: 'seller@merchant.example',
    },
    body: { is: text(400), presence: 'optional', meaning: 'details of the order' },
    show_url: { is: text(400), presence: 'optional', meaning: 'page of the goods' },
    price: {
      is: amount({ by: ['trans_currency'] }, '9999999.99'),
      presence: 'optional',
      meaning: 'of one piece; with quantity, price × quantity is the total',
      example: '15.00',
    },
    quantity: { is: quantity, presence: 'optional', meaning: 'pieces of goods', example: '2' },
    goods_detail: {
      is: jsonList(requestMax, 50, goods),
      presence: 'optional',
      meaning: 'the goods, at most 50',
      example: '[{"goodsId":"tea-1","goodsName":"Tea","quantity":"2","price":"15.00"}]',
    },
    extend_params: {
      is: jsonObject(4_096, extendInfo),
      presence: 'optional',
      meaning: 'sub-merchant, store and terminal',
      example: '{"secondary_merchant_id":"123","store_id":"A101","store_name":"Central"}',
      aliases: ['extend_info'],
    },
    it_b_pay: {
      is: validity,
      presence: 'optional',
      meaning: 'how long the unpaid order is valid, from the request on',
      example: '10m',
    },
    qr_code_it_b_pay: {
      is: validity,
      presence: 'optional',
      meaning: 'how long the code is valid; the earlier end counts',
      example: '2h',
    },
    passback_parameters: {
      is: text(256),
      presence: 'optional',
      meaning: 'comes back in the notification as extra_common_param',
      example: 'desk-3',
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
      is: resultCode('FAIL'),
      presence: 'required',
      meaning: 'whether there is an order to be scanned',
      example: 'SUCCESS',
    },
    out_trade_no: { is: text(64), presence: 'optional', meaning: 'as in the request' },
    voucher_type: {
      is: oneOf(['qrcode']),
      presence: 'optional',
      meaning: 'what stands for the order',
      example: 'qrcode',
    },
    qr_code: {
      is: text(512),
      presence: 'optional',
      meaning: 'the text of the QR code',
      example: 'https://pay.example/q/k3v9m2x7',
    },
    pic_url: { is: text(512), presence: 'optional', meaning: 'its picture, of middle size' },
    small_pic_url: { is: text(512), presence: 'optional', meaning: 'its picture, small' },
    big_pic_url: { is: text(512), presence: 'optional', meaning: 'its picture, large' },
    ...refusalInDetail,
  },
  errors: [
    'SYSTEM_ERROR',
    'INVALID_PARAMETER',
    'UN_SUPPORT_BIZ_TYPE',
    'SELLER_NOT_EXIST',
    'SELLER_BEEN_BLOCKED',
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
