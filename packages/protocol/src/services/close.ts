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
  title: 'Close',
  purpose: 'Ends an order that is not paid.',
  documents: ['the domestic sibling only'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'detail_error_code',
  requestFields: {
    timestamp: {
      is: timestamp,
      presence: 'optional',
      meaning: 'when the request was made; all forms of clients are read',
      example: '1456507704121',
    },
    out_trade_no: {
      is: orderId(64),
      presence: 'optional',
      meaning: 'the partner’s id of the order; one of the two ids is needed',
      example: '4363476566647440',
    },
    trade_no: {
      is: orderId(64),
      presence: 'optional',
      meaning: 'our id of the trade; decides when both are sent',
      example: '2020120722001401700000000001',
    },
  },
  replyFields: {
    result_code: {
      is: resultCode('FAIL'),
      presence: 'required',
      meaning: 'whether the order is closed',
      example: 'SUCCESS',
    },
    out_trade_no: { is: text(64), presence: 'optional', meaning: 'the partner’s id' },
    trade_no: { is: text(64), presence: 'optional', meaning: 'our id, when there is a trade' },
    ...refusalInDetail,
  },
  errors: ['SYSTEM_ERROR', 'INVALID_PARAMETER', 'TRADE_NOT_EXIST', 'TRADE_STATUS_ERROR'],
  check: ({ out_trade_no, trade_no }) =>
    out_trade_no === undefined && trade_no === undefined
      ? { ...malformed('one of the two ids is needed'), field: 'out_trade_no' }
      : undefined,
});
