import { frame } from './en/frame.ts';
import { refusals } from './en/refusals.ts';
import { settings } from './en/settings.ts';
import { signIn } from './en/sign-in.ts';

/** The words of the portal, by page. */
export const en = {
  ...frame,
  ...signIn,
  ...settings,
  ...refusals,
} as const;

export type PortalWords = typeof en;
