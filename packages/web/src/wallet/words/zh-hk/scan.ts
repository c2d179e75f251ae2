import type { Translated } from '../../../shared/words/words.tsx';
import type { scan as english } from '../en/scan.ts';

export const scan: Translated<typeof english> = {
  'scan.title': '掃描訂單碼或收款碼',
  'scan.camera': '開啟相機',
  'scan.why': '相機只用來讀取商戶的二維碼，影像不會離開手機。',
  'scan.torch': '照明',
  'scan.torchOff': '關閉照明',
  'scan.picture': '圖片',
  'scan.paste': '貼上',
  'scan.pasteTitle': '貼上代碼',
  'scan.pasteField': '代碼或網址',
  'scan.pasteUse': '使用此代碼',
  'scan.pasteWrong': '請貼上代碼的文字。',
  'scan.refused': '未獲准使用相機，你可選擇圖片或貼上代碼。',
  'scan.insecure': '相機須在安全網址（https）下使用。你可選擇圖片或貼上代碼。',
  'scan.none': '此裝置沒有相機，你可選擇圖片或貼上代碼。',
  'scan.busy': '其他應用程式正使用相機。請先關閉，或選擇圖片。',
  'scan.black': '相機沒有畫面。請關閉其他正使用相機的應用程式，或選擇圖片。',
  'scan.nothing': '仍未讀到二維碼。請保持手機平穩，距離約一掌；或選擇圖片。',
  'scan.noCode': '此圖片內沒有二維碼。',
  'scan.foreign': '這是 {scheme} 的二維碼，本錢包未能支付，請改用支援 {scheme} 的應用程式。',
  'scan.fps':
    '這是轉數快（FPS）二維碼，本錢包未能支付，請改用你的銀行應用程式，或向店員索取本錢包的二維碼。',
  'scan.sign':
    '此二維碼供 {schemes} 使用，本錢包未能支付，請改用其中一個應用程式，或向店員索取本錢包的二維碼。',
  'scan.otherApps': '此二維碼供其他支付應用程式使用，本錢包未能支付，請向店員索取本錢包的二維碼。',
  'scan.damaged': '此二維碼已損壞或不完整，請再掃一次，或向店員索取新的二維碼。',
  'scan.notPayment': '此二維碼不是用來付款的，內容是：{text}',
  'scan.own': '這是付款碼，由收銀員掃描；請掃描商戶的收款碼。',
  'scan.again': '重新掃描',
  'scan.reading': '正在讀取……',
};
