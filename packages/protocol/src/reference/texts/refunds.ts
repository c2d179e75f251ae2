/** Texts of the services that return money or end an order. */
import type { cancel } from '../../services/cancel.ts';
import type { close } from '../../services/close.ts';
import type { refund } from '../../services/refund.ts';
import type { reverse, spotCancel } from '../../services/reverse.ts';
import type { ServiceTexts, Text } from '../text.ts';
import * as common from './common.ts';

export const refundTexts: ServiceTexts<typeof refund.requestFields, typeof refund.replyFields> = {
  title: ['Refund', '退款', '退款'],
  purpose: [
    'Returns all or part of the money of a paid trade to the buyer.',
    '將已付款交易的全部或部分款項退還買家。',
    '将已付款交易的全部或部分款项退还买家。',
  ],
  notes: [
    [
      'A repeat with the same partner_refund_id and the same terms does not refund twice: it gets the result of the first one.',
      '以同一 partner_refund_id 及相同內容重發不會重複退款，只會返回原有結果。',
      '以同一 partner_refund_id 及相同内容重发不会重复退款，只会返回原有结果。',
    ],
    [
      'With is_sync=N, SUCCESS means accepted. The refund query or the notification tells whether it was executed.',
      '當 is_sync=N 時，SUCCESS 只表示已受理；是否完成以退款查詢或通知為準。',
      '当 is_sync=N 时，SUCCESS 只表示已受理；是否完成以退款查询或通知为准。',
    ],
  ],
  request: {
    notify_url: [
      'Address that is notified when an asynchronous refund succeeds.',
      '異步退款成功後接收通知的網址。',
      '异步退款成功后接收通知的网址。',
    ],
    partner_trans_id: [
      'The partner’s id of the order to refund.',
      '要退款的商戶訂單號。',
      '要退款的商户订单号。',
    ],
    alipay_trans_id: common.ourId,
    partner_refund_id: [
      'The partner’s refund id, unique for the partner; differs from the order id.',
      '商戶退款單號，同一商戶下不可重複，且須與商戶訂單號不同。',
      '商户退款单号，同一商户下不可重复，且须与商户订单号不同。',
    ],
    currency: [
      'Currency of the price of the payment. HK: HKD.',
      '原交易的標價貨幣。香港合約只可為 HKD。',
      '原交易的标价币种。香港合同只能为 HKD。',
    ],
    refund_amount: [
      'Amount of this refund; at most what earlier refunds have left.',
      '本次退款金額，不可超過尚可退款的餘額。',
      '本次退款金额，不可超过剩余可退金额。',
    ],
    refund_reason: [
      'Reason of the refund. The HK document spells it refund_reson.',
      '退款原因。香港文件寫作 refund_reson。',
      '退款原因。香港文档写作 refund_reson。',
    ],
    is_sync: [
      'Y: executed before the reply. N (default): accepted now, executed later.',
      'Y：同步退款，返回時已完成；N（預設）：異步退款，先受理後執行。',
      'Y：同步退款，返回时已完成；N（默认）：异步退款，先受理后执行。',
    ],
  },
  reply: {
    result_code: [
      'SUCCESS: refunded, or accepted if asynchronous. FAIL: refused. UNKNOW: the outcome is unknown; repeat the same request.',
      'SUCCESS：已退款（異步則為已受理）；FAIL：被拒絕；UNKNOW：結果未明，請原樣重發。',
      'SUCCESS：已退款（异步则为已受理）；FAIL：被拒绝；UNKNOW：结果未明，请原样重发。',
    ],
    error: common.why,
    partner_trans_id: common.partnersId,
    alipay_trans_id: common.ourId,
    partner_refund_id: common.partnersRefundId,
    currency: common.asInRequest,
    refund_amount: common.asInRequest,
    exchange_rate: ['Exchange rate of the payment.', '原交易的匯率。', '原交易的汇率。'],
    refund_amount_cny: [
      'Amount that the buyer gets back, in CNY.',
      '退還買家的人民幣金額。',
      '退还买家的人民币金额。',
    ],
  },
  shown: ['is_sync'],
};

