/** Texts that several tables share. */
import type { Text } from '../text.ts';

export const asInRequest: Text = ['As in the request.', '與請求中的值相同。', '与请求中的值相同。'];
export const asRegistered: Text = ['As registered.', '已登記的資料。', '已登记的信息。'];
export const acceptedUnused: Text = [
  'Accepted and not used.',
  '可以傳入，但不作處理。',
  '可以传入，但不作处理。',
];
export const why: Text = [
  'Error code of a refusal.',
  '業務失敗時的錯誤碼。',
  '业务失败时的错误码。',
];
export const whyInDetail: Text = [
  'Error code of a refusal.',
  '業務失敗時的詳細錯誤碼。',
  '业务失败时的详细错误码。',
];
export const whyInWords: Text = [
  'The error code in words, in English.',
  '錯誤碼的英文說明。',
  '错误码的英文说明。',
];
export const refusalInDetail = {
  detail_error_code: whyInDetail,
  detail_error_des: whyInWords,
} as const;

export const partnersId: Text = ['The partner’s order id.', '商戶訂單號。', '商户订单号。'];
export const ourId: Text = ['The gateway’s trade id.', '支付平台的交易號。', '支付平台的交易号。'];
export const partnersIdOrOurs: Text = [
  'The partner’s order id. One of the two ids is required.',
  '商戶訂單號；與平台交易號二者至少傳一個。',
  '商户订单号；与平台交易号二者至少传一个。',
];
export const ourIdFirst: Text = [
  'The gateway’s trade id. If both ids are sent, this one decides.',
  '支付平台的交易號；兩個編號同時傳入時，以此為準。',
  '支付平台的交易号；两个编号同时传入时，以此为准。',
];
export const partnersRefundId: Text = [
  'The partner’s refund id.',
  '商戶退款單號。',
  '商户退款单号。',
];

export const buyersLogin: Text = [
  'Login of the buyer, masked.',
  '買家的登入帳號，已遮蓋部分字元。',
  '买家的登录账号，已脱敏。',
];
export const buyersId: Text = ['Wallet id of the buyer.', '買家的用戶號。', '买家的用户号。'];
export const walletKind: Text = [
  'Kind of wallet: ALIPAYHK or ALIPAYCN. Absent while the outcome is unknown.',
  '付款錢包：ALIPAYHK 為香港錢包，ALIPAYCN 為內地錢包；結果未明時不返回。',
  '付款钱包：ALIPAYHK 为香港钱包，ALIPAYCN 为内地钱包；结果未明时不返回。',
];
export const cnyPerUnit: Text = [
  'Exchange rate: CNY for one unit of the price currency.',
  '匯率：一單位標價貨幣折合的人民幣金額。',
  '汇率：一单位标价币种折合的人民币金额。',
];
export const paidInCny: Text = [
  'Amount that the buyer paid, in CNY.',
  '買家實付的人民幣金額。',
  '买家实付的人民币金额。',
];
export const promotion: Text = [
  'Discount of a promotion, in the price currency.',
  '優惠金額，以標價貨幣計。',
  '优惠金额，以标价币种计。',
];
export const priceAfterRefunds: Text = [
  'The price; refunds do not change it.',
  '交易金額；退款後不變。',
  '交易金额；退款后不变。',
];
export const paidAtAfterRefunds: Text = [
  'Time of payment, GMT+8; refunds do not change it.',
  '付款時間（GMT+8）；退款後不變。',
  '付款时间（GMT+8）；退款后不变。',
];
export const undoneAt: Text = [
  'Time when it was undone, GMT+8.',
  '撤銷時間（GMT+8）。',
  '撤销时间（GMT+8）。',
];

export const requestTime: Text = [
  'Time of the request. Required only if the partner’s requests expire.',
  '請求時間；只有商戶啟用了請求時效時才必須傳入。',
  '请求时间；只有商户启用了请求时效时才必须传入。',
];
export const terminalTime: Text = [
  'Time at which the terminal sent the request.',
  '終端機發起請求的時間。',
  '终端发起请求的时间。',
];
export const queryWorked: Text = [
  'Whether the query succeeded. The state of the trade is in another field.',
  '查詢本身是否成功；交易狀態見其他欄位。',
  '查询本身是否成功；交易状态见其他字段。',
];
export const tradeState: Text = [
  'State of the trade. WAIT_BUYER_PAY: not paid yet. TRADE_SUCCESS: paid. TRADE_CLOSED: closed unpaid, cancelled, or refunded in full. TRADE_FINISHED: paid, and the refund period is over.',
  '交易狀態。WAIT_BUYER_PAY：等待付款；TRADE_SUCCESS：已付款；TRADE_CLOSED：未付款關閉、已撤銷或已全額退款；TRADE_FINISHED：已付款且退款期限已過。',
  '交易状态。WAIT_BUYER_PAY：等待付款；TRADE_SUCCESS：已付款；TRADE_CLOSED：未付款关闭、已撤销或已全额退款；TRADE_FINISHED：已付款且退款期限已过。',
];
export const undoneOrOpen: Text = [
  'SUCCESS: undone. UNKNOW: the outcome is unknown; repeat the same request. Any other word: refused.',
  'SUCCESS：已撤銷；UNKNOW：結果未明，請原樣重發；其他：被拒絕。',
  'SUCCESS：已撤销；UNKNOW：结果未明，请原样重发；其他：被拒绝。',
];
export const subMerchantId: Text = [
  'The partner’s id of the sub-merchant.',
  '二級商戶編號，由商戶自定。',
  '二级商户编号，由商户自定。',
];
export const storeId: Text = [
  'The partner’s id of the store.',
  '門店編號，由商戶自定。',
  '门店编号，由商户自定。',
];
export const storeName: Text = ['Name of the store.', '門店名稱。', '门店名称。'];
export const subMerchantName: Text = [
  'Registered name of the sub-merchant; appears in the wallet and in the files.',
  '二級商戶的註冊名稱，會顯示於錢包及對賬檔案。',
  '二级商户的注册名称，会显示在钱包和对账文件中。',
];
export const serviceProvider: Text = [
  'Id of the provider of the payment system.',
  '系統服務商編號。',
  '系统服务商编号。',
];
export const categoryCode: Text = [
  'Merchant category code (ISO 18245).',
  '商戶類別碼（MCC，ISO 18245）。',
  '商户类别码（MCC，ISO 18245）。',
];
export const goodsInDetail: Text = [
  'What was bought, in detail.',
  '商品及交易的詳細資料。',
  '商品及交易的详细信息。',
];
export const whereSold: Text = [
  'Sub-merchant, store and terminal.',
  '二級商戶、門店及終端機的資料。',
  '二级商户、门店及终端的信息。',
];
export const product: Text = ['The product.', '產品碼。', '产品码。'];
export const pieces: Text = ['Quantity of goods.', '商品數量。', '商品数量。'];
export const orderDetails: Text = ['Details of the order.', '訂單描述。', '订单描述。'];
