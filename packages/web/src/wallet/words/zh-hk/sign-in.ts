import type { Translated } from '../../../shared/words/words.tsx';
import type { signIn as english } from '../en/sign-in.ts';

export const signIn: Translated<typeof english> = {
  'signIn.title': '登入錢包',
  'signIn.phone': '手提電話號碼',
  'signIn.pin': '六位數字密碼',
  'signIn.do': '登入',
  'signIn.phoneWrong': '請輸入手提電話號碼。',
  'signIn.pinWrong': '請輸入六位數字密碼。',
  'signIn.noNetwork': '登入需要網絡，未有傳送任何資料。',
  'signIn.notYou': '不是你？',
  'signIn.otherWallet': '此號碼登記的是{name}。',
  'signIn.openOther': '開啟{name}',
  'signIn.otherBrand': '使用{name}？按此開啟',
  'signIn.country': '地區編號 {code}',
  'signIn.over': '你已登出，沒有付款。',
  'signIn.overPaid': '你已登出。付款已完成，請查看紀錄。',
  'signIn.overUnknown': '付款途中你已登出。請登入以查看付款結果。',
  'demo.title': '沙盒示範賬戶，不涉真實金錢',
  'demo.login': '{login} · 密碼 {pin}',
  'demo.fill': '自動填寫',
};
