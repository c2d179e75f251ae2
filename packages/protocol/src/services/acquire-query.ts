import { malformed } from '../fields.ts';
import { dashed, decimal, oneOf, orderId, resultCode, text } from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { refusalInDetail } from './shared.ts';

/** Query of a QR order (04 §6): like `query`, with the field names of precreate and cancel. */
export const acquireQuery = declareService({
  name: 'alipay.acquire.query',
  documents: ['global/acquire_query'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'both',
  requestFields: {
    out_trade_no: { is: orderId(64), presence: 'optional', example: '4363476566647440' },
    trade_no: { is: orderId(64), presence: 'optional', example: '2020120722001401700000000001' },
    alipay_ca_request: { is: oneOf(['1', '2']), presence: 'optional', example: '2' },
  },
  replyFields: {
    result_code: { is: resultCode('FAIL'), presence: 'required', example: 'SUCCESS' },
    trade_no: { is: text(64), presence: 'optional' },
    out_trade_no: { is: text(64), presence: 'optional' },
    partner: { is: text(16), presence: 'optional' },
    buyer_user_id: { is: text(16), presence: 'optional' },
    buyer_logon_id: { is: text(100), presence: 'optional', example: '852-****0000' },
    trade_status: {
      is: oneOf(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_CLOSED', 'TRADE_FINISHED']),
      presence: 'optional',
      example: 'TRADE_SUCCESS',
    },
    total_fee: { is: decimal, presence: 'optional', example: '30.00' },
    send_pay_date: { is: dashed, presence: 'optional', example: '2026-11-22 10:00:00' },
    error: { is: text(48), presence: 'optional' },
    ...refusalInDetail,
  },
  errors: ['SYSTEM_ERROR', 'INVALID_PARAMETER', 'TRADE_NOT_EXIST'],
  check: ({ out_trade_no, trade_no }) =>
    out_trade_no === undefined && trade_no === undefined
      ? { ...malformed('one of the two ids is needed'), field: 'out_trade_no' }
      : undefined,
});
