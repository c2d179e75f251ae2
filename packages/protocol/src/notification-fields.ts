import type { Fields, MessageInput, MessageOf } from './fields.ts';
import { dashed, decimal, oneOf, orderId, text } from './kinds/index.ts';

/** The fields of a notification (07 §2), in form order. */
export const notificationFields = {
  notify_time: { is: dashed, presence: 'required', example: '2013-11-27 15:45:58' },
  notify_type: { is: oneOf(['trade_status_sync']), presence: 'required' },
  notify_id: { is: text(128), presence: 'required', example: 'ac05099524730693a8b330c5ecf72da978' },
  notify_action_type: {
    is: oneOf([
      'createDirectPayTradeByBuyerAction',
      'payByAccountAction',
      'refundFPAction',
      'reverseAction',
      'closeTradeAction',
      'finishFPAction',
    ]),
    presence: 'optional',
  },
  out_trade_no: { is: orderId(64), presence: 'optional', example: '5431395578198135' },
  subject: { is: text(256), presence: 'optional' },
  trade_no: { is: text(64), presence: 'optional', example: '2013112711001004940000394507' },
  trade_status: {
    is: oneOf([
      'WAIT_BUYER_PAY',
      'TRADE_SUCCESS',
      'TRADE_CLOSED',
      'TRADE_FINISHED',
      'TRADE_PENDING',
    ]),
    presence: 'optional',
  },
  gmt_create: { is: dashed, presence: 'optional' },
  gmt_payment: { is: dashed, presence: 'optional' },
  gmt_close: { is: dashed, presence: 'optional' },
  gmt_refund: { is: dashed, presence: 'optional' },
  seller_email: { is: text(100), presence: 'optional' },
  buyer_email: { is: text(100), presence: 'optional', example: '852-****0000' },
  seller_id: { is: text(30), presence: 'optional' },
  buyer_id: { is: text(30), presence: 'optional' },
  price: { is: text(32), presence: 'optional' },
  quantity: { is: text(32), presence: 'optional' },
  total_fee: { is: decimal, presence: 'optional' },
  body: { is: text(400), presence: 'optional' },
  refund_fee: { is: decimal, presence: 'optional' },
  out_biz_no: { is: orderId(64), presence: 'optional' },
  refund_status: { is: text(32), presence: 'optional' },
  paytools_pay_amount: { is: text(512), presence: 'optional' },
  extra_common_param: {
    // An order has at most 256 characters, a shop's code as many as its `biz_data`.
    is: text(2_000),
    presence: 'optional',
  },
  currency: { is: text(8), presence: 'optional' },
  forex_total_fee: { is: decimal, presence: 'optional' },
  payment_inst: { is: text(16), presence: 'optional' },
} as const satisfies Fields;

export type Notification = MessageOf<typeof notificationFields>;

/** The fields that are the same in every attempt; the time of sending is added later. */
export type NotificationContent = Omit<MessageInput<typeof notificationFields>, 'notify_time'>;
