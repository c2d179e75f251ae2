import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { approvals } from './zh-cn/approvals.ts';
import { codes } from './zh-cn/codes.ts';
import { frame } from './zh-cn/frame.ts';
import { integration } from './zh-cn/integration.ts';
import { overview } from './zh-cn/overview.ts';
import { people } from './zh-cn/people.ts';
import { reconcile } from './zh-cn/reconcile.ts';
import { refusals } from './zh-cn/refusals.ts';
import { rows } from './zh-cn/rows.ts';
import { settings } from './zh-cn/settings.ts';
import { settlement } from './zh-cn/settlement.ts';
import { shops } from './zh-cn/shops.ts';
import { signIn } from './zh-cn/sign-in.ts';
import { trade } from './zh-cn/trade.ts';
import { trades } from './zh-cn/trades.ts';

export const zhCn: Translated<typeof en> = {
  ...frame,
  ...signIn,
  ...settings,
  ...trades,
  ...trade,
  ...approvals,
  ...people,
  ...overview,
  ...integration,
  ...rows,
  ...codes,
  ...reconcile,
  ...settlement,
  ...shops,
  ...refusals,
};
