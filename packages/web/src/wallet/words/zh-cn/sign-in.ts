import type { Translated } from '../../../shared/words/words.tsx';
import type { signIn as english } from '../en/sign-in.ts';

export const signIn: Translated<typeof english> = {
  'signIn.title': '登录钱包',
  'signIn.phone': '手机号',
  'signIn.pin': '六位数字密码',
  'signIn.do': '登录',
  'signIn.phoneWrong': '请输入手机号。',
  'signIn.pinWrong': '请输入六位数字密码。',
  'signIn.noNetwork': '登录需要网络，没有发送任何内容。',
  'signIn.notYou': '不是您？',
  'signIn.otherWallet': '该手机号注册的是{name}。',
  'signIn.openOther': '打开{name}',
  'signIn.otherBrand': '使用{name}？点此打开',
  'signIn.country': '国家或地区代码 {code}',
  'signIn.over': '您已退出登录，没有付款。',
  'signIn.overPaid': '您已退出登录。付款已完成，请查看账单。',
  'signIn.overUnknown': '付款途中您已退出登录。请登录以查看付款结果。',
  'demo.title': '沙盒演示账户，不涉及真实资金',
  'demo.login': '{login} · 密码 {pin}',
  'demo.fill': '自动填写',
};
