import type { Fields, MessageInput, MessageOf } from './fields.ts';
import { dashed, decimal, oneOf, orderId, text } from './kinds/index.ts';

/** The fields of a notification (07 §2), in form order. */
export const notificationFields = {
  notify_time: {
    is: dashed,
    presence: 'required',
    meaning: 'when this delivery was sent; changes with each retry',
    example: '2013-11-27 15:45:58',
  },
  notify_type: {
    is: oneOf(['trade_status_sync']),
    presence: 'required',
    meaning: 'what kind of notification it is',
  },
  notify_id: {
    is: text(128),
    presence: 'required',
    meaning:
      'identifies the notification, the same in retries; ignore one that was processed before',
    example: 'ac05099524730693a8b330c5ecf72da978',
  },
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
    meaning: 'what has happened',
  },
  out_trade_no: {
    is: orderId(64),
    presence: 'optional',
    meaning: 'the partner’s id of the order',
    example: '5431395578198135',
  },
  subject: { is: text(256), presence: 'optional', meaning: 'title of the order' },
  trade_no: {
    is: text(64),
    presence: 'optional',
    meaning: 'our id of the trade',
    example: '2013112711001004940000394507',
  },
  trade_status: {
    is: oneOf([
      'WAIT_BUYER_PAY',
      'TRADE_SUCCESS',
      'TRADE_CLOSED',
      'TRADE_FINISHED',
      'TRADE_PENDING',
    ]),
    presence: 'optional',
    meaning: 'what the trade is now',
  },
  gmt_create: { is: dashed, presence: 'optional', meaning: 'when the trade began' },
  gmt_payment: { is: dashed, presence: 'optional', meaning: 'when it was paid' },
  gmt_close: { is: dashed, presence: 'optional', meaning: 'when it was closed' },
  gmt_refund: { is: dashed, presence: 'optional', meaning: 'when the money went back' },
  seller_email: { is: text(100), presence: 'optional', meaning: 'the seller, by mail address' },
  buyer_email: {
    is: text(100),
    presence: 'optional',
    meaning: 'the buyer’s login, masked',
    example: '852-****0000',
  },
  seller_id: { is: text(30), presence: 'optional', meaning: 'the seller' },
  buyer_id: { is: text(30), presence: 'optional', meaning: 'the buyer' },
  price: { is: text(32), presence: 'optional', meaning: 'price of a piece, as ordered' },
  quantity: { is: text(32), presence: 'optional', meaning: 'pieces, as ordered' },
  total_fee: { is: decimal, presence: 'optional', meaning: 'amount of the trade' },
  body: { is: text(400), presence: 'optional', meaning: 'details of the order' },
  refund_fee: { is: decimal, presence: 'optional', meaning: 'amount of this refund' },
  out_biz_no: { is: orderId(64), presence: 'optional', meaning: 'the partner’s id of this refund' },
  refund_status: { is: text(32), presence: 'optional', meaning: 'what became of the refund' },
  paytools_pay_amount: {
    is: text(512),
    presence: 'optional',
    meaning: 'means of payment with their amounts, JSON',
  },
  extra_common_param: {
    // An order has at most 256 characters, a shop's code as many as its `biz_data`.
    is: text(2_000),
    presence: 'optional',
    meaning: 'what the order or the code gave as passback_parameters',
  },
  currency: { is: text(8), presence: 'optional', meaning: 'currency of the settlement' },
  forex_total_fee: {
    is: decimal,
    presence: 'optional',
    meaning: 'amount of the trade in that currency',
  },
  payment_inst: { is: text(16), presence: 'optional', meaning: 'the kind of wallet' },
} as const satisfies Fields;

export type Notification = MessageOf<typeof notificationFields>;

/** The fields that are the same in every attempt; the time of sending is added later. */
export type NotificationContent = Omit<MessageInput<typeof notificationFields>, 'notify_time'>;
