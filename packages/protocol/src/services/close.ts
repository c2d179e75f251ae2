import { malformed } from '../fields.ts';
import { orderId, resultCode, text, timestamp } from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { refusalInDetail } from './shared.ts';

/**
 * Close (06 §7): ends an unpaid order. Unlike cancel it never returns money, and it refuses an
 * unknown order.
 */
export const close = declareService({
  name: 'alipay.acquire.close',
  documents: ['the domestic sibling only'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'detail_error_code',
  requestFields: {
    timestamp: { is: timestamp, presence: 'optional', example: '1456507704121' },
    out_trade_no: { is: orderId(64), presence: 'optional', example: '4363476566647440' },
    trade_no: { is: orderId(64), presence: 'optional', example: '2020120722001401700000000001' },
  },
  replyFields: {
    result_code: { is: resultCode('FAIL'), presence: 'required', example: 'SUCCESS' },
    out_trade_no: { is: text(64), presence: 'optional' },
    trade_no: { is: text(64), presence: 'optional' },
    ...refusalInDetail,
  },
  errors: [
    'SYSTEM_ERROR',
    'INVALID_PARAMETER',
    'TRADE_NOT_EXIST',
    'TRADE_STATUS_ERROR',
    'TRADE_HAS_FINISHED',
  ],
  check: ({ out_trade_no, trade_no }) =>
    out_trade_no === undefined && trade_no === undefined
      ? { ...malformed('one of the two ids is needed'), field: 'out_trade_no' }
      : undefined,
});
