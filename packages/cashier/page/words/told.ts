import type { Language } from '@sampan/web/shared';

/** What a customer of an unknown payment is to read: in the shop's languages at once, whatever the page's is. */
export const toldToCustomer: Readonly<Record<Language, string>> = {
  en: 'We are asking the payment system. Do not pay a second time yet.',
  'zh-HK': '我們正向付款系統查詢，請先不要再次付款。',
  'zh-CN': '我们正在向支付系统查询，请先不要再次付款。',
};

/** The same for a till that is cut off. */
export const toldNoServer: Readonly<Record<Language, string>> = {
  en: 'No connection to the till. Take no payment.',
  'zh-HK': '收銀機主機連線中斷，請暫停收款。',
  'zh-CN': '与收银主机的连接已中断，请暂停收款。',
};
