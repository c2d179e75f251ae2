/** What a caller does after an error code, and whether the request may be repeated. */
import type { BusinessErrorCode } from '../../error-codes.ts';
import type { ServiceName } from '../../services/index.ts';
import type { Text } from '../text.ts';

/** Whether and how a refused request may be sent again. */
export const retries = {
  yes: ['yes', '可', '可'],
  'same-id': ['yes, same id', '可，沿用原編號', '可，沿用原编号'],
  'new-id': ['yes, new id', '可，換新編號', '可，换新编号'],
  corrected: ['yes, corrected', '可，更正後', '可，更正后'],
  later: ['yes, later', '可，稍後', '可，稍后'],
  no: ['no', '否', '否'],
} as const satisfies Record<string, Text>;
export type Retry = keyof typeof retries;

interface Advice {
  readonly retry: Retry;
  readonly text: Text;
}

const advise = (retry: Retry, ...text: Text): Advice => ({ retry, text });

export const advice = {
  queryFirst: advise(
    'same-id',
    'Query until the outcome is known; then repeat the request with the same id, or cancel.',
    '先查詢，直至結果明確；其後以原編號重發，或撤銷。',
    '先查询，直至结果明确；然后以原编号重发，或撤销。',
  ),
  repeat: advise(
    'same-id',
    'Repeat the same request with the same id until there is an outcome.',
    '以原編號原樣重發，直至有明確結果。',
    '以原编号原样重发，直至有明确结果。',
  ),
  repeatOrCancel: advise(
    'same-id',
    'Repeat the same request with the same id, or cancel.',
    '以原編號原樣重發，或撤銷。',
    '以原编号原样重发，或撤销。',
  ),
  askAgain: advise('yes', 'Send the query again.', '重新查詢。', '重新查询。'),
  noTradeYet: advise(
    'yes',
    'No trade yet. Query again, or cancel the order before giving it up.',
    '尚無交易。可再次查詢；放棄訂單前請先撤銷。',
    '尚无交易。可再次查询；放弃订单前请先撤销。',
  ),
  noRefundYet: advise(
    'same-id',
    'No refund with this id was accepted: send the refund with the same id.',
    '未曾受理此退款單號：以同一編號發送退款請求。',
    '未曾受理此退款单号：以同一编号发送退款请求。',
  ),
  addFunds: advise(
    'same-id',
    'Wait until the funds suffice, then repeat with the same id.',
    '待資金足夠後，以原編號重發。',
    '待资金足够后，以原编号重发。',
  ),
  checkSignature: advise(
    'corrected',
    'Check the key and the signing string: raw values, sorted by name, in the charset of the request.',
    '檢查密鑰及待簽名字串：使用編碼前的原值、按參數名排序，並與請求使用同一字元編碼。',
    '检查密钥和待签名字符串：使用编码前的原值、按参数名排序，并与请求使用同一字符编码。',
  ),
  correct: advise('corrected', 'Correct the request.', '更正請求參數。', '更正请求参数。'),
  correctId: advise('corrected', 'Correct the id.', '更正編號。', '更正编号。'),
  correctAmount: advise('corrected', 'Correct the amount.', '更正金額。', '更正金额。'),
  changeTexts: advise(
    'corrected',
    'Change the texts of the request.',
    '修改請求中的文字。',
    '修改请求中的文字。',
  ),
  useCharset: advise(
    'corrected',
    'Use UTF-8, GBK or GB2312.',
    '改用 UTF-8、GBK 或 GB2312。',
    '改用 UTF-8、GBK 或 GB2312。',
  ),
  addKey: advise(
    'corrected',
    'Have the public key registered, or use another sign_type.',
    '登記公鑰，或改用其他 sign_type。',
    '登记公钥，或改用其他 sign_type。',
  ),
  registerAddress: advise(
    'corrected',
    'Have the IP address registered.',
    '登記呼叫方的 IP 地址。',
    '登记调用方的 IP 地址。',
  ),
  sameTerms: advise(
    'corrected',
    'Repeat with the terms of the first request, or use a new id.',
    '以首次請求的內容重發，或換用新編號。',
    '以首次请求的内容重发，或换用新编号。',
  ),
  newId: advise('new-id', 'Start again with a new id.', '以新編號重新開始。', '以新编号重新开始。'),
  scanAgain: advise(
    'new-id',
    'Ask the buyer to refresh the payment code; scan it with a new id.',
    '請買家刷新付款碼，以新編號重新掃描。',
    '请买家刷新付款码，以新编号重新扫描。',
  ),
  firstBuyer: advise(
    'new-id',
    'Scan the first buyer’s code, or use a new id.',
    '掃描首位買家的付款碼，或換用新編號。',
    '扫描首位买家的付款码，或换用新编号。',
  ),
  otherMeans: advise(
    'new-id',
    'Ask the buyer to pay by other means.',
    '請買家改用其他付款方式。',
    '请买家改用其他付款方式。',
  ),
  otherWallet: advise(
    'new-id',
    'Ask the buyer to use another wallet.',
    '請買家改用其他錢包。',
    '请买家改用其他钱包。',
  ),
  topUp: advise(
    'new-id',
    'Ask the buyer to top up, or to pay by other means.',
    '請買家增值，或改用其他付款方式。',
    '请买家充值，或改用其他付款方式。',
  ),
  switchOn: advise(
    'new-id',
    'Ask the buyer to switch the function on, or to pay by other means.',
    '請買家開啟該功能，或改用其他付款方式。',
    '请买家开启该功能，或改用其他付款方式。',
  ),
  updateWallet: advise(
    'new-id',
    'Ask the buyer to update the wallet app.',
    '請買家更新錢包應用程式。',
    '请买家更新钱包应用。',
  ),
  smallerAmount: advise(
    'new-id',
    'Use a smaller amount, or other means.',
    '減少金額，或改用其他付款方式。',
    '减少金额，或改用其他付款方式。',
  ),
  sendLater: advise('later', 'Send the request again later.', '稍後重發。', '稍后重发。'),
  support: advise('no', 'Contact support.', '聯絡技術支援。', '联系技术支持。'),
  checkContract: advise(
    'no',
    'Check that the contract includes the service; otherwise contact support.',
    '確認合約已包括此接口，否則聯絡技術支援。',
    '确认合同已包含此接口，否则联系技术支持。',
  ),
  treatAsPaid: advise(
    'no',
    'Query; if the trade is paid, treat it as paid.',
    '先查詢；若已付款，即按已付款處理。',
    '先查询；若已付款，即按已付款处理。',
  ),
  queryState: advise(
    'no',
    'Query the trade and act by its state.',
    '查詢交易，按其狀態處理。',
    '查询交易，按其状态处理。',
  ),
  useRefund: advise('no', 'Refund instead.', '改用退款。', '改用退款。'),
  nothingLeft: advise(
    'no',
    'Nothing is left to refund; query the trade.',
    '已無可退款項，請查詢交易。',
    '已无可退款项，请查询交易。',
  ),
  repayOtherwise: advise(
    'no',
    'Return the money in another way.',
    '以其他方式退還款項。',
    '以其他方式退还款项。',
  ),
} as const;
export type AdviceName = keyof typeof advice;

