import { unfit } from '../fields.ts';
import {
  amount,
  exchangeRate,
  oneOf,
  orderId,
  priceCurrency,
  repliedAmount,
  resultCode,
  text,
  webAddress,
} from '../kinds/index.ts';
import { declareService } from '../service.ts';

/** Refund (05): returns money of a paid trade, in whole or in part. */
export const refund = declareService({
  name: 'alipay.acquire.overseas.spot.refund',
  documents: ['hkapi/spot_refund', 'global/spot_refund', 'global/spot_refund_cn'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'error',
  requestFields: {
    notify_url: {
      is: webAddress(200),
      presence: 'optional',
      example: 'https://merchant.example/refunds',
    },
    partner_trans_id: { is: orderId(64), presence: 'required', example: '2010121000000002' },
    alipay_trans_id: { is: orderId(64), presence: 'optional' },
    partner_refund_id: { is: orderId(64), presence: 'required', example: '301012133000002' },
    currency: { is: priceCurrency, presence: 'required', example: 'HKD' },
    refund_amount: {
      is: amount({ by: ['currency'] }, '9999999.99'),
      presence: 'required',
      example: '39.25',
    },
    refund_reason: {
      is: text(128),
      presence: 'optional',
      example: 'Returned goods',
      aliases: ['refund_reson'],
    },
    is_sync: { is: oneOf(['Y', 'N']), presence: 'optional', example: 'Y' },
  },
  replyFields: {
    result_code: { is: resultCode('FAIL'), presence: 'required', example: 'SUCCESS' },
    error: { is: text(48), presence: 'optional' },
    partner_trans_id: { is: text(64), presence: 'optional' },
    alipay_trans_id: { is: text(64), presence: 'optional' },
    partner_refund_id: { is: text(64), presence: 'optional' },
    currency: { is: text(10), presence: 'optional', example: 'HKD' },
    refund_amount: {
      is: repliedAmount({ by: ['currency'] }),
      presence: 'optional',
      example: '39.25',
    },
    exchange_rate: {
      is: exchangeRate,
      presence: { hk: 'absent', global: 'optional' },
      example: '6.64640000',
    },
    refund_amount_cny: {
      is: repliedAmount('CNY'),
      presence: { hk: 'absent', global: 'optional' },
      example: '0.07',
    },
  },
  errors: [
    'SYSTEM_ERROR',
    'INVALID_PARAMETER',
    'SELLER_BEEN_BLOCKED',
    'TRADE_NOT_EXIST',
    'TRADE_STATUS_ERROR',
    'TRADE_HAS_CLOSE',
    'TRADE_HAS_FINISHED',
    'RETURN_AMOUNT_EXCEED',
    'REFUND_AMT_RESTRICTION',
    'DISCORDANT_REPEAT_REQUEST',
    'CURRENCY_NOT_SAME',
    'MERCHANT_BALANCE_NOT_ENOUGH',
    'REASON_TRADE_BEEN_FREEZEN',
  ],
  check: ({ partner_trans_id, partner_refund_id }) =>
    partner_trans_id === partner_refund_id
      ? { ...unfit('the id of the trade'), field: 'partner_refund_id' }
      : undefined,
});
