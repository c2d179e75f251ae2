import { frame } from './en/frame.ts';
import { history } from './en/history.ts';
import { order } from './en/order.ts';
import { pay } from './en/pay.ts';
import { refusals } from './en/refusals.ts';
import { scan } from './en/scan.ts';
import { settings } from './en/settings.ts';
import { signIn } from './en/sign-in.ts';
import { transfer } from './en/transfer.ts';

/** The words of the wallet, by page. */
export const en = {
  ...frame,
  ...signIn,
  ...pay,
  ...scan,
  ...order,
  ...history,
  ...settings,
  ...refusals,
  ...transfer,
} as const;

export type WalletWords = typeof en;
