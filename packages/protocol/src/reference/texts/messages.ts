/** Texts of notifications, and of what all requests and replies have in common. */
import type { notificationFields } from '../../notification-fields.ts';
import type { commonParameters, replyEnvelope } from '../common-fields.ts';
import type { FieldTexts } from '../text.ts';
import * as common from './common.ts';

export const notificationTexts: FieldTexts<typeof notificationFields> = {
  notify_time: [
    'Time of this delivery, GMT+8; each retry has its own.',
    '本次通知的發送時間（GMT+8），每次重發都不同。',
    '本次通知的发送时间（GMT+8），每次重发都不同。',
  ],
  notify_type: ['Kind of notification.', '通知類型。', '通知类型。'],
  notify_id: [
    'Id of the notification, the same in retries. Ignore one that has been processed.',
    '通知編號，重發時不變；已處理過的應忽略。',
    '通知编号，重发时不变；已处理过的应忽略。',
  ],
  notify_action_type: [
    'What happened: createDirectPayTradeByBuyerAction created, payByAccountAction paid, refundFPAction refunded, reverseAction cancelled, closeTradeAction closed, finishFPAction finished.',
    '觸發事件：createDirectPayTradeByBuyerAction 建立，payByAccountAction 付款，refundFPAction 退款，reverseAction 撤銷，closeTradeAction 關閉，finishFPAction 完結。',
    '触发事件：createDirectPayTradeByBuyerAction 创建，payByAccountAction 付款，refundFPAction 退款，reverseAction 撤销，closeTradeAction 关闭，finishFPAction 完结。',
  ],
  out_trade_no: common.partnersId,
  subject: ['Title of the order.', '訂單標題。', '订单标题。'],
  trade_no: common.ourId,
  trade_status: [
    `${common.tradeState[0]} TRADE_PENDING is not sent.`,
    `${common.tradeState[1]}不會發送 TRADE_PENDING。`,
    `${common.tradeState[2]}不会发送 TRADE_PENDING。`,
  ],
  gmt_create: [
    'Time at which the trade was created, GMT+8.',
    '交易建立時間（GMT+8）。',
    '交易创建时间（GMT+8）。',
  ],
  gmt_payment: ['Time of payment, GMT+8.', '付款時間（GMT+8）。', '付款时间（GMT+8）。'],
  gmt_close: [
    'Time at which the trade was closed, GMT+8.',
    '交易關閉時間（GMT+8）。',
    '交易关闭时间（GMT+8）。',
  ],
  gmt_refund: ['Time of the refund, GMT+8.', '退款時間（GMT+8）。', '退款时间（GMT+8）。'],
  seller_email: ['E-mail address of the seller.', '賣家的電郵地址。', '卖家的邮箱地址。'],
  buyer_email: common.buyersLogin,
  seller_id: [
    'The seller: the partner’s id.',
    '賣家號，即商戶號（PID）。',
    '卖家号，即商户号（PID）。',
  ],
  buyer_id: common.buyersId,
  price: ['Price of one piece, as in the order.', '單價，與訂單相同。', '单价，与订单相同。'],
  quantity: ['Quantity, as in the order.', '數量，與訂單相同。', '数量，与订单相同。'],
  total_fee: common.priceAfterRefunds,
  body: common.orderDetails,
  refund_fee: ['Amount of this refund.', '本次退款金額。', '本次退款金额。'],
  out_biz_no: common.partnersRefundId,
  refund_status: ['State of the refund.', '退款狀態。', '退款状态。'],
  paytools_pay_amount: [
    'Means of payment with their amounts, as JSON.',
    '各付款方式及其金額，JSON 格式。',
    '各付款方式及其金额，JSON 格式。',
  ],
  extra_common_param: [
    'The passback_parameters of the order or merchant code.',
    '訂單或收款碼中的 passback_parameters。',
    '订单或收款码中的 passback_parameters。',
  ],
  currency: ['Settlement currency.', '結算貨幣。', '结算币种。'],
  forex_total_fee: [
    'The total in the settlement currency.',
    '總額，以結算貨幣計。',
    '总额，以结算币种计。',
  ],
  payment_inst: [
    'Kind of wallet: ALIPAYHK or ALIPAYCN.',
    '付款錢包：ALIPAYHK 為香港錢包，ALIPAYCN 為內地錢包。',
    '付款钱包：ALIPAYHK 为香港钱包，ALIPAYCN 为内地钱包。',
  ],
};

export const commonParameterTexts: FieldTexts<typeof commonParameters> = {
  service: [
    'Name of the service, case-sensitive.',
    '接口名稱，區分大小寫。',
    '接口名称，区分大小写。',
  ],
  partner: [
    'The partner’s id (PID): 16 digits that start with 2088.',
    '商戶號（PID）：以 2088 開頭的 16 位數字。',
    '商户号（PID）：以 2088 开头的 16 位数字。',
  ],
  _input_charset: [
    'Charset of the request and of its signature. Send it in the query string of the URL; without it the request is read as GBK.',
    '請求及簽名所用的字元編碼，應放在網址的查詢字串；不傳則按 GBK 讀取。',
    '请求及签名所用的字符编码，应放在网址的查询字符串中；不传则按 GBK 读取。',
  ],
  sign_type: [
    'Signature type, in capitals. RSA is SHA-1 with RSA, RSA2 is SHA-256 with RSA.',
    '簽名類型，須為大寫。RSA 即 SHA1withRSA，RSA2 即 SHA256withRSA。',
    '签名类型，须为大写。RSA 即 SHA1withRSA，RSA2 即 SHA256withRSA。',
  ],
  sign: [
    'The signature: 32 lower-case hexadecimal digits for MD5, Base64 for RSA and RSA2.',
    '簽名：MD5 為 32 位小寫十六進位字元，RSA 及 RSA2 為 Base64。',
    '签名：MD5 为 32 位小写十六进制字符，RSA 和 RSA2 为 Base64。',
  ],
};

export const replyEnvelopeTexts: FieldTexts<typeof replyEnvelope> = {
  is_success: [
    'T: the gateway accepted the request; the outcome is in the fields of the service. F: the gateway refused it.',
    'T：網關已受理請求，業務結果見各接口的欄位；F：網關拒絕請求。',
    'T：网关已受理请求，业务结果见各接口的字段；F：网关拒绝请求。',
  ],
  error: [
    'Error code of a refusal; only with F.',
    '錯誤碼；只在 F 時返回。',
    '错误码；只在 F 时返回。',
  ],
  request: [
    'The received parameters; not signed.',
    '收到的請求參數，不在簽名範圍內。',
    '收到的请求参数，不在签名范围内。',
  ],
  response: [
    'The fields of the service, inside one element; these are signed.',
    '接口返回的欄位，位於同一個元素內；簽名只涵蓋這些欄位。',
    '接口返回的字段，位于同一个元素内；签名只涵盖这些字段。',
  ],
  sign: ['Signature of the reply.', '返回結果的簽名。', '返回结果的签名。'],
  sign_type: ['Signature type of the reply.', '返回結果的簽名類型。', '返回结果的签名类型。'],
};
