import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { causes } from './zh-hk/causes.ts';
import { exchanges } from './zh-hk/exchanges.ts';
import { frame } from './zh-hk/frame.ts';

export const zhHk: Translated<typeof en> = {
  ...frame,
  ...exchanges,
  ...causes,
};
