import { approvals } from './en/approvals.ts';
import { codes } from './en/codes.ts';
import { frame } from './en/frame.ts';
import { integration } from './en/integration.ts';
import { overview } from './en/overview.ts';
import { people } from './en/people.ts';
import { reconcile } from './en/reconcile.ts';
import { refusals } from './en/refusals.ts';
import { rows } from './en/rows.ts';
import { settings } from './en/settings.ts';
import { settlement } from './en/settlement.ts';
import { shops } from './en/shops.ts';
import { signIn } from './en/sign-in.ts';
import { trade } from './en/trade.ts';
import { trades } from './en/trades.ts';

/** The words of the portal, by page. */
export const en = {
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
} as const;

export type PortalWords = typeof en;
