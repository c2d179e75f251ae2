import { malformed } from '../fields.ts';
import { oneOf, orderId, resultCode, text, timestamp } from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { refusalInDetail } from './shared.ts';

/** Cancel (06): undoes a trade within its day, whatever its state. */
export const cancel = declareService({
  name: 'alipay.acquire.cancel',
  documents: ['hkapi/acquire_cancel', 'global/acquire_cancel', 'global/acquire_cancel_cn'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'detail_error_code',
  requestFields: {
    timestamp: { is: timestamp, presence: 'optional', example: '1456507704121' },
    terminal_timestamp: { is: timestamp, presence: 'optional', example: '1456507704102' },
    out_trade_no: { is: orderId(64), presence: 'optional', example: '2010121000000002' },
    trade_no: { is: orderId(64), presence: 'optional', example: '2013112611001004680073956707' },
  },
  replyFields: {
    result_code: { is: resultCode('FAIL'), presence: 'required', example: 'SUCCESS' },
    out_trade_no: { is: text(64), presence: 'optional' },
    trade_no: { is: text(64), presence: 'optional' },
    retry_flag: { is: oneOf(['Y', 'N']), presence: 'optional', example: 'N' },
    action: { is: oneOf(['close', 'refund']), presence: 'optional', example: 'close' },
    ...refusalInDetail,
  },
  errors: [
    'SYSTEM_ERROR',
    'INVALID_PARAMETER',
    'TRADE_NOT_EXIST',
    'TRADE_CANCEL_TIME_OUT',
    'CANCEL_NOT_ALLOWED',
    'TRADE_HAS_FINISHED',
    'TRADE_STATUS_ERROR',
    'SELLER_BALANCE_NOT_ENOUGH',
    'REASON_TRADE_BEEN_FREEZEN',
    'REASON_TRADE_REFUND_FEE_ERR',
  ],
  check: ({ out_trade_no, trade_no }) =>
    out_trade_no === undefined && trade_no === undefined
      ? { ...malformed('one of the two ids is needed'), field: 'out_trade_no' }
      : undefined,
});
