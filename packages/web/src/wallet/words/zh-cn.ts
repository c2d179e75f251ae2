import type { Translated } from '../../shared/words/words.tsx';
import type { WalletWords } from './en.ts';
import { frame } from './zh-cn/frame.ts';
import { history } from './zh-cn/history.ts';
import { order } from './zh-cn/order.ts';
import { pay } from './zh-cn/pay.ts';
import { refusals } from './zh-cn/refusals.ts';
import { scan } from './zh-cn/scan.ts';
import { settings } from './zh-cn/settings.ts';
import { signIn } from './zh-cn/sign-in.ts';
import { transfer } from './zh-cn/transfer.ts';

export const zhCn: Translated<WalletWords> = {
  ...frame,
  ...signIn,
  ...pay,
  ...scan,
  ...order,
  ...history,
  ...settings,
  ...refusals,
  ...transfer,
};
