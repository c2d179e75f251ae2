/** Texts of the four queries. */
import type { acquireQuery } from '../../services/acquire-query.ts';
import type { query } from '../../services/query.ts';
import type { queryShop } from '../../services/query-shop.ts';
import type { refundQuery } from '../../services/refund-query.ts';
import type { ServiceTexts } from '../text.ts';
import * as common from './common.ts';

export const queryTexts: ServiceTexts<typeof query.requestFields, typeof query.replyFields> = {
  title: ['Query', '交易查詢', '交易查询'],
  purpose: [
    'Returns the state of a trade of any product.',
    '查詢任何產品的交易狀態。',
    '查询任何产品的交易状态。',
  ],
  notes: [
    [
      'TRADE_NOT_EXIST is not final while the payment request may still arrive: cancel the order before giving it up.',
      '付款請求仍可能送達時，TRADE_NOT_EXIST 並非最終結果：放棄訂單前請先撤銷。',
      '付款请求仍可能送达时，TRADE_NOT_EXIST 并非最终结果：放弃订单前请先撤销。',
    ],
  ],
  request: { partner_trans_id: common.partnersIdOrOurs, alipay_trans_id: common.ourIdFirst },
  reply: {
    result_code: common.queryWorked,
    error: common.why,
    ...common.refusalInDetail,
    alipay_trans_status: common.tradeState,
    alipay_buyer_login_id: common.buyersLogin,
    alipay_buyer_user_id: common.buyersId,
    partner_trans_id: common.partnersId,
    alipay_trans_id: common.ourId,
    out_trade_no: [
      'The same as partner_trans_id.',
      '與 partner_trans_id 相同。',
      '与 partner_trans_id 相同。',
    ],
    alipay_pay_time: common.paidAtAfterRefunds,
    currency: ['Settlement currency.', '結算貨幣。', '结算币种。'],
    trans_amount: common.priceAfterRefunds,
    payment_inst: common.walletKind,
    exchange_rate: common.cnyPerUnit,
    trans_amount_cny: common.paidInCny,
    forex_total_fee: [
      'The total in the settlement currency.',
      '總額，以結算貨幣計。',
      '总额，以结算币种计。',
    ],
    trans_forex_rate: [
      'Settlement currency for one unit of the price currency.',
      '一單位標價貨幣折合的結算貨幣金額。',
      '一单位标价币种折合的结算币种金额。',
    ],
    m_discount_forex_amount: common.promotion,
  },
  shown: ['partner_trans_id'],
};

export const acquireQueryTexts: ServiceTexts<
  typeof acquireQuery.requestFields,
  typeof acquireQuery.replyFields
> = {
  title: ['Query of a QR order', '掃碼訂單查詢', '扫码订单查询'],
  purpose: [
    'Returns the state of a trade, with the field names of the pre-order.',
    '以預下單的欄位名稱查詢交易狀態。',
    '以预下单的字段名称查询交易状态。',
  ],
  request: {
    out_trade_no: common.partnersIdOrOurs,
    trade_no: common.ourIdFirst,
    alipay_ca_request: [
      'How the request is signed: 1 with a certificate, 2 otherwise. Accepted and not used.',
      '簽名方式：1 為證書簽名，2 為其他；可以傳入，但不作處理。',
      '签名方式：1 为证书签名，2 为其他；可以传入，但不作处理。',
    ],
  },
  reply: {
    result_code: common.queryWorked,
    trade_no: common.ourId,
    out_trade_no: common.partnersId,
    partner: ['The partner’s id.', '商戶號（PID）。', '商户号（PID）。'],
    buyer_user_id: common.buyersId,
    buyer_logon_id: common.buyersLogin,
    trade_status: common.tradeState,
    total_fee: common.priceAfterRefunds,
    send_pay_date: common.paidAtAfterRefunds,
    error: common.why,
    ...common.refusalInDetail,
  },
  shown: ['out_trade_no'],
};

export const refundQueryTexts: ServiceTexts<
  typeof refundQuery.requestFields,
  typeof refundQuery.replyFields
> = {
  title: ['Query of a refund', '退款查詢', '退款查询'],
  purpose: ['Returns the state of a refund.', '查詢退款的狀態。', '查询退款的状态。'],
  request: {
    out_trade_no: common.partnersId,
    out_return_no: [
      'The partner’s refund id, as in the refund request.',
      '商戶退款單號，與退款請求中的相同。',
      '商户退款单号，与退款请求中的相同。',
    ],
  },
  reply: {
    response_code: [
      'Whether the query succeeded, otherwise the error code. The state of the refund is in refund_result_code.',
      '查詢本身是否成功，失敗時為錯誤碼；退款狀態見 refund_result_code。',
      '查询本身是否成功，失败时为错误码；退款状态见 refund_result_code。',
    ],
    refund_result_code: [
      'State of the refund. SUCCESS: refunded. PROCESSING: accepted, not refunded yet. FAILED, CANCELED: not refunded.',
      '退款狀態。SUCCESS：已退款；PROCESSING：已受理，尚未退款；FAILED、CANCELED：沒有退款。',
      '退款状态。SUCCESS：已退款；PROCESSING：已受理，尚未退款；FAILED、CANCELED：没有退款。',
    ],
    refund_error_code: [
      'Why it failed, or why it still waits.',
      '退款失敗或仍在等候的原因。',
      '退款失败或仍在等待的原因。',
    ],
    out_return_no: common.partnersRefundId,
    out_trade_no: common.partnersId,
    trade_no: common.ourId,
    gmt_create: [
      'Time at which the refund was accepted, GMT+8.',
      '受理退款的時間（GMT+8）。',
      '受理退款的时间（GMT+8）。',
    ],
  },
};

export const queryShopTexts: ServiceTexts<
  typeof queryShop.requestFields,
  typeof queryShop.replyFields
> = {
  title: ['Query of a shop', '門店查詢', '门店查询'],
  purpose: [
    'Returns the registration of a sub-merchant’s store.',
    '查詢二級商戶門店的登記資料。',
    '查询二级商户门店的登记信息。',
  ],
  request: {
    timestamp: common.requestTime,
    secondary_merchant_id: common.subMerchantId,
    store_id: common.storeId,
    payment_method: [
      'How the shop takes payments: in the store.',
      '收款方式：店內收款。',
      '收款方式：店内收款。',
    ],
  },
  reply: {
    result_code: ['Whether there is such a registration.', '是否有此登記。', '是否有此登记。'],
    error: common.why,
    secondary_merchant_id: common.asInRequest,
    store_id: common.asInRequest,
    payment_method: common.asInRequest,
    status: [
      'Result of the latest registration or change.',
      '最近一次登記或修改的結果。',
      '最近一次登记或修改的结果。',
    ],
    store_status: [
      'ACTIVATED: registered. INACTIVATE: not registered. ARCHIVED: no longer in use.',
      'ACTIVATED：已登記；INACTIVATE：未登記；ARCHIVED：已停用。',
      'ACTIVATED：已登记；INACTIVATE：未登记；ARCHIVED：已停用。',
    ],
    secondary_merchant_name: common.asRegistered,
    store_name: common.asRegistered,
    store_country: common.asRegistered,
    store_address: common.asRegistered,
    store_industry: common.asRegistered,
  },
};
