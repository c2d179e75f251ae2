import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { approvals } from './zh-hk/approvals.ts';
import { codes } from './zh-hk/codes.ts';
import { frame } from './zh-hk/frame.ts';
import { integration } from './zh-hk/integration.ts';
import { overview } from './zh-hk/overview.ts';
import { people } from './zh-hk/people.ts';
import { reconcile } from './zh-hk/reconcile.ts';
import { refusals } from './zh-hk/refusals.ts';
import { rows } from './zh-hk/rows.ts';
import { settings } from './zh-hk/settings.ts';
import { settlement } from './zh-hk/settlement.ts';
import { shops } from './zh-hk/shops.ts';
import { signIn } from './zh-hk/sign-in.ts';
import { trade } from './zh-hk/trade.ts';
import { trades } from './zh-hk/trades.ts';

export const zhHk: Translated<typeof en> = {
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
