import type { Translated } from '../../../shared/words/words.tsx';
import type { pay as english } from '../en/pay.ts';

export const pay: Translated<typeof english> = {
  'pay.title': '付款',
  'pay.show': '請向收銀員出示',
  'pay.source': '餘額',
  'pay.sourceSub': '{balance} · 優先扣款',
  'pay.until': '沒有網絡亦可使用至 {time}',
  'pay.untilNone': '連接網絡後，離線時亦可付款',
  'pay.hint': '掃描有困難？請調高螢幕亮度，本頁未能代為調校。',
  'pay.gotIt': '知道了',
  'prompt.title': '輸入付款密碼',
  'prompt.asks': '{shop} 要求輸入付款密碼',
  'prompt.from': '從餘額扣款，{balance}',
  'prompt.reject': '不付款',
  'prompt.enter': '輸入密碼',
  'prompt.waiting': '等候你確認 · 尚餘 {seconds} 秒',
  'pin.wrong': '密碼錯誤，尚可再試 {tries} 次。',
  'pin.locked': '密碼錯誤次數過多，已鎖定至 {time}。你的餘額不受影響。',
  'pin.forgot': '忘記密碼？',
  'pin.forgotHow': '我們會發送驗證碼到你的號碼，用以設定新密碼。餘額不受影響。',
  'pin.forgotDo': '設定新密碼',
  'pin.passkey': '使用面容或指紋',
  'pin.passkeyFailed': '未能使用通行密鑰，請輸入密碼。',
};
