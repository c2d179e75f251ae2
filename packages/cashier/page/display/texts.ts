import type { Words } from '@sampan/cashier/api';

/** The customer has no switch of languages: all three stand side by side. */
export const displayTexts = {
  welcome: { en: 'Welcome', zhHant: '歡迎光臨', zhHans: '欢迎光临' },
  scan: { en: 'Scan to pay', zhHant: '掃碼付款', zhHans: '扫码付款' },
  confirm: {
    en: 'Please confirm on your phone',
    zhHant: '請在手機上確認',
    zhHans: '请在手机上确认',
  },
  paid: { en: 'Paid, thank you', zhHant: '付款成功，多謝惠顧', zhHans: '付款成功，谢谢惠顾' },
  refunded: { en: 'Refund', zhHant: '退款', zhHans: '退款' },
  notPaid: {
    en: 'Not paid. Please ask the cashier.',
    zhHant: '未完成付款，請向收銀員查詢。',
    zhHans: '未完成付款，请咨询收银员。',
  },
  wait: { en: 'One moment please', zhHant: '請稍候', zhHans: '请稍候' },
  opening: { en: 'One moment please', zhHant: '請稍候', zhHans: '请稍候' },
  notPaired: {
    en: 'Not paired. Scan the code in the till’s settings.',
    zhHant: '尚未連接。請掃描收銀機「設定」內的二維碼。',
    zhHans: '尚未连接。请扫描收银机“设置”里的二维码。',
  },
  total: { en: 'Total', zhHant: '總計', zhHans: '合计' },
  discount: { en: 'Discount', zhHant: '折扣', zhHans: '折扣' },
  tip: { en: 'Tip', zhHant: '貼士', zhHans: '小费' },
  free: { en: 'Amount', zhHant: '金額', zhHans: '金额' },
} as const satisfies Readonly<Record<string, Words>>;

export type DisplayText = keyof typeof displayTexts;
