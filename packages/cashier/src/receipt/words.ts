/** The words of receipts. */
import type { Language } from './line.ts';

const words = {
  copy: ['COPY', '副本', '副本'],
  order: ['Order', '訂單', '订单'],
  discount: ['Discount', '折扣', '折扣'],
  tip: ['Tip', '小費', '小费'],
  amount: ['Amount', '金額', '金额'],
  taxIncluded: ['Tax included', '已含稅', '已含税'],
  paidWith: ['Paid with', '付款方式', '付款方式'],
  cash: ['Cash', '現金', '现金'],
  card: ['Card', '銀行卡', '银行卡'],
  given: ['Given', '實收', '实收'],
  change: ['Change', '找續', '找零'],
  trade: ['Trade', '交易號', '交易号'],
  refund: ['REFUND', '退款', '退款'],
  refunded: ['Refunded', '已退款', '已退款'],
  notPaid: ['NOT PAID', '未付款', '未付款'],
  reason: ['Reason', '原因', '原因'],
  thanks: ['Thank you', '多謝惠顧', '谢谢惠顾'],
  keep: ['Keep it for a refund', '退款請出示此收據', '退款请出示此收据'],
  shift: ['Shift', '更次', '班次'],
  payments: ['Payments', '收款', '收款'],
  refunds: ['Refunds', '退款', '退款'],
  walletsNet: ['Wallets, net', '錢包淨額', '钱包净额'],
  cancelled: ['Cancelled', '已取消', '已取消'],
  otherwise: ['Paid otherwise', '其他方式', '其他方式'],
  tips: ['Tips', '小費', '小费'],
  discounts: ['Discounts', '折扣', '折扣'],
  discrepancies: ['Discrepancies', '差異', '差异'],
  stillUnknown: ['Still unknown', '結果未明', '结果未知'],
  expected: ['Cash expected', '應有現金', '应有现金'],
  counted: ['Cash counted', '實點現金', '实点现金'],
  difference: ['Difference', '差額', '差额'],
  openings: ['Drawer opened', '開錢箱次數', '开钱箱次数'],
  cannotChange: ['Cannot be changed', '不可更改', '不可更改'],
} as const;

export type ReceiptWord = keyof typeof words;

const places = { en: 0, zhHant: 1, zhHans: 2 } as const;

export const receiptWord = (name: ReceiptWord, language: Language): string =>
  words[name][places[language]];
