import type { Translated } from '../../../shared/words/words.tsx';
import type { rows as english } from '../en/rows.ts';

export const rows: Translated<typeof english> = {
  'rows.older': '显示更早的',
  'rows.nothing': '没有符合的结果。',
  'rows.clear': '清除筛选',
  'money.note': '时间为 GMT+8，金额为 {currency}',
  'sums.day': '日期',
  'sums.payments': '付款笔数',
  'sums.paymentsCount': '付款 {count} 笔',
  'sums.paid': '付款 {currency}',
  'sums.paidWith': '付款 {count} 笔',
  'sums.refunded': '退款',
  'sums.refundedWith': '退款 {count} 笔',
  'sums.fees': '手续费',
  'sums.feesReturned': '退回手续费',
  'sums.net': '净额 {currency}',
  'sums.total': '合计',
};
