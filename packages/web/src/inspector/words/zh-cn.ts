import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { causes } from './zh-cn/causes.ts';
import { exchanges } from './zh-cn/exchanges.ts';
import { frame } from './zh-cn/frame.ts';

export const zhCn: Translated<typeof en> = {
  ...frame,
  ...exchanges,
  ...causes,
};
