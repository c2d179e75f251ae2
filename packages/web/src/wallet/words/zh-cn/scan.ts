import type { Translated } from '../../../shared/words/words.tsx';
import type { scan as english } from '../en/scan.ts';

export const scan: Translated<typeof english> = {
  'scan.title': '扫描订单码或收款码',
  'scan.camera': '打开相机',
  'scan.why': '相机只用来读取商家的二维码，画面不会离开手机。',
  'scan.torch': '照明',
  'scan.torchOff': '关闭照明',
  'scan.picture': '图片',
  'scan.paste': '粘贴',
  'scan.pasteTitle': '粘贴代码',
  'scan.pasteField': '代码或网址',
  'scan.pasteUse': '使用此代码',
  'scan.pasteWrong': '请粘贴代码的文字。',
  'scan.refused': '未获得相机权限，您可选择图片或粘贴代码。',
  'scan.insecure': '相机须在安全网址（https）下使用。您可选择图片或粘贴代码。',
  'scan.none': '此设备没有相机，您可选择图片或粘贴代码。',
  'scan.busy': '其他应用正在使用相机。请先关闭，或选择图片。',
  'scan.black': '相机没有画面。请关闭其他正在使用相机的应用，或选择图片。',
  'scan.nothing': '还没有读到二维码。请拿稳手机，距离约一掌；或选择图片。',
  'scan.noCode': '这张图片里没有二维码。',
  'scan.foreign': '这是 {scheme} 的二维码，本钱包无法支付，请改用支持 {scheme} 的应用。',
  'scan.fps':
    '这是转数快（FPS）二维码，本钱包无法支付，请改用您的银行 App，或向店员索取本钱包的二维码。',
  'scan.sign':
    '此二维码供 {schemes} 使用，本钱包无法支付，请改用其中一个 App，或向店员索取本钱包的二维码。',
  'scan.otherApps': '此二维码供其他支付 App 使用，本钱包无法支付，请向店员索取本钱包的二维码。',
  'scan.damaged': '此二维码已损坏或不完整，请再扫一次，或向店员索取新的二维码。',
  'scan.notPayment': '此二维码不能用来付款，内容是：{text}',
  'scan.own': '这是付款码，由收银员扫描；请扫描商家的收款码。',
  'scan.again': '重新扫描',
  'scan.reading': '正在读取……',
};
