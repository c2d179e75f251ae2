import type { Translated } from '../../../shared/words/words.tsx';
import type { rows as english } from '../en/rows.ts';

export const rows: Translated<typeof english> = {
  'rows.older': '顯示較早的',
  'rows.nothing': '沒有符合的結果。',
  'rows.clear': '清除篩選',
  'money.note': '時間為 GMT+8，金額為 {currency}',
  'sums.day': '日期',
  'sums.payments': '付款筆數',
  'sums.paymentsCount': '付款 {count} 筆',
  'sums.paid': '付款 {currency}',
  'sums.paidWith': '付款 {count} 筆',
  'sums.refunded': '退款',
  'sums.refundedWith': '退款 {count} 筆',
  'sums.fees': '手續費',
  'sums.feesReturned': '退回手續費',
  'sums.net': '淨額 {currency}',
  'sums.total': '合計',
};
