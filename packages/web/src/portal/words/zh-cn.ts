import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { frame } from './zh-cn/frame.ts';
import { refusals } from './zh-cn/refusals.ts';
import { settings } from './zh-cn/settings.ts';
import { signIn } from './zh-cn/sign-in.ts';

export const zhCn: Translated<typeof en> = {
  ...frame,
  ...signIn,
  ...settings,
  ...refusals,
};
