import { malformed } from '../fields.ts';
import { dashed, decimal, oneOf, orderId, resultCode, text } from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { refusalInDetail } from './shared.ts';

/** Query of a QR order (04 §6): like `query`, with the field names of precreate and cancel. */
export const acquireQuery = declareService({
  name: 'alipay.acquire.query',
  title: 'Query of a QR order',
  purpose: 'Tells the state of a trade by the names of precreate.',
  documents: ['global/acquire_query'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'both',
  requestFields: {
    out_trade_no: {
      is: orderId(64),
      presence: 'optional',
      meaning: 'the partner’s id of the trade; one of the two ids is needed',
      example: '4363476566647440',
    },
    trade_no: {
      is: orderId(64),
      presence: 'optional',
      meaning: 'our id of the trade; decides when both are sent',
      example: '2020120722001401700000000001',
    },
    alipay_ca_request: {
      is: oneOf(['1', '2']),
      presence: 'optional',
      meaning: 'how the request is signed: 1 by a certificate, 2 otherwise; not looked at',
      example: '2',
    },
  },
  replyFields: {
    result_code: {
      is: resultCode('FAIL'),
      presence: 'required',
      meaning: 'whether the query worked; says nothing of the payment',
      example: 'SUCCESS',
    },
    trade_no: { is: text(64), presence: 'optional', meaning: 'our id' },
    out_trade_no: { is: text(64), presence: 'optional', meaning: 'the partner’s id' },
    partner: { is: text(16), presence: 'optional', meaning: 'the partner' },
    buyer_user_id: { is: text(16), presence: 'optional', meaning: 'the buyer' },
    buyer_logon_id: {
      is: text(100),
      presence: 'optional',
      meaning: 'login of the buyer, masked',
      example: '852-****0000',
    },
    trade_status: {
      is: oneOf(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_CLOSED', 'TRADE_FINISHED']),
      presence: 'optional',
      meaning: 'state of the trade',
      example: 'TRADE_SUCCESS',
    },
    total_fee: {
      is: decimal,
      presence: 'optional',
      meaning: 'the price; the same after refunds',
      example: '30.00',
    },
    send_pay_date: {
      is: dashed,
      presence: 'optional',
      meaning: 'when it was paid, GMT+8; stays after a refund',
      example: '2026-11-22 10:00:00',
    },
    error: { is: text(48), presence: 'optional', meaning: 'why it did not' },
    ...refusalInDetail,
  },
  errors: ['SYSTEM_ERROR', 'INVALID_PARAMETER', 'TRADE_NOT_EXIST'],
  check: ({ out_trade_no, trade_no }) =>
    out_trade_no === undefined && trade_no === undefined
      ? { ...malformed('one of the two ids is needed'), field: 'out_trade_no' }
      : undefined,
});
