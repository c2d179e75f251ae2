import type { Translated } from '../../../shared/words/words.tsx';
import type { pay as english } from '../en/pay.ts';

export const pay: Translated<typeof english> = {
  'pay.title': '付款',
  'pay.show': '请向收银员出示',
  'pay.source': '余额',
  'pay.sourceSub': '{balance} · 优先扣款',
  'pay.until': '没有网络也可使用至 {time}',
  'pay.untilNone': '联网后，离线时也可付款',
  'pay.hint': '扫码不顺？请调高屏幕亮度，本页无法代为调节。',
  'pay.gotIt': '知道了',
  'prompt.title': '输入支付密码',
  'prompt.asks': '{shop} 要求输入支付密码',
  'prompt.from': '从余额扣款，{balance}',
  'prompt.reject': '不付款',
  'prompt.enter': '输入密码',
  'prompt.waiting': '等待您确认 · 还剩 {seconds} 秒',
  'pin.wrong': '密码错误，还可再试 {tries} 次。',
  'pin.locked': '密码错误次数过多，已锁定至 {time}。您的余额不受影响。',
  'pin.forgot': '忘记密码？',
  'pin.forgotHow': '我们会发送验证码到您的号码，用于设置新密码。余额不受影响。',
  'pin.forgotDo': '设置新密码',
  'pin.passkey': '使用面容或指纹',
  'pin.passkeyFailed': '未能使用通行密钥，请输入密码。',
};
