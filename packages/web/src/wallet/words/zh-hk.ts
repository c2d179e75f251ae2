import type { Translated } from '../../shared/words/words.tsx';
import type { WalletWords } from './en.ts';
import { frame } from './zh-hk/frame.ts';
import { history } from './zh-hk/history.ts';
import { order } from './zh-hk/order.ts';
import { pay } from './zh-hk/pay.ts';
import { refusals } from './zh-hk/refusals.ts';
import { scan } from './zh-hk/scan.ts';
import { settings } from './zh-hk/settings.ts';
import { signIn } from './zh-hk/sign-in.ts';
import { transfer } from './zh-hk/transfer.ts';

export const zhHk: Translated<WalletWords> = {
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
