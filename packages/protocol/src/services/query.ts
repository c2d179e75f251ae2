import { malformed } from '../fields.ts';
import {
  compact,
  decimal,
  exchangeRate,
  oneOf,
  orderId,
  repliedAmount,
  resultCode,
  text,
} from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { refusalInDetail } from './shared.ts';

/** Query (04): the state of a trade, however it was made. */
export const query = declareService({
  name: 'alipay.acquire.overseas.query',
  documents: ['hkapi/overseas_query', 'global/overseas_query', 'global/overseas_query_cn'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'both',
  requestFields: {
    partner_trans_id: { is: orderId(64), presence: 'optional', example: '2010121000000002' },
    alipay_trans_id: {
      is: orderId(64),
      presence: 'optional',
      example: '2020120722001401700000000001',
    },
  },
  replyFields: {
    result_code: { is: resultCode('FAIL'), presence: 'required', example: 'SUCCESS' },
    error: { is: text(48), presence: 'optional' },
    ...refusalInDetail,
    alipay_trans_status: {
      is: oneOf(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_CLOSED', 'TRADE_FINISHED']),
      presence: 'optional',
      example: 'TRADE_SUCCESS',
    },
    alipay_buyer_login_id: { is: text(20), presence: 'optional', example: '852-****0000' },
    alipay_buyer_user_id: { is: text(16), presence: 'optional' },
    partner_trans_id: { is: text(64), presence: 'optional' },
    alipay_trans_id: { is: text(64), presence: 'optional' },
    out_trade_no: { is: text(64), presence: 'optional' },
    alipay_pay_time: { is: compact, presence: 'optional', example: '20201207152003' },
    currency: { is: text(8), presence: 'optional', example: 'HKD' },
    trans_amount: { is: decimal, presence: 'optional', example: '100.00' },
    payment_inst: {
      is: oneOf(['ALIPAYHK', 'ALIPAYCN']),
      presence: { hk: 'optional', global: 'absent' },
      example: 'ALIPAYCN',
    },
    exchange_rate: {
      is: exchangeRate,
      presence: { hk: 'absent', global: 'optional' },
      example: '6.64640000',
    },
    trans_amount_cny: {
      is: repliedAmount('CNY'),
      presence: { hk: 'absent', global: 'optional' },
      example: '0.07',
    },
    forex_total_fee: {
      is: repliedAmount({ by: ['currency'] }),
      presence: { hk: 'absent', global: 'optional' },
      example: '0.01',
    },
    trans_forex_rate: {
      is: text(16),
      presence: { hk: 'absent', global: 'optional' },
      example: '1',
    },
    m_discount_forex_amount: { is: decimal, presence: { hk: 'absent', global: 'optional' } },
  },
  errors: ['SYSTEM_ERROR', 'INVALID_PARAMETER', 'TRADE_NOT_EXIST', 'TRANS_NOT_FOUND'],
  check: ({ partner_trans_id, alipay_trans_id }) =>
    partner_trans_id === undefined && alipay_trans_id === undefined
      ? { ...malformed('one of the two ids is needed'), field: 'partner_trans_id' }
      : undefined,
});