export const cancelTexts: ServiceTexts<typeof cancel.requestFields, typeof cancel.replyFields> = {
  title: ['Cancel', '撤銷', '撤销'],
  purpose: [
    'Undoes an order on its own day: closes an unpaid one, returns the money of a paid one.',
    '撤銷當天的訂單：未付款的關閉，已付款的全額退還。',
    '撤销当天的订单：未付款的关闭，已付款的全额退还。',
  ],
  notes: [
    [
      'A cancel of an unknown out_trade_no succeeds, and a payment with this id that arrives later is refused.',
      '撤銷不存在的 out_trade_no 亦會成功，其後送達的同一訂單號付款請求會被拒絕。',
      '撤销不存在的 out_trade_no 也会成功，此后到达的同一订单号付款请求会被拒绝。',
    ],
  ],
  request: {
    timestamp: common.requestTime,
    terminal_timestamp: common.terminalTime,
    out_trade_no: common.partnersIdOrOurs,
    trade_no: common.ourIdFirst,
  },
  reply: {
    result_code: [
      'SUCCESS: undone. FAIL: look at retry_flag.',
      'SUCCESS：已撤銷；FAIL：是否重發見 retry_flag。',
      'SUCCESS：已撤销；FAIL：是否重发见 retry_flag。',
    ],
    out_trade_no: common.partnersId,
    trade_no: [
      'The gateway’s trade id, if there is a trade.',
      '支付平台的交易號；有交易時才返回。',
      '支付平台的交易号；有交易时才返回。',
    ],
    retry_flag: [
      'Y: repeat the same request. N: do not repeat it.',
      'Y：請原樣重發；N：無須重發。',
      'Y：请原样重发；N：无需重发。',
    ],
    action: [
      'What was done: close (no money moved) or refund (money returned). Absent if there was no trade.',
      '所作的處理：close 為關閉訂單（無資金變動），refund 為退還款項；沒有交易時不返回。',
      '所作的处理：close 为关闭订单（无资金变动），refund 为退还款项；没有交易时不返回。',
    ],
    ...common.refusalInDetail,
  },
  shown: ['out_trade_no'],
};

export const closeTexts: ServiceTexts<typeof close.requestFields, typeof close.replyFields> = {
  title: ['Close', '關閉訂單', '关闭订单'],
  purpose: [
    'Ends an order that is not paid. Never returns money.',
    '關閉未付款的訂單，不會退款。',
    '关闭未付款的订单，不会退款。',
  ],
  request: {
    timestamp: common.requestTime,
    out_trade_no: common.partnersIdOrOurs,
    trade_no: common.ourIdFirst,
  },
  reply: {
    result_code: ['Whether the order is closed.', '訂單是否已關閉。', '订单是否已关闭。'],
    out_trade_no: common.partnersId,
    trade_no: [
      'The gateway’s trade id, if there is a trade.',
      '支付平台的交易號；有交易時才返回。',
      '支付平台的交易号；有交易时才返回。',
    ],
    ...common.refusalInDetail,
  },
  shown: ['out_trade_no'],
};

const undoesPayment: Text = [
  'Undoes a barcode payment on its own day. An older name of cancel, for existing clients.',
  '撤銷當天的付款碼支付。此為撤銷接口的舊名稱，供既有系統使用。',
  '撤销当天的付款码支付。这是撤销接口的旧名称，供已有系统使用。',
];

const undoing = {
  result_code: common.undoneOrOpen,
  error: common.why,
  partner_trans_id: common.partnersId,
  alipay_trans_id: common.ourId,
} as const;

export const reverseTexts: ServiceTexts<typeof reverse.requestFields, typeof reverse.replyFields> =
  {
    title: ['Reverse', '沖正', '冲正'],
    purpose: undoesPayment,
    request: { partner_trans_id: common.partnersId },
    reply: { ...undoing, alipay_reverse_time: common.undoneAt },
  };

export const spotCancelTexts: ServiceTexts<
  typeof spotCancel.requestFields,
  typeof spotCancel.replyFields
> = {
  title: ['Spot cancel', '付款碼撤銷', '付款码撤销'],
  purpose: undoesPayment,
  request: { partner_trans_id: common.partnersId },
  reply: { ...undoing, alipay_cancel_time: common.undoneAt },
};
