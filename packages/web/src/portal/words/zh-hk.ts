import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { frame } from './zh-hk/frame.ts';
import { refusals } from './zh-hk/refusals.ts';
import { settings } from './zh-hk/settings.ts';
import { signIn } from './zh-hk/sign-in.ts';

export const zhHk: Translated<typeof en> = {
  ...frame,
  ...signIn,
  ...settings,
  ...refusals,
};
