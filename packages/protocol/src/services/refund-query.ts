import { dashed, oneOf, orderId, text } from '../kinds/index.ts';
import { declareService } from '../service.ts';

/**
 * Query of a refund (05 §8): the state of an accepted asynchronous refund. The only service that
 * answers `response_code` instead of `result_code` and `error`.
 */
export const refundQuery = declareService({
  name: 'alipay.acquire.refund.query',
  documents: ['global/refundquery', 'global/refundquerycn'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'response_code',
  requestFields: {
    out_trade_no: { is: orderId(64), presence: 'required', example: '1234567890' },
    out_return_no: { is: orderId(128), presence: 'required', example: '0987654321' },
  },
  replyFields: {
    response_code: {
      is: oneOf(['SUCCESS', 'ACCESS_FORBIDDEN', 'NOT_FOUND', 'QUERY_FAILED', 'TRADE_NOT_EXIST']),
      presence: 'required',
      example: 'SUCCESS',
    },
    refund_result_code: {
      is: oneOf(['SUCCESS', 'FAILED', 'CANCELED', 'PROCESSING']),
      presence: 'optional',
      example: 'PROCESSING',
    },
    refund_error_code: {
      is: text(64),
      presence: 'optional',
      example: 'MERCHANT_BALANCE_NOT_ENOUGH',
    },
    out_return_no: { is: text(128), presence: 'optional' },
    out_trade_no: { is: text(64), presence: 'optional' },
    trade_no: { is: text(64), presence: 'optional' },
    gmt_create: { is: dashed, presence: 'optional', example: '2024-03-04 11:02:10' },
  },
  errors: ['ACCESS_FORBIDDEN', 'NOT_FOUND', 'QUERY_FAILED', 'TRADE_NOT_EXIST'],
});
