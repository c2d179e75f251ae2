import { compact, orderId, resultCode, text } from '../kinds/index.ts';
import { declareService } from '../service.ts';

const request = {
  partner_trans_id: { is: orderId(64), presence: 'required', example: '2010121000000002' },
} as const;

const reply = {
  result_code: { is: resultCode('FAILED'), presence: 'required', example: 'SUCCESS' },
  error: { is: text(48), presence: 'optional' },
  partner_trans_id: { is: text(64), presence: 'optional' },
  alipay_trans_id: { is: text(64), presence: 'optional' },
} as const;

const errors = [
  'SYSTEM_ERROR',
  'INVALID_PARAMETER',
  'TRADE_CANCEL_TIME_OUT',
  'CANCEL_NOT_ALLOWED',
  'TRADE_HAS_FINISHED',
  'SELLER_BALANCE_NOT_ENOUGH',
  'REASON_TRADE_REFUND_FEE_ERR',
] as const;

/** Reverse (06 §7): the older name of cancel for barcode payments; old clients still call it. */
export const reverse = declareService({
  name: 'alipay.acquire.overseas.spot.reverse',
  documents: ['public clients only'],
  node: 'alipay',
  failureWord: 'FAILED',
  errorPlace: 'error',
  requestFields: request,
  replyFields: {
    ...reply,
    alipay_reverse_time: { is: compact, presence: 'optional', example: '20201207152003' },
  },
  errors,
});

/** Spot cancel (06 §7): one old client's name for the same. */
export const spotCancel = declareService({
  name: 'alipay.acquire.overseas.spot.cancel',
  documents: ['public clients only'],
  node: 'alipay',
  failureWord: 'FAILED',
  errorPlace: 'error',
  requestFields: request,
  replyFields: {
    ...reply,
    alipay_cancel_time: { is: compact, presence: 'optional', example: '20201207152003' },
  },
  errors,
});