/** Where a service has another advice for a code than the table of all codes. */
export const serviceAdvice: Partial<
  Record<ServiceName, Partial<Record<BusinessErrorCode, AdviceName>>>
> = {
  'alipay.acquire.overseas.spot.pay': { SYSTEM_ERROR: 'queryFirst', TRADE_HAS_CLOSE: 'newId' },
  'alipay.acquire.precreate': { SYSTEM_ERROR: 'repeatOrCancel', TRADE_HAS_CLOSE: 'newId' },
  'alipay.acquire.overseas.query': { SYSTEM_ERROR: 'askAgain', TRADE_NOT_EXIST: 'noTradeYet' },
  'alipay.acquire.query': { SYSTEM_ERROR: 'askAgain', TRADE_NOT_EXIST: 'noTradeYet' },
  'alipay.acquire.overseas.spot.refund': { SYSTEM_ERROR: 'repeat', TRADE_HAS_CLOSE: 'nothingLeft' },
  'alipay.acquire.cancel': { SYSTEM_ERROR: 'repeat' },
  'alipay.acquire.close': { SYSTEM_ERROR: 'repeat' },
  'alipay.acquire.overseas.spot.reverse': { SYSTEM_ERROR: 'repeat' },
  'alipay.acquire.overseas.spot.cancel': { SYSTEM_ERROR: 'repeat' },
  'alipay.commerce.qrcode.create': { SYSTEM_ERROR: 'repeat' },
  'alipay.commerce.qrcode.modify': { SYSTEM_ERROR: 'repeat' },
  'alipay.commerce.qrcode.modifyStatus': { SYSTEM_ERROR: 'repeat' },
  'alipay.overseas.secmerchant.offline.maintain': { SYSTEM_ERROR: 'repeat' },
  'alipay.overseas.secmerchant.maintain.queryStatus': { SYSTEM_ERROR: 'askAgain' },
};
